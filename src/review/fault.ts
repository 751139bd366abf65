import type { Fault } from '../rules/index.js';
import { type Diagnostic, printable } from '../text/index.js';

/** What is told of a function that was lost to an error of the program; what was thrown goes with it. */
export function faultText({ file, function: name, line, error }: Fault): Diagnostic {
  const what = name === '' ? 'a function' : `${name}()`;
  const message = printable(`internal error at ${what}: it was not analysed, all else was`);
  return { level: 'error', input: file, line, message, fault: error };
}
