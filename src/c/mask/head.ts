import { blankAnnotation, isStrayAnnotation } from './annotations.js';
import type { FunctionItem } from './functions.js';
import { SPECIFIER_WORDS, TYPE_WORDS } from './keywords.js';
import { argumentRanges, listEnd, type Masking, spanOf } from './masking.js';

/** Leaves of a function's head what plain C has: specifiers, one type, the name, the parameters. */
export function maskHead(masking: Masking, item: FunctionItem): void {
  maskTrailer(masking, item);
  if (item.macro !== undefined) {
    maskFunctionMacro(masking, item);
    return;
  }
  for (let at = item.first; at < item.close; ) at = maskHeadToken(masking, at);
  for (const word of surplusWords(masking, item)) masking.canvas.blank(masking.tokens[word]!);
}

/** What stands between the parameter list and the body are annotations. */
function maskTrailer(masking: Masking, { close, body }: FunctionItem): void {
  let from = close + 1;
  if (masking.partners[from]! > from || masking.tokens[from]?.text === ')') from = closeOfPointer(masking, from);
  if (from < body) masking.canvas.blank(spanOf(masking, from, body - 1));
}

/** Behind `int (*name(parameters)` the declarator goes on with `)(…)`. */
function closeOfPointer({ tokens, partners }: Masking, at: number): number {
  return tokens[at]?.text === ')' && partners[at + 1]! > at ? partners[at + 1]! + 1 : at;
}

function maskHeadToken(masking: Masking, at: number): number {
  const token = masking.tokens[at]!;
  if (token.kind !== 'word') return at + 1;
  if (masking.dialect.annotation(token.text) !== undefined) return blankAnnotation(masking, at);
  if (isStrayAnnotation(masking.tokens, at)) masking.canvas.blank(token);
  return at + 1;
}

/** In front of the name there is one type; of several bare words all but one are annotations that the dialect does not know. */
function surplusWords({ tokens, dialect, partners }: Masking, item: FunctionItem): readonly number[] {
  const words: number[] = [];
  let typed = false;
  for (let at = item.first; at < item.head; at++) {
    const { kind, text } = tokens[at]!;
    if (text === 'struct' || text === 'union' || text === 'enum') {
      typed = true;
      at++;
    } else if (TYPE_WORDS.has(text) && !SPECIFIER_WORDS.has(text)) typed = true;
    else if (partners[at]! > at) at = partners[at]!;
    else if (kind === 'word' && !SPECIFIER_WORDS.has(text) && dialect.annotation(text) === undefined) words.push(at);
  }
  if (typed) return words;
  const type = words.findLast((word) => !/^__.*[a-z]{4}/.test(tokens[word]!.text)) ?? words.at(-1);
  return words.filter((word) => word !== type);
}

/** `SYSCALL_DEFINE2(name, type, arg, type, arg)` becomes `long sys_name(type arg, type arg)`; the name keeps its place. */
function maskFunctionMacro(masking: Masking, { name, head, open, close, macro, first }: FunctionItem): void {
  const { tokens, canvas } = masking;
  const [named, ...rest] = argumentRanges(masking, open);
  if (named === undefined) return;
  if (first < head) canvas.blank(spanOf(masking, first, head - 1));
  const nameEnd = tokens[named[1]]!.end;
  canvas.blank({ start: tokens[head]!.start, end: nameEnd });
  canvas.write({ start: tokens[head]!.start, end: nameEnd }, 'long');
  if (macro?.pairs !== true || rest.length < 2) {
    canvas.blank({ start: nameEnd, end: tokens[close]!.end });
    canvas.write({ start: nameEnd - name.length - 1, end: nameEnd }, `${name}(`);
    canvas.write(tokens[close]!, ')');
    return;
  }
  canvas.write({ start: nameEnd - name.length, end: nameEnd }, name);
  canvas.write(tokens[named[1] + 1]!, '(');
  for (let i = 0; i < rest.length; i++) {
    const [from, to] = rest[i]!;
    if (tokens[to]!.text === ')' && listEnd(masking, from) === to) maskPairMacro(masking, from, to);
    else if (++i < rest.length) canvas.blank(tokens[to + 1]!);
  }
  for (let at = rest[0]![0]; at < close; ) at = maskHeadToken(masking, at);
}

/** `compat_arg_u64_dual(offset)` stands for two parameters; one without a name takes their place. */
function maskPairMacro(masking: Masking, from: number, to: number): void {
  const { tokens, canvas } = masking;
  canvas.blank(spanOf(masking, from, to));
  canvas.write(tokens[to - 1]!, tokens[to - 1]!.text);
}
