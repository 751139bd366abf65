import type { Hunk, Patch } from '../input/index.js';
import type { Diagnostic } from '../text/index.js';
import { type AppliedPatch, applyPatch, type KernelTree, type SourceImage } from '../tree/index.js';

/** The headers whose functions can be called, the most wanted first. */
export const HEADERS: readonly string[] = [
  'include/linux/page_ref.h',
  'include/linux/mm.h',
  'mm/internal.h',
  'include/linux/page-flags.h',
];

/** A header of which only hunks of a patch are known. */
export interface ShownHeader {
  readonly image: SourceImage;
  /** The patches behind the one that shows it. */
  readonly later: readonly Patch[];
}

/** Hunks of one header that have no place in a tree, and what they show of both versions. */
export interface Misfit {
  readonly patch: Patch;
  readonly path: string;
  /** Their numbers in the patch's change of that file, from 1. */
  readonly numbers: readonly number[];
  readonly first: Hunk;
  readonly pre?: SourceImage;
  readonly post?: SourceImage;
  /** The tree after all that did apply of this patch. */
  readonly tree: KernelTree;
}

/** A tree after patches, as far as they have a place in it. */
export interface AppliedHeaders {
  readonly tree: KernelTree;
  /** Headers that the tree lacks, and hunks that do not apply to those it has; the last patch first. */
  readonly shown: readonly ShownHeader[];
  readonly misfits: readonly Misfit[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies patches in order. Of a header, the hunks without a place are kept apart, to be laid over what it has. */
export function applyHeaders(tree: KernelTree, patches: readonly Patch[]): AppliedHeaders {
  const shown: ShownHeader[] = [];
  const misfits: Misfit[] = [];
  const diagnostics: Diagnostic[] = [];
  let current = tree;
  for (const [index, patch] of patches.entries()) {
    const applied = applyPatch(current, patch);
    const unfit = misfitsOf(patch, applied);
    const partly = new Set(unfit.map(({ path }) => path));
    const images = [
      ...applied.changes.flatMap(({ post }) => (post && !post.complete && !partly.has(post.path) ? post : [])),
      ...unfit.flatMap(({ post }) => post ?? []),
    ];
    const later = patches.slice(index + 1);
    shown.unshift(...images.filter(({ path }) => HEADERS.includes(path)).map((image) => ({ image, later })));
    misfits.push(...unfit);
    diagnostics.push(...applied.diagnostics);
    current = applied.next;
  }
  return { tree: current, shown, misfits, diagnostics };
}

function misfitsOf(patch: Patch, { rejects, next }: AppliedPatch): Misfit[] {
  return patch.files.flatMap((change) => {
    const path = change.oldPath ?? change.newPath ?? '';
    const lines = new Set(rejects.filter((it) => it.path === path).map(({ line }) => line));
    const hunks = change.hunks.filter(({ oldStart }) => lines.has(oldStart));
    const [first] = hunks;
    if (!first || !HEADERS.includes(path)) return [];
    const numbers = hunks.map((hunk) => 1 + change.hunks.indexOf(hunk));
    const alone = { ...patch, files: [{ ...change, hunks }] };
    const [pair] = applyPatch({ ...next, read: () => undefined, blob: () => undefined }, alone).changes;
    return {
      patch,
      path,
      numbers,
      first,
      tree: next,
      ...(pair?.pre && { pre: pair.pre }),
      ...(pair?.post && { post: pair.post }),
    };
  });
}
