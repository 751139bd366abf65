import {
  type FunctionHead,
  type FunctionIR,
  kernelDialect,
  LoweringError,
  lowerFunction,
  parseUnit,
} from '../c/index.js';
import type { SourceImage } from '../tree/index.js';

/** One source of functions and macros: a header, what hunks show of one, or the model. */
export interface Layer {
  readonly path: string;
  readonly complete: boolean;
  /** Text of a 1-based line. */
  readonly line: (n: number) => string;
  /** Lowered functions by name; undefined for what is not in it or cannot be read. */
  readonly functionIR: (name: string) => FunctionIR | undefined;
  /** Names of all functions, in their order. Parses the whole text. */
  readonly names: () => readonly string[];
  readonly macro: (name: string) => MacroText | undefined;
}

/** A `#define`, its continued lines joined. */
export interface MacroText {
  readonly name: string;
  /** Undefined for a macro that is no call. */
  readonly params: readonly string[] | undefined;
  readonly body: string;
  readonly line: number;
}

export type LayerImage = Pick<SourceImage, 'path' | 'text' | 'complete' | 'fragments'>;

/**
 * The options that decide what the primitives are: as in a kernel with everything but TINY_RCU, which only one-processor
 * kernels have; and the headers are read for code, not for the bounds that asm-offsets makes.
 */
const FIXED: ReadonlyMap<string, boolean> = new Map([
  ['CONFIG_TINY_RCU', false],
  ['__GENERATING_BOUNDS_H', false],
]);

/** A layer from an image. Functions are parsed when they are asked for. */
export function layerOf(image: LayerImage): Layer {
  const lines = image.text.split('\n');
  const found = new Map<string, FunctionHead | undefined>();
  let all: readonly FunctionHead[] | undefined;
  const everything = () => {
    all ??= parse(image);
    return all;
  };
  const head = (name: string): FunctionHead | undefined => {
    if (!image.complete || all) return everything().find((it) => it.name === name);
    if (!found.has(name)) found.set(name, mentions(image.text, name) ? parse(image, name)[0] : undefined);
    return found.get(name);
  };
  return {
    path: image.path,
    complete: image.complete,
    line: (n) => lines[n - 1] ?? '',
    functionIR: (name) => lowered(head(name)),
    names: () => everything().map(({ name }) => name),
    macro: (name) => macroIn(lines, name),
  };
}

function lowered(head: FunctionHead | undefined): FunctionIR | undefined {
  try {
    return head?.lower();
  } catch (error) {
    // The reader of the file itself tells which function it could not read.
    if (error instanceof LoweringError) return undefined;
    throw error;
  }
}

/** Much cheaper than parsing a header only to see that it has no such function. */
function mentions(text: string, name: string): boolean {
  return /^\w+$/.test(name) && new RegExp(`\\b${name}\\s*\\(`).test(text);
}

function parse(image: LayerImage, name?: string): readonly FunctionHead[] {
  const shipped = kernelDialect();
  const dialect = { ...shipped, fixed: (option: string) => FIXED.get(option) ?? shipped.fixed(option) };
  const unchanged = { changed: [], gaps: [] };
  return parseUnit(image, {
    config: 'all',
    dialect,
    lower: (syntax) => lowerFunction(syntax, { dialect, touched: unchanged }),
    ...(name !== undefined && { only: (other: string) => other === name }),
  }).functions;
}

function macroIn(lines: readonly string[], name: string): MacroText | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const start = new RegExp(`^\\s*#\\s*define\\s+${name}\\b(\\([\\w\\s,]*\\))?(.*)$`);
  for (const [index, text] of lines.entries()) {
    const [, params, rest = ''] = start.exec(text) ?? [];
    if (params === undefined && !start.test(text)) continue;
    const body = joined(lines, index, rest);
    const names = params
      ?.slice(1, -1)
      .split(',')
      .map((param) => param.trim());
    return { name, params: names?.filter(Boolean), body, line: index + 1 };
  }
  return undefined;
}

function joined(lines: readonly string[], index: number, rest: string): string {
  let [body, next] = [rest, index + 1];
  while (body.endsWith('\\') && next < lines.length) body = `${body.slice(0, -1)} ${lines[next++]!.trim()}`;
  return body.replace(/\/\*.*?\*\/|\/\/.*$/g, ' ').trim();
}
