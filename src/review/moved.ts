import type { Patch } from '../input/index.js';
import type { Finding } from '../rules/index.js';
import type { ImagePair } from '../tree/index.js';

/**
 * Asks of a finding whether the patch only moved it here: the function is new in this file, and the patch takes one of that
 * name away at another place, with the flagged statement in it. What was wrong there is not the patch's.
 */
export function movedBy({ files }: Patch): (finding: Finding, pair: ImagePair) => boolean {
  const lines = files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  const removed = lines.filter(({ kind }) => kind === 'removed').map(({ text }) => text);
  const statements = new Set(removed.map(squeezed));
  return ({ function: name, line, origin }, { pre, post }) => {
    if (origin !== 'introduced' || !post || !removed.some((text) => isHead(text, name))) return false;
    if (pre?.text.split('\n').some((text) => isHead(text, name))) return false;
    return statements.has(squeezed(post.text.split('\n')[line - 1] ?? ''));
  };
}

/** A line in the first column that names a function in front of its parameters, and is no declaration. */
function isHead(text: string, name: string): boolean {
  const at = text.indexOf(`${name}(`);
  return at >= 0 && /^\w/.test(text) && !text.includes(';') && !/\w/.test(text[at - 1] ?? '');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
