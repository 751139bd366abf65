import type { SkippedFunction } from '../c/index.js';
import type { Patch } from '../input/index.js';
import type { ImagePair, Reject } from '../tree/index.js';

/** Languages that the kernel is written in and that nobody reads here. */
const UNREAD: Readonly<Record<string, string>> = { rs: 'Rust is not read', S: 'assembly is not read' };

/** What of a patch no rule has looked at: functions whose hunk has no place in the tree, and files that are not C. */
export function unseen(patch: Patch, changes: readonly ImagePair[], rejects: readonly Reject[]): SkippedFunction[] {
  return [...unplaced(changes, rejects), ...patch.files.flatMap(notC)];
}

/** Where no hunk of a file has a place its hunks are looked at by themselves, as without a tree. */
function unplaced(changes: readonly ImagePair[], rejects: readonly Reject[]): SkippedFunction[] {
  return rejects.flatMap(({ path, line, section }) => {
    const name = /(\w+)\s*\(/.exec(section)?.[1];
    const isPlaced = changes.some(({ pre }) => pre?.path === path && pre.complete);
    if (name === undefined || !isPlaced) return [];
    return [{ file: path, function: name, line: Math.max(line, 1), reason: `the hunk at line ${line} does not apply` }];
  });
}

function notC({ oldPath, newPath, hunks }: Patch['files'][number]): SkippedFunction[] {
  const path = newPath ?? oldPath ?? '';
  const reason = UNREAD[/\.(\w+)$/.exec(path)?.[1] ?? ''];
  const [first] = hunks;
  if (reason === undefined || !first) return [];
  return [
    { file: path, function: '', line: Math.max(newPath === undefined ? first.oldStart : first.newStart, 1), reason },
  ];
}
