import { type FunctionIR, kernelDialect } from '../c/index.js';
import type { Hunk, Patch } from '../input/index.js';
import { applyPatch, type KernelTree, openTree } from '../tree/index.js';
import type { Check, Primitives } from './conformance/index.js';
import { argumentText } from './interpreter/argument.js';
import { interpreted } from './interpreter/index.js';
import { HEADERS } from './interpreter/interpreted.js';
import { type Layer, layerOf } from './interpreter/layer.js';

export { HEADERS };

/** Where the primitives themselves stand. */
export const PRIMITIVES_HEADER = 'include/linux/page_ref.h';

/** The primitives of a tree after some patches, and where each of them stands. */
export interface PatchedPrimitives extends Primitives {
  /** Where a function begins; the top of the header when no source of it is at hand. */
  readonly placeOf: (name: string) => Place;
  /** The line of a check or an access after all patches: what an early hunk shows is moved by later ones. */
  readonly located: (at: Spot) => Place;
  /** A check as the source has it: `VM_BUG_ON(page_ref_count(page) == 0)`. */
  readonly checkText: (bug: Spot & { readonly condition: string }) => string;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

interface Spot extends Place {
  readonly function: string;
}

/** Reads the primitives of `tree` after `patches`. Without a header there, hunks are laid over the built-in model. */
export async function primitivesOf(tree: KernelTree, patches: readonly Patch[]): Promise<PatchedPrimitives> {
  const { semantics } = await interpreted(tree, patches);
  const shown = shownLayers(tree, patches);
  const checks = shown.flatMap(({ layer }, i) => {
    const above = shown.slice(0, i);
    return checksOf(layer, (name) => above.some((it) => it.layer.functionIR(name)?.complete === true));
  });
  const macroOf = new Map(checks.map((check) => [`${check.function}:${check.line}`, check.macro]));
  const located = (spot: Spot) => ({ file: spot.file, line: lineAfter(shown, spot) });
  return {
    semantics,
    checks,
    located,
    placeOf: (name) => {
      const layer = shown.find((it) => it.layer.functionIR(name))?.layer;
      const line = layer?.functionIR(name)?.first.line ?? 1;
      return located({ file: layer?.path ?? PRIMITIVES_HEADER, line, function: name });
    },
    checkText: (bug) => {
      const macro = macroOf.get(`${bug.function}:${bug.line}`);
      return macro === undefined ? bug.condition : `${macro}(${bug.condition})`;
    },
  };
}

/**
 * The tree to judge on: the given one where all hunks for the headers of primitives have a place in it; else none, so
 * that the hunks are laid over the built-in model of the newest kernel instead of being applied by half.
 */
export async function groundOf(tree: KernelTree, patches: readonly Patch[]): Promise<KernelTree> {
  let current = tree;
  for (const patch of patches) {
    const { next, rejects } = applyPatch(current, patch);
    if (rejects.some(({ path }) => HEADERS.includes(path))) return (await openTree(undefined, { patches: [] })).tree;
    current = next;
  }
  return tree;
}

/** A source of functions, and the patches that came behind it. */
interface Shown {
  readonly layer: Layer;
  readonly later: readonly Patch[];
}

/** What hunks show of the headers, the last patch first, and the header itself where the tree has it. */
function shownLayers(tree: KernelTree, patches: readonly Patch[]): readonly Shown[] {
  const shown: Shown[] = [];
  let current = tree;
  for (const [index, patch] of patches.entries()) {
    const { changes, next } = applyPatch(current, patch);
    const headers = changes.flatMap(({ post }) => (post && !post.complete && HEADERS.includes(post.path) ? post : []));
    shown.unshift(...headers.map((image) => ({ layer: layerOf(image), later: patches.slice(index + 1) })));
    current = next;
  }
  const text = current.read(PRIMITIVES_HEADER);
  if (text === undefined) return shown;
  const whole = layerOf({ path: PRIMITIVES_HEADER, text, complete: true, fragments: [] });
  return [...shown, { layer: whole, later: [] }];
}

function checksOf(layer: Layer, hidden: (name: string) => boolean): Check[] {
  return layer.names().flatMap((name) => {
    const ir = hidden(name) ? undefined : layer.functionIR(name);
    return ir ? checksIn(ir, layer) : [];
  });
}

function checksIn(ir: FunctionIR, layer: Layer): Check[] {
  return ir.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((it) => {
      const macro = it.kind === 'call' ? it.callee : undefined;
      const index = macro === undefined ? undefined : kernelDialect().assertion(macro)?.condition;
      if (macro === undefined || index === undefined) return [];
      const condition = argumentText(layer.line, it.loc, index);
      return [{ macro, condition, file: ir.file, line: it.loc.line, function: ir.name }];
    }),
  );
}

function lineAfter(shown: readonly Shown[], { file, line, function: name }: Spot): number {
  const source = shown.find(({ layer }) => {
    const ir = layer.path === file ? layer.functionIR(name) : undefined;
    return ir !== undefined && ir.first.line <= line && line <= ir.last.line;
  });
  const hunks = (source?.later ?? []).map(({ files }) =>
    files.filter(({ newPath }) => newPath === file).flatMap((change) => change.hunks),
  );
  return hunks.reduce(movedBy, line);
}

/** Where the hunks of one patch move a line to. */
function movedBy(line: number, hunks: readonly Hunk[]): number {
  const inside = hunks.flatMap(({ lines }) => lines).find(({ oldLine }) => oldLine === line)?.newLine;
  if (inside !== undefined) return inside;
  const above = hunks.filter(({ oldStart, oldCount }) => oldStart + oldCount <= line);
  return line + above.reduce((sum, { newCount, oldCount }) => sum + newCount - oldCount, 0);
}
