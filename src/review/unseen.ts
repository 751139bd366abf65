import type { SkippedFunction } from '../c/index.js';
import type { Patch } from '../input/index.js';
import type { Reject } from '../tree/index.js';

/** What a kernel is made of and nobody reads here, by the ends of names; some of it is C that is included, or made from a template. */
const UNREAD: readonly (readonly [name: RegExp, reason: string])[] = [
  [/\.rs$/, 'Rust is not read'],
  [/\.S$/, 'assembly is not read'],
  [/\.(?:inc|inl|uc|[yl]|C|cc|cpp|cxx|hh|hpp|[ch][._](?:shipped|in|inc|tmpl))$/, 'of C only .c and .h are read'],
];

/** What of a patch no rule has looked at: functions that miss a hunk, and files that are not C. */
export function unseen(patch: Patch, rejects: readonly Reject[]): SkippedFunction[] {
  return [...unplaced(rejects), ...patch.files.flatMap(notC)];
}

/** Where no hunk of a file has a place its hunks are looked at by themselves, as without a tree. */
function unplaced(rejects: readonly Reject[]): SkippedFunction[] {
  const first = new Map<string, SkippedFunction>();
  for (const { path, line, functions, isAlone } of rejects) {
    for (const name of isAlone ? [] : functions) {
      const reason = `the hunk at line ${line} does not apply`;
      const key = functionKey(path, name);
      if (!first.has(key)) first.set(key, { file: path, function: name, line: Math.max(line, 1), reason });
    }
  }
  return [...first.values()];
}

/** Names a function of a file. */
export function functionKey(file: string, name: string): string {
  return `${file} ${name}`;
}

function notC({ oldPath, newPath, hunks }: Patch['files'][number]): SkippedFunction[] {
  const path = newPath ?? oldPath ?? '';
  const reason = UNREAD.find(([name]) => name.test(path))?.[1];
  const [first] = hunks;
  if (reason === undefined || !first) return [];
  return [
    { file: path, function: '', line: Math.max(newPath === undefined ? first.oldStart : first.newStart, 1), reason },
  ];
}
