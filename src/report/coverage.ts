import type { SkippedFunction } from '../c/index.js';
import { plural } from './plural.js';
import type { PatchReport } from './report.js';

/** Up to so many functions are named in a line that counts them. */
const NAMED = 2;

/**
 * What was not analysed, or not in full, in one phrase: `1 function not analysed, do_swap_page() in part`; undefined when
 * nothing was left out.
 */
export function coveragePhrase(patches: readonly PatchReport[]): string | undefined {
  const skipped = patches.flatMap((patch) => patch.skipped);
  const parts = skipped.filter(isPart);
  const files = skipped.filter((one) => !isPart(one) && one.function === '');
  const functions = skipped.length - parts.length - files.length;
  const out = [
    ...(functions > 0 ? [plural(functions, 'function')] : []),
    ...(files.length > 0 ? [plural(new Set(files.map(({ file }) => file)).size, 'file')] : []),
  ];
  if (parts.length === 0) return out.length === 0 ? undefined : `${out.join(' and ')} not analysed`;
  const names = [...new Set(parts.map((part) => `${part.function}()`))];
  const partly = names.length > NAMED ? plural(names.length, 'function') : names.join(' and ');
  return out.length === 0 ? `${partly} analysed in part` : `${out.join(' and ')} not analysed, ${partly} in part`;
}

/** One of them with the reason, without its place. */
export function skippedText(skipped: SkippedFunction): string {
  const name = skipped.function === '' ? '' : `${skipped.function}() `;
  return `${name}${isPart(skipped) ? 'analysed in part' : 'not analysed'}: ${skipped.reason}`;
}

/** Was it analysed, but for some paths? */
export function isPart({ dropped }: SkippedFunction): boolean {
  return dropped !== undefined;
}
