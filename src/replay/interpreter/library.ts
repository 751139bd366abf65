import type { FunctionIR, Loc } from '../../c/index.js';
import { checkPlace } from '../era.js';
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
  const functions = new Map<string, FunctionIR | undefined>();
  const macros = new Map<string, Macro | undefined>();
  const byPath = (path: string) => layers.filter((layer) => layer.path === path);
  return {
    functionIR: (name) => remembered(functions, name, () => find(layers, name)),
    macro: (name) => remembered(macros, name, () => macroOf(layers, name)),
    bug: (ir, loc, index) => {
      const condition = index < 0 ? 'BUG()' : conditionOf(byPath(ir.file), loc, index);
      const place = ir.file === MODEL_PATH ? checkPlace(condition, version) : { file: ir.file, line: loc.line };
      return { condition, ...place, function: ir.name };
    },
  };
}

function remembered<T>(known: Map<string, T>, name: string, make: () => T): T {
  if (!known.has(name)) known.set(name, make());
  return known.get(name)!;
}

function find(layers: readonly Layer[], name: string): FunctionIR | undefined {
  const wanted = belowMark(name);
  for (const [index, layer] of layers.entries()) {
    if (index < wanted.from) continue;
    const ir = layer.functionIR(wanted.name);
    if (!ir) continue;
    return ir.complete ? ir : finished(ir, (line) => layer.line(line), belowName(wanted.name, index + 1));
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

/** Several layers may show a file, each some of its lines. */
function conditionOf(layers: readonly Layer[], loc: Loc, index: number): string {
  const layer = layers.find((it) => it.line(loc.line).length >= loc.column);
  return layer ? argumentText(layer.line, loc, index) : '';
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
