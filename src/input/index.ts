export type * from './series.js';
