import type { Patch } from '../input/index.js';
import { applyHeaders, HEADERS, layerOf, type Misfit } from '../interpreter/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { type KernelTree, openTree } from '../tree/index.js';

/** What to judge patches of the primitives on. */
export interface Ground {
  readonly tree: KernelTree;
  /** What is used instead of hunks of a header that have no place in the tree. */
  readonly notes: readonly Note[];
}

/** Something to tell about a patch. */
interface Note {
  readonly patch: Patch;
  readonly diagnostic: Diagnostic;
}

/**
 * The tree to judge on: the given one, where hunks for the headers of primitives have a place in it, or are about
 * functions that it has too; else none, so that all hunks are laid over the built-in model of the newest kernel instead
 * of being applied by half.
 */
export async function groundOf(tree: KernelTree, patches: readonly Patch[]): Promise<Ground> {
  await tree.prefetch(HEADERS);
  const { misfits } = applyHeaders(tree, patches);
  const foreign = misfits.find((misfit) => lacking(misfit) !== undefined);
  if (!foreign) return { tree, notes: misfits.map((misfit) => noteOf(misfit, overlaid(misfit))) };
  const text = `${subjectOf(foreign)} ${lacking(foreign)}(), which this tree does not have: all hunks are laid over the built-in model of the newest kernel`;
  return { tree: (await openTree(undefined, { patches: [] })).tree, notes: [noteOf(foreign, text)] };
}

/** A function that hunks change and no header of the tree has: they were made for another kernel. */
function lacking({ pre, tree }: Misfit): string | undefined {
  const texts = HEADERS.flatMap((path) => tree.read(path) ?? []);
  return (
    pre &&
    layerOf(pre)
      .names()
      .find((name) => !texts.some((text) => new RegExp(`\\b${name}\\(`).test(text)))
  );
}

function overlaid(misfit: Misfit): string {
  const names = misfit.post ? layerOf(misfit.post).names() : [];
  const subject = subjectOf(misfit);
  if (names.length === 0) return `${subject} no function, and are not judged`;
  const shown = names.map((name) => `${name}()`).join(', ');
  return `${subject} ${shown}, laid over what the tree has as far as the hunk shows it`;
}

function subjectOf({ numbers }: Misfit): string {
  return numbers.length === 1 ? `hunk ${numbers[0]} is about` : `hunks ${numbers.join(', ')} are about`;
}

function noteOf({ patch, path, first }: Misfit, used: string): Note {
  const message = printable(`${path}:${first.oldStart}: primitives: ${used}`);
  return { patch, diagnostic: { level: 'warning', input: patch.input, line: first.inputLine, message } };
}
