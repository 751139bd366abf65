import type { Token } from './lexer.js';

/** For every token the index of the bracket that pairs with it; -1 for what is no bracket or has no partner. */
export type Partners = Int32Array;

/** Pairs `()`, `[]` and `{}`. A bracket that is never closed in its surroundings stays alone; the outer ones still pair. */
export function pairBrackets(tokens: readonly Token[]): Partners {
  const partners = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  const waiting = new Map<string, number>();
  const count = (text: string, by: number): unknown => waiting.set(text, (waiting.get(text) ?? 0) + by);
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!;
    if (kind !== 'punctuator') continue;
    if (text === '(' || text === '[' || text === '{') {
      open.push(i);
      count(text, 1);
      continue;
    }
    const opener = OPENER.get(text);
    if (opener === undefined || !waiting.get(opener)) continue;
    for (let last = open.pop()!; ; last = open.pop()!) {
      count(tokens[last]!.text, -1);
      if (tokens[last]!.text !== opener) continue;
      partners[last] = i;
      partners[i] = last;
      break;
    }
  }
  return partners;
}

const OPENER: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
