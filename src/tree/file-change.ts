import type { Damage, FileChange, Hunk } from '../input/index.js';
import { type Edit, invert, placeHunks, reverseHunk, rewrite } from './apply.js';
import { pairOfHunks } from './hunks-only.js';
import type { ImagePair } from './image.js';
import { isInnerPath, type KernelTree } from './kernel-tree.js';
import { joinLines, type Lines, splitLines } from './lines.js';
import { type Paths, pairOfEdits, pairOfWhole } from './pair.js';

/** What a file change is applied to. */
export interface Ground {
  /** The tree before the patch; renames and copies take their text from it, so that two files can change places. */
  readonly tree: KernelTree;
  /** The same with the earlier files of this patch changed. */
  readonly current: KernelTree;
  readonly damage: Damage;
}

/**
 * How it went: `present`, the tree has the change already; `absent`, the file is not in the tree and only the hunks are
 * known; `clash`, a file to be created exists; `rejected`, some hunks have no place; `refused`, a path leads outside.
 */
export type Outcome = 'applied' | 'present' | 'absent' | 'clash' | 'rejected' | 'refused';

export interface AppliedChange {
  readonly outcome: Outcome;
  /** Files of the tree afterwards; undefined for one that is gone. */
  readonly after: readonly (readonly [path: string, text: string | undefined])[];
  readonly pair?: ImagePair;
  /** Hunks without a place, by index. */
  readonly rejects: readonly number[];
}

/** Applies one file change and shows both versions of the file. */
export function applyChange(ground: Ground, change: FileChange, paths: Paths): AppliedChange {
  if (!isInnerPath(paths.pre) || !isInnerPath(paths.post)) return { outcome: 'refused', after: [], rejects: [] };
  switch (change.kind) {
    case 'create':
      return createFile(ground, change, paths.post);
    case 'delete':
      return deleteFile(ground, change, paths.pre);
    case 'rename':
    case 'copy':
      return modifyFile(ground, change, paths, ground.tree.read(paths.pre));
    case 'modify':
    case 'mode':
    case 'binary':
      if (change.hunks.length === 0) return { outcome: 'applied', after: [], rejects: [] };
      return modifyFile(ground, change, paths, ground.current.read(paths.pre));
  }
}

function createFile({ current }: Ground, { hunks }: FileChange, path: string): AppliedChange {
  const lines = linesOf(hunks, 'added');
  const text = joinLines(lines);
  const existing = current.read(path);
  const outcome = existing === undefined ? 'applied' : existing === text ? 'present' : 'clash';
  return { outcome, after: [[path, text]], pair: pairOfWhole(path, 'post', lines), rejects: [] };
}

function deleteFile(ground: Ground, change: FileChange, path: string): AppliedChange {
  const pre = preImage(ground, change, ground.current.read(path));
  const pair = pairOfWhole(path, 'pre', pre ?? linesOf(change.hunks, 'removed'));
  return { outcome: pre === undefined ? 'absent' : 'applied', after: [[path, undefined]], pair, rejects: [] };
}

function modifyFile(ground: Ground, change: FileChange, paths: Paths, inTree: string | undefined): AppliedChange {
  const { hunks } = change;
  const pre = preImage(ground, change, inTree);
  if (pre === undefined) return { outcome: 'absent', after: [], ...pairOfHunks(paths, hunks) };
  const { edits, rejects, found } = placeHunks(pre, hunks, ground.damage);
  const undone = rejects.length > 0 || found === 'fuzz' ? undo(pre, hunks, ground.damage) : undefined;
  if (undone) {
    const pair = pairOfEdits(paths, undone.pre, undone.edits);
    return { outcome: 'present', after: moved(ground, change, paths, joinLines(pre)), pair, rejects: [] };
  }
  const after = moved(ground, change, paths, joinLines(rewrite(pre, edits)));
  const pair =
    rejects.length > 0 && edits.length === 0 ? pairOfHunks(paths, hunks).pair : pairOfEdits(paths, pre, edits);
  return { outcome: rejects.length === 0 ? 'applied' : 'rejected', after, pair, rejects };
}

/**
 * The blob that the index line names is what the author saw, whatever the tree holds by now. A short id may by chance
 * be that of another file: then its hunks do not stand exactly where they say.
 */
function preImage({ tree, damage }: Ground, change: FileChange, inTree: string | undefined): Lines | undefined {
  const blob = change.oldBlob === undefined ? undefined : tree.blob(change.oldBlob);
  if (blob !== undefined && blob !== inTree) {
    const pre = splitLines(blob);
    const { found, rejects } = placeHunks(pre, change.hunks, damage);
    if (found === 'exact' && rejects.length === 0) return pre;
  }
  return inTree === undefined ? undefined : splitLines(inTree);
}

/** When the tree has the change already: the file before it, and the edits that lead to what the tree has. */
function undo(
  post: Lines,
  hunks: readonly Hunk[],
  damage: Damage,
): { readonly pre: Lines; readonly edits: readonly Edit[] } | undefined {
  const { edits, rejects, found } = placeHunks(post, hunks.map(reverseHunk), damage);
  if (rejects.length > 0 || found === 'fuzz') return undefined;
  return { pre: rewrite(post, edits), edits: invert(post, edits) };
}

function moved(ground: Ground, change: FileChange, { pre, post }: Paths, text: string): AppliedChange['after'] {
  const written = [post, text] as const;
  // Another file of this patch may have taken the old path already.
  const leaves = change.kind === 'rename' && pre !== post && ground.current.read(pre) === ground.tree.read(pre);
  return leaves ? [[pre, undefined], written] : [written];
}

function linesOf(hunks: readonly Hunk[], kind: 'added' | 'removed'): Lines {
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === kind);
  return { lines: lines.map((line) => line.text), finalNewline: !lines.at(-1)?.noNewline };
}
