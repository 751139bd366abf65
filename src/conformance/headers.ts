import { type FunctionIR, kernelDialect } from '../c/index.js';
import type { Hunk, Patch } from '../input/index.js';
import {
  type AppliedHeaders,
  applyHeaders,
  argumentText,
  HEADERS,
  type Layer,
  layerOf,
  semanticsAfter,
} from '../interpreter/index.js';
import type { KernelTree } from '../tree/index.js';
import { revivalsIn } from './revivals.js';
import type { Check, Primitives } from './sequence/index.js';

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

/** Where a check or an access is; without a line, the function that it is in stands for it. */
interface Spot {
  readonly file: string;
  readonly line?: number;
  readonly function: string;
}

/**
 * Reads the primitives of `tree` after `patches`. Without a header there, hunks are laid over the built-in model. `callers`
 * is the tree whose other files are looked at.
 */
export async function primitivesOf(
  tree: KernelTree,
  patches: readonly Patch[],
  callers = tree,
): Promise<PatchedPrimitives> {
  await tree.prefetch(HEADERS);
  const applied = applyHeaders(tree, patches);
  const semantics = semanticsAfter(applied, tree.version);
  const revivals = await revivalsIn((callers === tree ? applied : applyHeaders(callers, patches)).tree);
  const shown = shownLayers(applied);
  const checks = shown.flatMap(({ layer }, i) => {
    const above = shown.slice(0, i);
    return checksOf(layer, (name) => above.some((it) => it.layer.functionIR(name)?.complete === true));
  });
  const macroOf = new Map(checks.map((check) => [`${check.function}:${check.line}`, check.macro]));
  const placeOf = (name: string): Place => {
    const layer = shown.find((it) => it.layer.functionIR(name))?.layer;
    const file = layer?.path ?? PRIMITIVES_HEADER;
    const line = layer?.functionIR(name)?.first.line ?? 1;
    return { file, line: lineAfter(shown, { file, function: name }, line) };
  };
  return {
    semantics,
    checks,
    revivals,
    located: (spot) =>
      spot.line === undefined ? placeOf(spot.function) : { file: spot.file, line: lineAfter(shown, spot, spot.line) },
    placeOf,
    checkText: (bug) => {
      const macro = macroOf.get(`${bug.function}:${bug.line}`);
      return macro === undefined ? bug.condition : `${macro}(${bug.condition})`;
    },
  };
}

/** A source of functions, and the patches that came behind it. */
interface Shown {
  readonly layer: Layer;
  readonly later: readonly Patch[];
}

/** What hunks show of the headers, the last patch first, and the header itself where the tree has it. */
function shownLayers(applied: AppliedHeaders): readonly Shown[] {
  const shown = applied.shown.map(({ image, later }) => ({ layer: layerOf(image), later }));
  const text = applied.tree.read(PRIMITIVES_HEADER);
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

function lineAfter(shown: readonly Shown[], { file, function: name }: Spot, line: number): number {
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
