import type { Parameter } from '../c/index.js';
import type { Patch } from '../input/index.js';
import { eraOf, headOf, type Memory, type Outcome, pageAt, type Semantics, SemanticsError } from '../page/index.js';
import type { Diagnostic } from '../text/index.js';
import type { KernelTree } from '../tree/index.js';
import { addressOfPage, pageNumber } from './address.js';
import { type AppliedHeaders, applyHeaders, HEADERS } from './applied.js';
import { programOf } from './compile.js';
import { type Cpu, prepare, runToEnd, stepwise, type Value } from './cpu.js';
import { type Layer, layerOf } from './layer.js';
import { libraryOf } from './library.js';
import { MODEL_PATH, modelText } from './model.js';
import type { Callable, Library } from './program.js';
import { type CType, isWide } from './types.js';

export interface Interpreted {
  readonly semantics: Semantics;
  /** Hunks that did not apply, and so on. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The semantics of a tree after `patches`, in order. What hunks without a place show is laid over the functions that the
 * tree has. Without a tree, or for headers that it lacks, it is laid over the built-in model of the newest kernel, or of
 * `version`.
 */
export async function interpreted(
  tree: KernelTree,
  patches: readonly Patch[],
  version = tree.version,
): Promise<Interpreted> {
  await tree.prefetch(HEADERS);
  const applied = applyHeaders(tree, patches);
  return { semantics: semanticsAfter(applied, version), diagnostics: applied.diagnostics };
}

/** The semantics of headers to which patches were applied, of a kernel of that version. */
export function semanticsAfter(applied: AppliedHeaders, version: string | undefined): Semantics {
  const layers = [...applied.shown.map(({ image }) => layerOf(image)), ...headerLayers(applied.tree)];
  if (!layers.some(({ path, complete }) => complete && path === HEADERS[0])) layers.push(modelLayer(version));
  return semanticsOf(libraryOf(layers, version), layers);
}

function headerLayers(tree: KernelTree): Layer[] {
  return HEADERS.flatMap((path) => {
    const text = tree.read(path);
    return text === undefined ? [] : layerOf({ path, text, complete: true, fragments: [] });
  });
}

function modelLayer(version: string | undefined): Layer {
  return layerOf({ path: MODEL_PATH, text: modelText(eraOf(version)), complete: true, fragments: [] });
}

function semanticsOf(library: Library, layers: readonly Layer[]): Semantics {
  const program = programOf(library);
  const callable = (name: string): Callable => {
    const found = /^\w+$/.test(name) ? program.callable(name) : undefined;
    if (!found) throw new SemanticsError(`no header here defines ${name}()`);
    return found;
  };
  const begin = (memory: Memory, name: string, args: readonly number[]): [Cpu, Callable] => {
    const found = callable(name);
    const values = found.params.map((type, i) => argument(memory, type, args[i] ?? 0));
    return [prepare(memory, found.code, values), found];
  };
  return {
    has: (name) => /^\w+$/.test(name) && library.functionIR(name) !== undefined,
    names: () => subjectNames(library, layers),
    params: (name) => paramsOf(library, name),
    run: (memory, name, args) => {
      const [cpu, { returns }] = begin(memory, name, args);
      runToEnd(cpu);
      return outcomeOf(cpu, returns);
    },
    start: (memory, name, args) => {
      const [cpu, { returns }] = begin(memory, name, args);
      return stepwise(cpu, (ended) => outcomeOf(ended, returns));
    },
  };
}

function argument(memory: Memory, type: CType, value: number): Value {
  if (isWide(type)) return BigInt(value);
  if (type.kind !== 'pointer') return type.kind === 'integer' && type.bool ? Number(value !== 0) : value | 0;
  if (type.to === 'struct folio') return addressOfPage(headOf(pageAt(memory, value)).index);
  return type.to === 'struct page' ? addressOfPage(value) : 0;
}

function outcomeOf({ ret, bugs, freed }: Cpu, returns: CType): Outcome {
  return { ret: resultOf(ret, returns), bugs, freed };
}

function resultOf(ret: Value | undefined, type: CType): number | null {
  if (type.kind === 'void' || ret === undefined) return null;
  return type.kind === 'pointer' ? pageNumber(Number(ret)) : Number(ret);
}

function paramsOf(library: Library, name: string): readonly Parameter[] | undefined {
  return library.functionIR(name)?.params;
}

/** All of page_ref.h and of its patches; of the larger headers, which are not parsed for this, what the model names. */
function subjectNames(library: Library, layers: readonly Layer[]): readonly string[] {
  const own = layers.filter(({ path, complete }) => !complete || path === HEADERS[0] || path === MODEL_PATH);
  const model = layerOf({ path: MODEL_PATH, text: modelText(() => true), complete: true, fragments: [] });
  const names = new Set([...own, model].flatMap((layer) => layer.names()));
  return [...names].filter((name) => /^struct (?:page|folio) \*$/.test(subject(library, name))).sort();
}

function subject(library: Library, name: string): string {
  return library.functionIR(name)?.params[0]?.type.replace('const ', '') ?? '';
}
