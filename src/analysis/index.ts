export type * from './contract.js';
export type { Count } from './count.js';
export type * from './trace.js';
