import type { Patch } from '../input/index.js';
import type { PatchReport } from '../report/index.js';
import type { Fault } from '../rules/index.js';
import { type Diagnostic, printable } from '../text/index.js';

/** What is told of a function that was lost to an error of the program; what was thrown goes with it. */
export function faultText({ file, function: name, line, error }: Fault): Diagnostic {
  const what = name === '' ? 'a function' : `${name}()`;
  const message = printable(`internal error at ${what}: it was not analysed, all else was`);
  return { level: 'error', input: file, line, message, fault: error };
}

/** What is left of a patch, or of a file, that was lost to an error of the program: its name. The next one stands on what was before. */
export function lostPatch(
  patch: Patch,
): (error: unknown) => { readonly report: PatchReport; readonly fault: Diagnostic } {
  const { index, kind, subject, input } = patch;
  const report: PatchReport = { index, kind, patch, subject, applied: false, findings: [], skipped: [], refuted: 0 };
  const message = printable(`internal error at a patch: it was not analysed, all others were (${subject})`);
  return (error) => ({ report, fault: { level: 'error', input, message, fault: error } });
}
