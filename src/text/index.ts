export type { Diagnostic, Place } from './place.js';
