import type { FunctionIR } from '../c/index.js';
import { checkPlace } from '../page/index.js';
import { argumentText } from './argument.js';
import { type Layer, layerOf, type MacroText } from './layer.js';
import { MODEL_PATH } from './model.js';
import { finished } from './partial.js';
import type { Library, Macro } from './program.js';

/**
 * A library over layers, of which the first that has a name wins. A function that hunks show in part only is made whole
 * with what the layers below know of it. `version` tells where the model's checks stand.
 */
export function libraryOf(layers: readonly Layer[], version: string | undefined): Library {
  const functions = new Map<string, Origin | undefined>();
  const macros = new Map<string, Macro | undefined>();
  const layerWith = new Map<FunctionIR, Layer>();
  return {
    functionIR: (name) => {
      const origin = remembered(functions, name, () => find(layers, name));
      if (origin) layerWith.set(origin.ir, origin.layer);
      return origin?.ir;
    },
    macro: (name) => remembered(macros, name, () => macroOf(layers, name)),
    bug: (ir, loc, index) => {
      const layer = layerWith.get(ir);
      const condition = index < 0 || !layer ? 'BUG()' : argumentText(layer.line, loc, index);
      const place = ir.file === MODEL_PATH ? checkPlace(condition, version) : { file: ir.file, line: loc.line };
      return { condition, ...place, function: ir.name };
    },
  };
}

/** A function and the layer that it stands in: several may show other lines of one file under the same numbers. */
interface Origin {
  readonly ir: FunctionIR;
  readonly layer: Layer;
}

function remembered<T>(known: Map<string, T>, name: string, make: () => T): T {
  if (!known.has(name)) known.set(name, make());
  return known.get(name)!;
}

function find(layers: readonly Layer[], name: string): Origin | undefined {
  const wanted = belowMark(name);
  for (const [index, layer] of layers.entries()) {
    if (index < wanted.from) continue;
    const ir = layer.functionIR(wanted.name);
    if (!ir) continue;
    const whole = ir.complete ? ir : finished(ir, layer.line, belowName(wanted.name, index + 1));
    return { ir: whole, layer };
  }
  return undefined;
}

/** A function as the layers from `from` on have it: `5:page_ref_inc`, which is no name in C. */
function belowName(name: string, from: number): string {
  return `${from}:${name}`;
}

function belowMark(name: string): { readonly name: string; readonly from: number } {
  const [, from, rest] = /^(\d+):(.*)$/.exec(name) ?? [];
  return rest === undefined ? { name, from: 0 } : { name: rest, from: Number(from) };
}

function macroOf(layers: readonly Layer[], name: string): Macro | undefined {
  for (const layer of layers) {
    const text = layer.macro(name);
    if (text && text.body !== '') return asFunction(layer.path, text);
  }
  return undefined;
}

/** `#define F(x) E` as `F(x) { return E; }`, on the line of the macro. */
function asFunction(path: string, { name, params, body, line }: MacroText): Macro | undefined {
  const list = (params ?? []).map((param) => `long ${param}`).join(', ') || 'void';
  const text = `${'\n'.repeat(line - 1)}static long ${name}(${list}) { return (${body}); }\n`;
  const ir = layerOf({ path, text, complete: true, fragments: [] }).functionIR(name);
  return ir && { ir, called: params !== undefined };
}
