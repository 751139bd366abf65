import type { FormOptions } from './formats.js';

/** Options of any form that depend on no terminal and choose nothing. */
export const PLAIN: FormOptions = {
  color: false,
  columns: 100,
  quiet: false,
  terse: false,
  showTypes: false,
  showFile: false,
  summary: true,
  verbose: false,
  include: [],
  failOn: 'confirmed',
};
