import type { Origin } from '../rules/index.js';
import type { Diagnostic } from '../text/index.js';
import { terseLine } from './block.js';
import { inLine, withoutCommands } from './foreign.js';
import type { JudgedFinding, PatchReport, Report } from './report.js';
import { hiddenOrigin, shownFindings, shownSeverity } from './selection.js';

/**
 * For `b4.prep-perpatch-check-cmd` and `b4.am-perpatch-check-cmd` (b4, run_local_check() in src/b4/__init__.py): a line
 * that holds `ERROR:` fails the patch, any other line is a warning, no line at all is a pass. So there is one line for
 * each finding and, where an input was not read in full, one line that says so; nothing else.
 */
export function renderB4(report: Report, include: readonly Origin[]): string {
  const findings = report.patches.flatMap((patch) =>
    shownFindings(patch, include).map((judged) => findingLine(judged, patch)),
  );
  return [...findings, ...inputLines(report.diagnostics)].map((line) => `${withoutCommands(line)}\n`).join('');
}

/** Only what this patch is to blame for may fail it; a path or a name that holds `ERROR:` may not. */
function findingLine(judged: JudgedFinding, patch: PatchReport): string {
  const isOwn = patch.kind !== 'aside' && hiddenOrigin(judged, patch) === undefined;
  const line = terseLine(judged, patch, true);
  return isOwn && shownSeverity(judged) === 'error' ? line : harmless(line);
}

function harmless(line: string): string {
  return line.replaceAll('ERROR:', 'WARNING:');
}

/** Whatever is wrong with an input is not the patch author's: one warning, and the number of the others. */
function inputLines(diagnostics: readonly Diagnostic[]): string[] {
  const [first, ...others] = diagnostics.filter(({ level }) => level !== 'note');
  if (!first) return [];
  const place = first.line === undefined ? first.input : `${first.input}:${first.line}`;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return [harmless(`${inLine(place)}: WARNING:input: ${inLine(first.message)}${more}`)];
}
