import { isCallable, STATEMENT_WORDS } from './keywords.js';
import type { Token } from './lexer.js';
import { listEnd, type Masking, spanOf } from './masking.js';
import { blockOpensStatement, opensStatement } from './position.js';

/** Masks the construct that begins at `at` and returns the index of the next token to look at. */
type Rule = (masking: Masking, at: number) => number;

/** Masking by the word that begins a construct. */
export const STATEMENT_RULES: ReadonlyMap<string, Rule> = new Map([
  ...['typeof', '__typeof__', '__typeof', 'typeof_unqual'].map((word) => [word, maskTypeof] as const),
  ...['asm', '__asm__', '__asm'].map((word) => [word, maskAssembly] as const),
  ...['offsetof', '__alignof__', '__alignof', '_Alignof'].map((word) => [word, maskConstant] as const),
  ['case', maskCaseRange],
  ['static', maskStaticMacro],
  ['__label__', blankStatement],
  ['auto', maskAuto],
]);

/**
 * A call at the start of a statement is a loop or a guard where a block follows, or where the dialect knows it as one and a
 * statement follows: it becomes `while`. A macro that declares loses its arguments. A missing `;` is put into the space behind.
 * Returns the index of the next token to look at.
 */
export function maskStatementMacro(masking: Masking, at: number): number {
  const { tokens, canvas } = masking;
  if (!isCallable(tokens[at]!.text) || !opensStatement(masking, at)) return at + 1;
  const list = listEnd(masking, at);
  const close = list ?? at;
  const next = tokens[close + 1];
  if (next === undefined) return at + 1;
  if (next.text === ':') return maskLastLabel(masking, close + 1);
  const loop = isLoop(masking, at);
  const repeated = loop ? doBefore(masking, at) : undefined;
  if (repeated !== undefined) return maskDoTail(masking, at, repeated);
  if (list !== undefined && (next.text === '{' || (loop && !CONTINUES_CALL.has(next.text))))
    maskLoop(masking, at, close);
  else if (list !== undefined && declares(masking, close)) return blankArguments(masking, at, close);
  else if (next.text === '=' && tokens[close + 2]?.text === '{' && list !== undefined)
    blankInitialiser(masking, close + 1);
  else if (lacksSemicolon(masking, close, list !== undefined))
    canvas.fill({ start: tokens[close]!.end, end: next.start }, ';');
  return at + 1;
}

/** `out: }`: before C23 a label needs a statement behind it. */
function maskLastLabel({ tokens, canvas }: Masking, colon: number): number {
  const next = tokens[colon + 1];
  if (next?.text === '}') canvas.fill({ start: tokens[colon]!.end, end: next.start }, ';');
  return colon + 1;
}

function blankArguments(masking: Masking, at: number, close: number): number {
  masking.canvas.blank(spanOf(masking, at + 1, close));
  return close + 1;
}

/** `PADDED_ON_STACK(key, SIZE) tmp;`: a name and the end of a declaration behind a macro make it a type. */
function declares({ tokens }: Masking, close: number): boolean {
  const [name, behind] = [tokens[close + 1]!, tokens[close + 2]];
  return name.kind === 'word' && isCallable(name.text) && ENDS_DECLARATOR.has(behind?.text ?? '');
}

const ENDS_DECLARATOR = new Set([';', '=', ',', '[']);

const CONTINUES_CALL = new Set([
  ';',
  ',',
  ')',
  '=',
  '?',
  '.',
  '->',
  '[',
  '==',
  '!=',
  '<',
  '>',
  '+',
  '-',
  '|',
  '||',
  '&&',
]);

function isLoop({ tokens, dialect }: Masking, at: number): boolean {
  const { text } = tokens[at]!;
  return dialect.iterator(text) !== undefined || dialect.guard(text) !== undefined;
}

/** In `do { … } for_each_vma(vmi, vma);` the macro stands in the place of the last `while`: index of the `do`. */
function doBefore({ tokens, partners }: Masking, at: number): number | undefined {
  const start = tokens[at - 1]?.text === '}' ? partners[at - 1]! - 1 : -1;
  return tokens[start]?.text === 'do' ? start : undefined;
}

function maskDoTail({ tokens, canvas, dialect, marks }: Masking, at: number, start: number): number {
  const { text } = tokens[at]!;
  canvas.write(tokens[at]!, 'while');
  marks.set(tokens[start]!.start, { kind: 'iterator', macro: text, ...dialect.iterator(text) });
  return at + 1;
}

function maskLoop({ tokens, canvas, dialect, marks }: Masking, at: number, close: number): void {
  const word = tokens[at]!;
  const empty = close === at + 2;
  if (empty) canvas.blank({ start: word.end, end: tokens[close]!.end });
  canvas.write(word, empty ? 'while(1)' : 'while');
  const guard = dialect.guard(word.text) !== undefined;
  const iterator = dialect.iterator(word.text);
  marks.set(
    word.start,
    guard ? { kind: 'guard', macro: word.text } : { kind: 'iterator', macro: word.text, ...iterator },
  );
}

/** Nothing but a missing `;` explains a keyword, the end of the block, or (behind a list) an expression behind a macro. */
function lacksSemicolon({ tokens, partners }: Masking, close: number, hasList: boolean): boolean {
  const [next, behind] = [tokens[close + 1]!, tokens[close + 2]];
  if (next.text === '}') return blockOpensStatement(tokens, partners, partners[close + 1]!);
  if (next.kind !== 'word') return false;
  return STATEMENT_WORDS.has(next.text) || (hasList && STARTS_EXPRESSION.has(behind?.text ?? ''));
}

const STARTS_EXPRESSION = new Set(['(', '->', '.', '+=', '-=', '|=', '&=', '++', '--']);

/** `DECLARE_BITMAP(map, BITS) = { 0 };` */
function blankInitialiser(masking: Masking, assign: number): void {
  const close = masking.partners[assign + 1]!;
  if (close > assign) masking.canvas.blank(spanOf(masking, assign, close));
}

/** `typeof(x)` becomes the name of a type; its argument is never evaluated. */
function maskTypeof(masking: Masking, at: number): number {
  const close = listEnd(masking, at);
  return close === undefined ? at + 1 : blankArguments(masking, at, close);
}

/** C23's `auto folio = …`, where no type follows: a name of as many letters stands for the type, which is not known. */
function maskAuto({ tokens, canvas }: Masking, at: number): number {
  const [name, assign] = [tokens[at + 1], tokens[at + 2]];
  if (name?.kind === 'word' && isCallable(name.text) && assign?.text === '=') canvas.write(tokens[at]!, 'Auto');
  return at + 1;
}

/** Assembly is left out; its `;` stays as an empty statement. */
function maskAssembly(masking: Masking, at: number): number {
  const { tokens } = masking;
  let last = at;
  while (ASM_QUALIFIERS.has(tokens[last + 1]?.text ?? '')) last++;
  const close = listEnd(masking, last) ?? last;
  masking.canvas.blank(spanOf(masking, at, close));
  return close + 1;
}

const ASM_QUALIFIERS = new Set(['volatile', '__volatile__', 'goto', 'inline', '__inline__']);

/** `offsetof(struct x, a.b[1])`, `__alignof__(a[0])`: constants whose operand the grammar does not read; a name stands for each. */
function maskConstant(masking: Masking, at: number): number {
  const close = listEnd(masking, at);
  if (close === undefined) return at + 1;
  const word = masking.tokens[at]!;
  masking.canvas.blank(spanOf(masking, at, close));
  masking.canvas.write(word, word.text === 'offsetof' ? 'offset_' : 'align_');
  return close + 1;
}

/** `case low ... high:` becomes `case low || high:`, marked as a range. */
function maskCaseRange({ tokens, partners, canvas, marks }: Masking, at: number): number {
  for (let i = at + 1; i < tokens.length && !ENDS_LABEL.has(tokens[i]!.text); i++) {
    if (partners[i]! > i) i = partners[i]!;
    if (tokens[i]!.text !== '...') continue;
    canvas.write(tokens[i]!, ' ||');
    marks.set(tokens[at]!.start, { kind: 'range' });
  }
  return at + 1;
}

const ENDS_LABEL = new Set([':', ';', '{', '}']);

/** `static DEFINE_RATELIMIT_STATE(rs, 5 * HZ, 4);` in a body: without `static` it reads as a call. */
function maskStaticMacro(masking: Masking, at: number): number {
  const { tokens, canvas } = masking;
  const macro: Token | undefined = tokens[at + 1];
  if (macro?.kind === 'word' && isCallable(macro.text) && listEnd(masking, at + 1) !== undefined)
    canvas.blank(tokens[at]!);
  return at + 1;
}

/** `__label__ name;` declares a label for a statement expression. */
function blankStatement(masking: Masking, at: number): number {
  let end = at;
  while (end + 1 < masking.tokens.length && masking.tokens[end]!.text !== ';') end++;
  masking.canvas.blank(spanOf(masking, at, end - 1));
  return end + 1;
}
