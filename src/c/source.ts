import type { FunctionSyntax, Mark } from './ast.js';
import { type Dialect, kernelDialect } from './dialect.js';
import type { FunctionHead, FunctionIR, Loc, SkippedFunction, Unit } from './ir.js';
import { type Partners, pairBrackets } from './mask/brackets.js';
import { TextCanvas } from './mask/canvas.js';
import type { Configuration, LiveText } from './mask/conditional.js';
import { type FunctionItem, functionItems } from './mask/functions.js';
import { isCallable } from './mask/keywords.js';
import type { Token } from './mask/lexer.js';
import { maskFunction } from './mask/mask.js';
import { isNoC } from './no-c.js';
import { missedDefinitions } from './scan.js';
import { signatureOf } from './signature.js';
import { flatten, type ParsedFunction, parseDefinition } from './syntax.js';

export interface ParseOptions {
  readonly config: Configuration;
  /** Makes the CFG of one function; called once a function, when it is asked for. */
  readonly lower: (syntax: FunctionSyntax) => FunctionIR;
  /** Parse the functions with these names only; the others are neither listed nor skipped. */
  readonly only?: (name: string) => boolean;
  readonly dialect?: Dialect;
}

/** Live text with how it lies in the real file: the whole file, or a fragment repaired into a function. */
export interface Source {
  readonly path: string;
  readonly live: LiveText;
  /** Place in the real file of an offset of the live text. */
  readonly locate: (offset: number) => Loc;
  /** See `FunctionSyntax`. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** Offsets of identifiers that stand for an expression that is not shown. */
  readonly cuts: ReadonlySet<number>;
  /** Marks by offset that the repair of a fragment has set. */
  readonly marks: readonly (readonly [number, Mark])[];
}

/** Lists the functions of a source; what cannot be read is skipped with the reason. */
export function parseSource(source: Source, options: ParseOptions): Pick<Unit, 'functions' | 'skipped'> {
  const { live, path, locate } = source;
  const dialect = options.dialect ?? kernelDialect();
  const partners = pairBrackets(live.tokens);
  const items = functionItems(live, partners, dialect);
  const all = items.filter(({ name }) => options.only?.(name) !== false);
  const wanted = affordable(all);
  const refusals = new Map(wanted.map((item) => [item, refusalOf(live.tokens, item)]));
  const readable = wanted.filter((item) => refusals.get(item) === undefined);
  const masked = mask(source, partners, readable, dialect);
  const results = wanted.map((item) => readFunction(masked, item, refusals.get(item), options));
  const missed = missedDefinitions(live, items).filter(({ name }) => options.only?.(name) !== false);
  return {
    functions: results.filter((result) => 'lower' in result),
    skipped: [
      ...results.filter((result) => 'reason' in result),
      ...surplus(path, all.length - wanted.length),
      ...missed.map(({ name, at }) => ({
        file: path,
        function: name,
        line: locate(at).line,
        reason: 'the definition was not recognised',
      })),
    ],
  };
}

/** What the trees of a file may take: a token with all that is made of it 650 bytes, a function as much as 25 of them. */
const MOST_TOKENS = 250_000;
const FUNCTION_TOKENS = 25;

/** The functions up to that. The longest of 6.12 has 219,000 (radix-tree/maple.c). */
function affordable(items: readonly FunctionItem[]): readonly FunctionItem[] {
  let left = MOST_TOKENS;
  const end = items.findIndex(({ first, last }) => {
    left -= Math.min(last - first, MAX_TOKENS) + FUNCTION_TOKENS;
    return left < 0;
  });
  return end < 0 ? items : items.slice(0, end);
}

function surplus(file: string, count: number): SkippedFunction[] {
  return count <= 0
    ? []
    : [{ file, function: '', line: 1, reason: `too long: the last ${count} functions are not parsed` }];
}

interface Masked extends Source {
  /** The text that the grammar sees. */
  readonly text: string;
  readonly allMarks: ReadonlyMap<number, Mark>;
}

function mask(source: Source, partners: Partners, items: readonly FunctionItem[], dialect: Dialect): Masked {
  const canvas = new TextCanvas(source.live.text);
  const marks = new Map(source.marks);
  for (const item of items) maskFunction({ tokens: source.live.tokens, partners, dialect, canvas, marks }, item);
  return { ...source, text: canvas.text(), allMarks: marks };
}

/** Why a function is not given to the parser, or to what makes it ready for it. */
function refusalOf(tokens: readonly Token[], item: FunctionItem): string | undefined {
  if (item.first === item.head && item.macro === undefined)
    return 'opened by a macro that rules/dialect.yaml does not know';
  if (isTooLarge(tokens, item)) return 'too large or nested too deeply to be parsed';
  return isNoC(tokens, item.body, item.last) ? 'what stands in it is no C' : undefined;
}

function readFunction(
  source: Masked,
  item: FunctionItem,
  refusal: string | undefined,
  options: ParseOptions,
): FunctionHead | SkippedFunction {
  const { tokens } = source.live;
  const [first, last] = [tokens[item.first]!, tokens[item.last]!];
  const skip = (reason: string): SkippedFunction => {
    return { file: source.path, function: item.name, line: source.locate(first.start).line, reason };
  };
  if (refusal !== undefined) return skip(refusal);
  const parsed = parseDefinition(source.text.slice(first.start, last.end));
  if ('at' in parsed) return skip(`parse error at line ${source.locate(first.start + parsed.at).line}`);
  const parsedName = /\w*/.exec(source.text.slice(first.start + parsed.nameAt))?.[0];
  if (parsedName !== item.name) return skip(`the parser reads it as a function named ${parsedName}`);
  return headOf(source, item, parsed, options);
}

function headOf(source: Masked, item: FunctionItem, parsed: ParsedFunction, options: ParseOptions): FunctionHead {
  const { tokens } = source.live;
  const [first, last] = [tokens[item.first]!, tokens[item.last]!];
  let tree: ParsedFunction | undefined = parsed;
  let ir: FunctionIR | undefined;
  const place = { first: source.locate(first.start), last: source.locate(last.start) };
  return {
    name: item.name,
    static: tokens.slice(item.first, item.head).some(({ text }) => text === 'static'),
    ...place,
    ...(isWhole(source) && { text: () => source.live.text.slice(first.start, last.end) }),
    lower: () => {
      if (tree !== undefined) ir = options.lower(syntaxOf(source, item.name, tree, first.start, place));
      tree = undefined;
      return ir!;
    },
    callees: () => calleesOf(tokens, item),
  };
}

function isWhole({ openStart, openEnd, cuts, marks }: Source): boolean {
  return !openStart && !openEnd && cuts.size === 0 && marks.length === 0;
}

function syntaxOf(
  source: Masked,
  name: string,
  parsed: ParsedFunction,
  shift: number,
  place: Pick<FunctionSyntax, 'first' | 'last'>,
): FunctionSyntax {
  const { path, text, locate, allMarks: marks, cuts, openStart, openEnd } = source;
  const definition = flatten(parsed, { shift, locate, marks, cuts });
  const complete = !openStart && !openEnd;
  return { path, name, text, ...place, complete, openStart, openEnd, ...signatureOf(definition, text) };
}

function calleesOf(tokens: readonly Token[], { body, last }: FunctionItem): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = body; at < last; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === 'word' && tokens[at + 1]!.text === '(' && isCallable(text)) names.add(text);
  }
  return names;
}

/** Limits far above any kernel function (the longest of 6.12 have about 10,000 tokens) that keep recursion over the tree safe. */
const MAX_TOKENS = 100_000;
const MAX_DEPTH = 200;
const MAX_STATEMENT = 2000;
const MAX_ELSE = 1000;

function isTooLarge(tokens: readonly Token[], { body, last }: FunctionItem): boolean {
  let [depth, statement, otherwise] = [0, 0, 0];
  for (let at = body; at < last; at++) {
    const { text } = tokens[at]!;
    if (text === '(' || text === '{' || text === '[') depth++;
    if (text === ')' || text === '}' || text === ']') depth--;
    if (text === 'else') otherwise++;
    statement = text === ';' || text === '{' || text === '}' || text === ',' ? 0 : statement + 1;
    if (depth > MAX_DEPTH || statement > MAX_STATEMENT || otherwise > MAX_ELSE) return true;
  }
  return last - body > MAX_TOKENS;
}
