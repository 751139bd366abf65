import type { Mark } from '../ast.js';
import type { Dialect } from '../dialect.js';
import type { Loc } from '../ir.js';
import type { Token } from '../mask/lexer.js';
import { lex } from '../mask/lexer.js';
import type { Source } from '../source.js';
import { CUT, repairStatements } from './repair.js';

/** A fragment after the preprocessor; tokens have offsets in `text`, which begins at `base` of the image. */
export interface LiveFragment {
  readonly path: string;
  readonly section: string;
  readonly first: number;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly dialect: Dialect;
  /** Place in the real file of an offset of `text`. */
  readonly locate: (offset: number) => Loc;
}

/** The part of a function that a fragment shows. */
export interface Part {
  /** Text of the function's head, on one line. */
  readonly head: string;
  /** Offset of the head in the fragment, where it is shown. */
  readonly headAt?: number;
  /** Tokens of the body without its opening brace; `to` is exclusive and behind the closing brace where there is one. */
  readonly from: number;
  readonly to: number;
  readonly closed: boolean;
  readonly openStart: boolean;
}

/** Puts a function together: head, repaired statements, closing brace. A text is the reason why there is none. */
export function assemble(live: LiveFragment, part: Part): Source | string {
  const { path, dialect, tokens } = live;
  const shown = tokens.slice(part.from, part.closed ? part.to - 1 : part.to);
  const isLoop = (word: string): boolean => dialect.iterator(word) !== undefined || dialect.guard(word) !== undefined;
  const repair = repairStatements(shown, isLoop);
  if (repair === undefined) return 'the hunk shows no whole statement of the function';
  const [first, last] = [shown[repair.from]!, shown[repair.to - 1]!];
  const prefix = `${part.head} { ${repair.prefix} `;
  const kept = live.text.slice(first.start, last.end);
  const text = `${prefix}${kept} ${repair.suffix} }`;
  const synthetic: Synthetic = {
    head: part.headAt ?? first.start,
    body: prefix.length,
    end: part.closed ? tokens[part.to - 1]!.start : last.end - 1,
    close: text.length - 1,
  };
  const locate = placeOf(live, first, last, synthetic);
  const openEnd = !part.closed;
  const braces = repair.unclosed.map((at) => shown[at]!.start - first.start + prefix.length);
  const marks = [...(openEnd ? [part.head.length + 1] : []), ...braces].map(
    (at) => [at, { kind: 'open-end' } as Mark] as const,
  );
  const cuts = new Set([...text.matchAll(new RegExp(CUT, 'g'))].map(({ index }) => index));
  return { path, live: { text, tokens: lex(text).tokens }, locate, cuts, marks, openStart: part.openStart, openEnd };
}

/** Where the parts of a repaired text stand: offsets in the fragment for head and end, in the repaired text for body and close. */
interface Synthetic {
  readonly head: number;
  readonly body: number;
  readonly end: number;
  readonly close: number;
}

/** Text that was put in front of the body stands where the kept text begins, text behind it where it ends. */
function placeOf(live: LiveFragment, first: Token, last: Token, synthetic: Synthetic): (offset: number) => Loc {
  return (offset) => {
    if (offset === 0) return live.locate(synthetic.head);
    if (offset === synthetic.close) return live.locate(synthetic.end);
    return live.locate(Math.min(Math.max(offset - synthetic.body + first.start, first.start), last.end - 1));
  };
}
