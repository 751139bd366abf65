import type { PatchReport, Report } from '../report/index.js';
import type { Diagnostic } from '../text/index.js';

/**
 * One line for a series that does not fit into its tree as it is: how many hunks have no place there, and how many it has
 * already. What became of each file is told as details.
 */
export function fitOf(tree: Report['tree'], patches: readonly PatchReport[]): Diagnostic[] {
  const own = patches.filter(({ kind }) => kind === 'patch');
  const input = own[0]?.patch?.input;
  const sum = (what: 'applied' | 'failed' | 'already') => own.reduce((all, { hunks }) => all + (hunks?.[what] ?? 0), 0);
  const [applied, failed, already] = [sum('applied'), sum('failed'), sum('already')];
  if (input === undefined || failed + already === 0) return [];
  const all = applied + failed + already;
  const kernel = tree.kernel === undefined ? 'this tree' : `Linux ${tree.kernel}`;
  if (failed === 0) return [{ level: 'note', input, message: `${kernel} has ${already} of ${hunks(all)} already` }];
  const missing =
    failed === all
      ? `none of ${hunks(all)} applies`
      : `${failed} of ${hunks(all)} ${failed === 1 ? 'does' : 'do'} not apply`;
  const there = already > 0 ? ` and ${already} ${already === 1 ? 'is' : 'are'} there already` : '';
  const remedy = tree.kind === 'git' ? 'try --base REV or another --tree' : 'try another --tree';
  return [{ level: 'warning', input, message: `${missing} to ${kernel}${there}: ${remedy} (--verbose lists them)` }];
}

function hunks(count: number): string {
  return `${count} ${count === 1 ? 'hunk' : 'hunks'}`;
}
