import { countSign, type Ownership } from '../analysis/index.js';
import type { Hunk, Patch } from '../input/index.js';
import type { Finding } from '../rules/index.js';
import type { ImagePair } from '../tree/index.js';

/**
 * Asks of a put that a function no longer does whether the patch gave it to the callers, which put behind their calls now;
 * or whether the field that was dropped is gone with it, so that nothing is left to drop.
 */
export function handedOnBy({ files }: Patch, ownership: Ownership): (finding: Finding, pair: ImagePair) => boolean {
  const hunks = files.flatMap((file) => file.hunks);
  return ({ function: name, rule, due, object }, { pre, post }) => {
    if (rule !== 'refcount-leak' || !due || countSign(due.claim) !== -1) return false;
    if (hunks.some((hunk) => putsBehind(hunk, name, ownership))) return true;
    const [, field] = /(?:->|\.)(\w+)$/.exec(object) ?? [];
    return field !== undefined && mentions(pre?.text, field) && !mentions(post?.text, field);
  };
}

/** A hunk that shows a call of the function, and adds a put behind it. */
function putsBehind({ lines }: Hunk, name: string, ownership: Ownership): boolean {
  const kept = lines.filter(({ kind }) => kind !== 'removed');
  const call = kept.findIndex(({ text }) => /^\s/.test(text) && mentions(text, name));
  return call >= 0 && kept.slice(call).some(({ kind, text }) => kind === 'added' && isPut(text, ownership));
}

function isPut(text: string, ownership: Ownership): boolean {
  const called = [...text.matchAll(/\b(\w+)\(/g)].map(([, callee]) => ownership.contract(callee!));
  return called.some((contract) => contract?.clauses.some(({ verb }) => verb === 'puts' || verb === 'unpins'));
}

function mentions(text: string | undefined, word: string): boolean {
  for (let at = text?.indexOf(word) ?? -1; text !== undefined && at >= 0; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + word.length] ?? '')) return true;
  return false;
}
