import type { Dialect, FunctionMacro } from '../dialect.js';
import type { Partners } from './brackets.js';
import type { LiveText } from './conditional.js';
import { isCallable } from './keywords.js';
import type { Token } from './lexer.js';

/** A function definition as the tokens show it; all numbers are token indices. */
export interface FunctionItem {
  /** The name that the function has in the kernel: `sys_read` for `SYSCALL_DEFINE3(read, …)`. */
  readonly name: string;
  /** First token of the definition, its name (or the macro), the parameter list's brackets, the body's brackets. */
  readonly first: number;
  readonly head: number;
  readonly open: number;
  readonly close: number;
  readonly body: number;
  /** The closing brace; the last token where the body is not closed. */
  readonly last: number;
  /** Set where a macro stands in the place of return type, name and parameters. */
  readonly macro?: FunctionMacro;
}

/**
 * Finds the function definitions at the top level of a file. Works on brackets and names alone, without a grammar, so that no
 * definition is lost or renamed because of a macro in or before it. An item that is no function is stepped over.
 */
export function functionItems(source: LiveText, partners: Partners, dialect: Dialect): readonly FunctionItem[] {
  const { tokens } = source;
  const scan: Scan = { ...source, partners, dialect };
  const found: FunctionItem[] = [];
  for (let at = 0; at < tokens.length; ) {
    const item = readItem(scan, at);
    if (item.function !== undefined) found.push(item.function);
    at = item.next;
  }
  return found;
}

interface Scan extends LiveText {
  readonly partners: Partners;
  readonly dialect: Dialect;
}

interface Item {
  readonly function?: FunctionItem;
  readonly next: number;
}

/** A name with a bracketed list behind it, at depth 0 of an item: the declarator, or an annotation with arguments. */
interface Candidate {
  readonly head: number;
  readonly open: number;
  readonly close: number;
}

function readItem(scan: Scan, first: number): Item {
  const { tokens, partners } = scan;
  const candidates: Candidate[] = [];
  let assigned = false;
  for (let at = first; at < tokens.length; at++) {
    const { text } = tokens[at]!;
    if (text === ';' || text === '}') return { next: at + 1 };
    if (text === '=') assigned = true;
    if (text === '{' && !assigned) {
      const declarator = candidates.find(({ close }) => onlyAnnotations(scan, close + 1, at));
      if (declarator !== undefined) return functionAt(scan, first, declarator, at);
    }
    if (!(partners[at]! > at)) continue;
    const candidate = text === '(' ? candidateAt(scan, first, at) : undefined;
    at = partners[at]!;
    if (candidate === undefined) continue;
    candidates.push(candidate);
    if (candidate.head === first && !assigned && endsMacro(scan, at + 1)) return { next: at + 1 };
  }
  return { next: tokens.length };
}

function candidateAt({ tokens, partners, dialect }: Scan, first: number, open: number): Candidate | undefined {
  const before = tokens[open - 1];
  const close = partners[open]!;
  if (open > first && before?.kind === 'word' && isCallable(before.text))
    return dialect.annotation(before.text) === 'call' ? undefined : { head: open - 1, open, close };
  return pointerReturning(tokens, partners, open);
}

/** `int (*name(parameters))(...)`: a function that returns a pointer to a function. */
function pointerReturning(tokens: readonly Token[], partners: Partners, open: number): Candidate | undefined {
  const [star, name, list] = [tokens[open + 1], tokens[open + 2], tokens[open + 3]];
  const close = partners[open]!;
  if (star?.text !== '*' || name?.kind !== 'word' || list?.text !== '(' || tokens[close + 1]?.text !== '(')
    return undefined;
  return { head: open + 2, open: open + 3, close: partners[close + 1]! };
}

/** Behind the parameter list there may be annotations; one that the dialect does not know begins with an underscore. */
function onlyAnnotations({ tokens, partners, dialect }: Scan, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const { kind, text } = tokens[at]!;
    if (text === '(') at = partners[at]!;
    else if (kind !== 'word' || !(text.startsWith('_') || dialect.annotation(text) !== undefined)) return false;
  }
  return true;
}

/** A macro call at the top level that no `;` follows, such as `late_initcall(f)`: the next item starts behind it. */
function endsMacro({ tokens, dialect }: Scan, next: number): boolean {
  const token = tokens[next];
  return token?.kind === 'word' && dialect.annotation(token.text) === undefined;
}

function functionAt(scan: Scan, first: number, declarator: Candidate, body: number): Item {
  const { tokens } = scan;
  const last = bodyEnd(scan, body);
  const word = tokens[declarator.head]!.text;
  const macro = scan.dialect.functionMacro(word);
  const name = macro === undefined ? word : `${macro.prefix}${tokens[declarator.open + 1]?.text ?? ''}`;
  const item = { name, first, ...declarator, body, last, ...(macro && { macro }) };
  return { function: item, next: last + 1 };
}

/** Where the braces do not balance, a closing brace in column 1 ends the body: that is how the kernel is written. */
function bodyEnd({ text, tokens, partners }: Scan, body: number): number {
  if (partners[body]! >= 0) return partners[body]!;
  const end = tokens.findIndex((token, i) => i > body && token.text === '}' && text[token.start - 1] === '\n');
  return end < 0 ? tokens.length - 1 : end;
}
