import type { Step } from '../../analysis/index.js';

/** A branch of a path. */
export interface Branch {
  /** Whether the path went into the body; absent where the condition is only a part of what decides that. */
  readonly isTaken?: boolean;
  /** `IS_ERR(folio) is false` */
  readonly because: string;
}

/** No branch of the kernel stands on a longer line; reading a hostile one takes the square of its length. */
const MOST_TEXT = 400;

/**
 * What a step that is a branch decides. Its event tells the innermost condition, without `!` and with `…` for a call;
 * the source line tells whether that is all of the condition, and how often it is negated.
 */
export function branchOf({ event, text }: Step): Branch | undefined {
  const told = /^(.*) is (true|false)$/.exec(event);
  if (!told) return undefined;
  if (text.length > MOST_TEXT) return { because: event };
  const source = /^(?:\}\s*)?(?:else\s+)?(?:if|while)\s*(\(.*\))\s*\{?$/.exec(text)?.[1];
  const inner = source === undefined ? undefined : withoutNegations(source);
  if (!inner || !isSame(told[1]!, inner.condition)) return { because: event };
  const isTaken = (told[2] === 'true') !== inner.isNegated;
  return { isTaken, because: `${inner.condition} is ${told[2]}` };
}

/** `taken: page is false` */
export function branchText({ isTaken, because }: Branch): string {
  if (isTaken === undefined) return because;
  return `${isTaken ? 'taken' : 'not taken'}: ${because}`;
}

/** Takes parentheses, `likely()` and `!` off a condition. Undefined when it is put together of several. */
function withoutNegations(source: string): { condition: string; isNegated: boolean } | undefined {
  let condition = source.trim();
  let isNegated = false;
  for (;;) {
    const wrapped = /^(?:(?:un)?likely\s*)?\((.*)\)$/.exec(condition)?.[1];
    if (wrapped !== undefined && closes(condition)) condition = wrapped.trim();
    else if (/^![^=]/.test(condition) && isOperand(condition.slice(1))) {
      condition = condition.slice(1).trim();
      isNegated = !isNegated;
    } else break;
  }
  return /&&|\|\||[?,]/.test(outside(condition)) ? undefined : { condition, isNegated };
}

/** True when the first parenthesis is closed by the last character. */
function closes(text: string): boolean {
  let depth = 0;
  for (const [i, char] of [...text].entries()) {
    if (char === '(') depth++;
    if (char === ')' && --depth === 0) return i === [...text].length - 1;
  }
  return false;
}

/** A name or a call, and nothing that binds less than `!` does. */
function isOperand(text: string): boolean {
  return /^[\s!\w.>[\]-]*$/.test(outside(text)) && !/ - |--/.test(text);
}

/** What is not in parentheses. */
function outside(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, '');
  }
  return rest;
}

/** Compares the words of an event with those of the source; `…` stands for any call. */
function isSame(event: string, source: string): boolean {
  const [first, ...rest] = squeezed(event).split('…');
  const words = squeezed(source);
  if (rest.length === 0) return words === first;
  const last = rest.pop()!;
  let at = first!.length;
  for (const piece of rest) {
    const found = words.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return words.startsWith(first!) && words.endsWith(last) && words.length - last.length >= at;
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
