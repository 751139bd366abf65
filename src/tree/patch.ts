import type { FileChange, Hunk, Patch } from '../input/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { type AppliedChange, applyChange, type Outcome } from './file-change.js';
import type { ImagePair } from './image.js';
import { isCSource, type KernelTree } from './kernel-tree.js';
import { isHead, nameOf } from './layout.js';
import { overlay } from './overlay.js';
import type { Paths } from './pair.js';
import type { Lost } from './place.js';

/** A hunk that has no place in the tree: what the images show of its file is not what the author wrote. */
export interface Reject {
  /** Path in the old tree. */
  readonly path: string;
  /** Line at which the hunk says that it begins, in the old file. */
  readonly line: number;
  /** The functions that the hunk is about. */
  readonly functions: readonly string[];
  /** The images of the file hold no more than the hunks. */
  readonly isAlone: boolean;
}

/** What became of the hunks of C files. */
export interface HunkCount {
  readonly applied: number;
  readonly failed: number;
  /** The tree has them. */
  readonly already: number;
}

export interface AppliedPatch {
  /** The tree on which the next patch of the series stands. */
  readonly next: KernelTree;
  /** The C files that the patch touches, in its order. */
  readonly changes: readonly ImagePair[];
  /** True when every C file of the patch was found, and every hunk has a place in it, or is there already. */
  readonly applied: boolean;
  readonly hunks: HunkCount;
  readonly rejects: readonly Reject[];
  /** What is of interest for one file alone is a detail. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Applies a patch to a tree and shows both versions of each C file. Where a file is not in the tree, its images hold
 * the hunks alone. Of what the tree has already, the older version is worked out. What does not apply is a detail for each
 * file; the rest of the patch is still worked on.
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
    hunks: countOf(results),
    rejects: results.flatMap(rejectsOf),
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

function countOf(results: readonly Result[]): HunkCount {
  const sum = (count: (result: Result) => number) => results.reduce((all, result) => all + count(result), 0);
  const all = sum(({ change }) => change.hunks.length);
  const failed = sum(({ outcome, change, rejects }) => (NOWHERE.has(outcome) ? change.hunks.length : rejects.length));
  const already = sum((result) => result.already.length);
  return { applied: all - failed - already, failed, already };
}

/** Outcomes in which no hunk has a place. */
const NOWHERE: ReadonlySet<Outcome> = new Set(['absent', 'clash', 'refused']);

function rejectsOf({ rejects, change, paths, pair }: Result): Reject[] {
  const isAlone = !(pair?.post ?? pair?.pre)?.complete;
  return rejects.map((at) => {
    const hunk = change.hunks[at]!;
    return { path: paths.pre, line: hunk.oldStart, functions: functionsOf(hunk), isAlone };
  });
}

/** The functions that changed lines of a hunk stand in: the one behind `@@`, until the hunk shows the head of the next. */
function functionsOf({ section, lines }: Hunk): string[] {
  const names = new Set<string>();
  let current = nameOf(section);
  for (const { kind, text } of lines) {
    const head = isHead(text) && !text.endsWith(';') ? nameOf(text) : undefined;
    if (head !== undefined) current = head;
    if (kind !== 'context' && current !== undefined && text.trim() !== '') names.add(current);
    if (text.startsWith('}')) current = undefined;
  }
  return [...names];
}

/** An error for a path that leads outside; what else there is to say of single files are details. */
function diagnosticsOf(patch: Patch, tree: KernelTree, results: readonly Result[]): Diagnostic[] {
  const shared: [Outcome, Omit<Diagnostic, 'input' | 'message'>, string][] = [
    ['refused', { level: 'error' }, 'leads out of the tree'],
    ['clash', DETAIL, 'is created by the patch, but the tree has another one'],
    ['present', DETAIL, 'the tree has this change already'],
    ['absent', DETAIL, 'not in the tree, so only the hunks are looked at'],
  ];
  return [
    ...lostNotes(patch, results),
    ...results.filter(({ outcome }) => outcome === 'rejected').map((result) => rejection(patch, result)),
    ...shared.flatMap(([outcome, level, text]) => {
      const files = results.filter((result) => result.outcome === outcome);
      const expected = outcome === 'absent' && tree.kind === 'none';
      return files.length === 0 || expected ? [] : [tell(patch, files[0]!, level, `${namesOf(files)}: ${text}`)];
    }),
  ];
}

const DETAIL = { level: 'note', isDetail: true } as const;

/** git applies none of these: whoever reads it has to know. */
function lostNotes(patch: Patch, results: readonly Result[]): Diagnostic[] {
  const damaged = results.filter(({ lost }) => lost !== undefined);
  const [first] = damaged;
  if (!first) return [];
  const lost = [...new Set(damaged.map((result) => result.lost))].map((what) => LOST[what!]).join(' and ');
  const text = `this copy ${lost}: its hunks were placed all the same, git will not apply them (${patch.subject})`;
  return [tell(patch, first, { level: 'warning' }, text)];
}

const LOST: Readonly<Record<Lost, string>> = {
  tabs: 'has blanks for tabs',
  'trailing blanks': 'lost blanks at the ends of lines',
};

function rejection(patch: Patch, result: Result): Diagnostic {
  const { paths, change, rejects } = result;
  const numbers = rejects.map((index) => index + 1).join(', ');
  const [noun, verb] = rejects.length === 1 ? ['hunk', 'does'] : ['hunks', 'do'];
  const place = `${paths.pre}:${change.hunks[rejects[0]!]!.oldStart}`;
  return tell(patch, result, DETAIL, `${place}: ${noun} ${numbers} of ${change.hunks.length} ${verb} not apply`);
}

function namesOf(files: readonly Result[]): string {
  const names = files.map(({ paths, outcome }) => (outcome === 'clash' ? paths.post : paths.pre));
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function tell(
  patch: Patch,
  { change, rejects }: Result,
  level: Omit<Diagnostic, 'input' | 'message'>,
  message: string,
): Diagnostic {
  const line = change.hunks[rejects[0] ?? 0]?.inputLine;
  return { ...level, input: patch.input, ...(line === undefined ? {} : { line }), message: printable(message) };
}
