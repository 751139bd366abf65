import type { Damage, FileChange, Hunk } from '../input/index.js';
import { placeHunks, rewrite, unwind } from './apply.js';
import { pairOfHunks } from './hunks-only.js';
import type { ImagePair } from './image.js';
import { isInnerPath, type KernelTree } from './kernel-tree.js';
import { joinLines, type Lines, splitLines } from './lines.js';
import { type Paths, pairOfEdits, pairOfWhole } from './pair.js';
import { type Lost, type Placed, placeInSpite } from './place.js';
import { withoutSame } from './same.js';

/** What a file change is applied to. */
export interface Ground {
  /** The tree before the patch; renames and copies take their text from it, so that two files can change places. */
  readonly tree: KernelTree;
  /** The same with the earlier files of this patch changed. */
  readonly current: KernelTree;
  readonly damage: Damage;
}

/**
 * How it went: `present`, the tree has all of the change already; `absent`, the file is not in the tree and only the hunks
 * are known; `clash`, a file to be created exists; `rejected`, some hunks have no place; `refused`, a path leads outside.
 */
export type Outcome = 'applied' | 'present' | 'absent' | 'clash' | 'rejected' | 'refused';

export interface AppliedChange {
  readonly outcome: Outcome;
  /** Files of the tree afterwards; undefined for one that is gone. */
  readonly after: readonly (readonly [path: string, text: string | undefined])[];
  readonly pair?: ImagePair;
  /** Hunks without a place in a file that is there, by index. */
  readonly rejects: readonly number[];
  /** Hunks that the tree has, by index. */
  readonly already: readonly number[];
  /** What the copy has lost of white space, where hunks were placed in spite of it. */
  readonly lost?: Lost;
}

/** Applies one file change and shows both versions of the file. */
export function applyChange(ground: Ground, change: FileChange, paths: Paths): AppliedChange {
  if (!isInnerPath(paths.pre) || !isInnerPath(paths.post)) return { outcome: 'refused', ...NOTHING };
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
      if (change.hunks.length === 0) return { outcome: 'applied', ...NOTHING };
      return modifyFile(ground, change, paths, ground.current.read(paths.pre));
  }
}

const NOTHING = { after: [], rejects: [], already: [] };

function createFile({ current }: Ground, { hunks }: FileChange, path: string): AppliedChange {
  const lines = linesOf(hunks, 'added');
  const text = joinLines(lines);
  const after = [[path, text]] as const;
  const pair = pairOfWhole(path, 'post', lines);
  const existing = current.read(path);
  if (existing === undefined) return { ...NOTHING, outcome: 'applied', after, pair };
  if (existing === text)
    return { ...NOTHING, outcome: 'present', after, pair: withoutSame(pair, existing), already: [...hunks.keys()] };
  return { ...NOTHING, outcome: 'clash', after, pair: withoutSame(pair, existing) };
}

function deleteFile(ground: Ground, change: FileChange, path: string): AppliedChange {
  const pre = preImage(ground, change, ground.current.read(path));
  const pair = pairOfWhole(path, 'pre', pre ?? linesOf(change.hunks, 'removed'));
  const after = [[path, undefined]] as const;
  if (pre !== undefined) return { ...NOTHING, outcome: 'applied', after, pair };
  return { ...NOTHING, outcome: 'absent', after, pair };
}

function modifyFile(ground: Ground, change: FileChange, paths: Paths, inTree: string | undefined): AppliedChange {
  const { hunks } = change;
  const pre = preImage(ground, change, inTree);
  if (pre === undefined) return renamedAlready(ground, change, paths) ?? absent(change, paths);
  const placed = placeInSpite(pre, hunks, ground.damage);
  if (hunks.length > 0 && placed.rejects.length === hunks.length) {
    const after = moved(ground, change, paths, joinLines(pre));
    return { ...NOTHING, outcome: 'rejected', after, pair: pairOfHunks(paths, hunks).pair, rejects: placed.rejects };
  }
  const { pre: before, edits } = unwind(pre, placed.steps);
  const after = moved(ground, change, paths, joinLines(rewrite(before, edits)));
  return { ...resultOf(placed, hunks.length), after, pair: pairOfEdits(paths, before, edits) };
}

function absent({ hunks }: FileChange, paths: Paths): AppliedChange {
  return { ...NOTHING, outcome: 'absent', ...pairOfHunks(paths, hunks) };
}

/** A file that the tree has under its new name only, with all that the patch makes of it. */
function renamedAlready(
  { tree, damage }: Ground,
  { kind, hunks }: FileChange,
  paths: Paths,
): AppliedChange | undefined {
  const text = kind === 'rename' ? tree.read(paths.post) : undefined;
  if (text === undefined) return undefined;
  const inTree = splitLines(text);
  const placed = placeInSpite(inTree, hunks, damage);
  if (placed.already.length < hunks.length) return undefined;
  const { pre, edits } = unwind(inTree, placed.steps);
  return { ...resultOf(placed, hunks.length), outcome: 'present', after: [], pair: pairOfEdits(paths, pre, edits) };
}

function resultOf({ rejects, already, lost }: Placed, hunks: number): Omit<AppliedChange, 'after'> {
  const outcome = rejects.length > 0 ? 'rejected' : already.length === hunks && hunks > 0 ? 'present' : 'applied';
  return { outcome, rejects, already, ...(lost && { lost }) };
}

/**
 * The blob that the index line names is what the author saw, whatever the tree holds by now. A short id may by chance
 * be that of another file: then its hunks do not stand exactly where they say.
 */
function preImage({ tree, damage }: Ground, change: FileChange, inTree: string | undefined): Lines | undefined {
  const blob = change.oldBlob === undefined ? undefined : tree.blob(change.oldBlob);
  if (blob !== undefined && blob !== inTree) {
    const pre = splitLines(blob);
    if (placeHunks(pre, change.hunks, damage).exact) return pre;
  }
  return inTree === undefined ? undefined : splitLines(inTree);
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
