import type { FileChange, Hunk, Patch } from '../input/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { type AppliedChange, applyChange, type Outcome } from './file-change.js';
import type { ImagePair } from './image.js';
import { isCSource, type KernelTree } from './kernel-tree.js';
import { overlay } from './overlay.js';
import type { Paths } from './pair.js';

/** A hunk that has no place in the tree: what the images show of its file is not what the author wrote. */
export interface Reject {
  /** Path in the old tree. */
  readonly path: string;
  /** Line at which the hunk says that it begins, in the old file. */
  readonly line: number;
  /** The function's head as git cut it. */
  readonly section: string;
}

export interface AppliedPatch {
  /** The tree on which the next patch of the series stands. */
  readonly next: KernelTree;
  /** The C files that the patch touches, in its order. */
  readonly changes: readonly ImagePair[];
  /** True when every C file of the patch was found, and every hunk has a place in it. */
  readonly applied: boolean;
  readonly rejects: readonly Reject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Applies a patch to a tree and shows both versions of each C file. Where a file is not in the tree, its images hold
 * the hunks alone. Of a tree that has the change already, the older version is worked out. What does not apply is one
 * line per file; the rest of the patch is still worked on.
 */
export function applyPatch(tree: KernelTree, patch: Patch): AppliedPatch {
  const after = new Map<string, string | undefined>();
  const results: Result[] = [];
  for (const change of patch.files) {
    const paths = pathsOf(change);
    if (!paths || !(isCSource(paths.pre) || isCSource(paths.post))) continue;
    const ground = { tree, current: overlay(tree, after), damage: patch.damage };
    const applied = applyChange(ground, change, paths);
    for (const [path, text] of applied.after) after.set(path, text);
    results.push({ ...applied, change, paths });
  }
  return {
    next: overlay(tree, new Map(after)),
    changes: results.flatMap(({ pair }) => pair ?? []),
    applied: results.every(({ outcome }) => outcome === 'applied' || outcome === 'present'),
    rejects: results.flatMap(({ rejects, change, paths }) =>
      rejects.map((at) => rejectOf(paths.pre, change.hunks[at]!)),
    ),
    diagnostics: diagnosticsOf(patch, tree, results),
  };
}

interface Result extends AppliedChange {
  readonly change: FileChange;
  readonly paths: Paths;
}

function pathsOf({ oldPath, newPath }: FileChange): Paths | undefined {
  const [pre, post] = [oldPath ?? newPath, newPath ?? oldPath];
  return pre === undefined || post === undefined ? undefined : { pre, post };
}

function rejectOf(path: string, { oldStart, section }: Hunk): Reject {
  return { path, line: oldStart, section };
}

/** One line for each file with rejected hunks; the other outcomes are told once for all files that share them. */
function diagnosticsOf(patch: Patch, tree: KernelTree, results: readonly Result[]): Diagnostic[] {
  const shared: [Outcome, Diagnostic['level'], string][] = [
    ['refused', 'error', 'leads out of the tree'],
    ['clash', 'warning', 'is created by the patch, but the tree has it'],
    ['present', 'note', 'the tree has this change already'],
    ['absent', 'warning', 'not in the tree, so only the hunks are looked at'],
  ];
  return [
    ...results.filter(({ rejects }) => rejects.length > 0).map((result) => rejection(patch, result)),
    ...shared.flatMap(([outcome, level, text]) => {
      const files = results.filter((result) => result.outcome === outcome);
      const expected = outcome === 'absent' && tree.kind === 'none';
      return files.length === 0 || expected ? [] : [tell(patch, files[0]!, level, `${namesOf(files)}: ${text}`)];
    }),
  ];
}

function rejection(patch: Patch, result: Result): Diagnostic {
  const { paths, change, rejects } = result;
  const numbers = rejects.map((index) => index + 1).join(', ');
  const [noun, verb] = rejects.length === 1 ? ['hunk', 'does'] : ['hunks', 'do'];
  const place = `${paths.pre}:${change.hunks[rejects[0]!]!.oldStart}`;
  return tell(patch, result, 'warning', `${place}: ${noun} ${numbers} of ${change.hunks.length} ${verb} not apply`);
}

function namesOf(files: readonly Result[]): string {
  const names = files.map(({ paths, outcome }) => (outcome === 'clash' ? paths.post : paths.pre));
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function tell(patch: Patch, { change, rejects }: Result, level: Diagnostic['level'], message: string): Diagnostic {
  const line = change.hunks[rejects[0] ?? 0]?.inputLine;
  return { level, input: patch.input, ...(line === undefined ? {} : { line }), message: printable(message) };
}
