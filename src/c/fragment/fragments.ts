import type { Fragment } from '../../tree/index.js';
import { kernelDialect } from '../dialect.js';
import type { Loc, Unit } from '../ir.js';
import type { Lines } from '../lines.js';
import { liveText } from '../mask/conditional.js';
import { isCallable } from '../mask/keywords.js';
import { lex, type Token } from '../mask/lexer.js';
import type { ParsedImage } from '../parse.js';
import { type ParseOptions, parseSource, type Source } from '../source.js';
import { assemble, type LiveFragment } from './assemble.js';
import { blankCutStart } from './fragment-text.js';
import { type Piece, splitPieces } from './pieces.js';
import { type SectionHead, sectionHead } from './section.js';

type Outcome = Pick<Unit, 'functions' | 'skipped'>;

/**
 * Parses what hunks show without a tree: every function that a fragment shows a part of becomes a function of its own, repaired
 * so that the statements that are there parse. One function that two fragments show is listed twice.
 */
export function parseFragments(image: ParsedImage, lines: Lines, options: ParseOptions): Outcome {
  const indented = INDENTED.test(image.text);
  const outcomes = image.fragments.flatMap((fragment) => parseFragment(image, fragment, lines, indented, options));
  return {
    functions: outcomes.flatMap(({ functions }) => functions),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

function parseFragment(
  image: ParsedImage,
  fragment: Fragment,
  lines: Lines,
  indented: boolean,
  options: ParseOptions,
): readonly Outcome[] {
  const base = lines.start(fragment.first);
  const raw = blankCutStart(image.text.slice(base, lines.start(fragment.last + 1)));
  const dialect = options.dialect ?? kernelDialect();
  const locate = (offset: number): Loc => lines.locate(base + offset);
  const { first, section } = fragment;
  const live: LiveFragment = {
    path: image.path,
    section,
    first,
    ...liveText(raw, options.config, dialect),
    dialect,
    locate,
  };
  const endsFunction = ({ start }: Token): boolean => indented && locate(start).column === 1;
  return splitPieces(live.tokens, dialect, endsFunction).map((piece) => parsePiece(live, piece, options));
}

/** Copies out of web archives have lost leading white space but for one blank; then every brace is in column 1. */
const INDENTED = /^(?:\t| {2,})\S/m;

function parsePiece(live: LiveFragment, piece: Piece, options: ParseOptions): Outcome {
  const source = piece.body === undefined ? continued(live, piece) : headed(live, piece, piece.body);
  if (source === undefined) return { functions: [], skipped: [] };
  if (typeof source === 'string') return { functions: [], skipped: [skipped(live, source)] };
  return parseSource(source, options);
}

function skipped({ path, section, first }: LiveFragment, reason: string): Unit['skipped'][number] {
  return { file: path, function: section.trim(), line: first, reason };
}

/** The fragment shows the function's head; the body may end outside. */
function headed(live: LiveFragment, piece: Piece, body: number): Source | string {
  const start = live.tokens[piece.from]!.start;
  if (piece.closed) return whole(live, start, live.tokens[piece.to - 1]!.end);
  const head = joined(live.text.slice(start, live.tokens[body]!.start));
  return assemble(live, { head, headAt: start, from: body + 1, to: piece.to, closed: false, openStart: false });
}

function whole(live: LiveFragment, start: number, end: number): Source {
  const text = live.text.slice(start, end);
  const locate = (offset: number): Loc => live.locate(start + offset);
  const { tokens } = lex(text);
  return {
    path: live.path,
    live: { text, tokens },
    locate,
    cuts: new Set(),
    marks: [],
    openStart: false,
    openEnd: false,
  };
}

/** The fragment begins inside a function; its head, or the start of it, is in the section. */
function continued(live: LiveFragment, piece: Piece): Source | string | undefined {
  const head = sectionHead(live.section, live.dialect);
  if (head === undefined) return unnamed(live, piece);
  const body = bodyStart(live, piece, head);
  if (body === undefined) return assemble(live, { head: head.text, ...piece, openStart: true });
  const rest = live.text.slice(live.tokens[piece.from]!.start, live.tokens[body]!.start);
  return assemble(live, { ...piece, head: withRest(head, joined(rest)), from: body + 1, openStart: false });
}

/** Index of the body's brace where the fragment begins right behind the section's line: with it, or with more parameters. */
function bodyStart({ tokens, locate }: LiveFragment, { from, to }: Piece, head: SectionHead): number | undefined {
  let at = from;
  if (head.cut) while (at < to && tokens[at]!.text !== ')' && !ENDS_PARAMETERS.has(tokens[at]!.text)) at++;
  if (head.cut && tokens[at]?.text === ')') at++;
  else if (head.cut) return undefined;
  const brace = tokens[at];
  return brace?.text === '{' && locate(brace.start).column === 1 ? at : undefined;
}

/** git cuts the line, and the comma at its end, where the line is long. */
function withRest({ cut, shown }: SectionHead, rest: string): string {
  const separated = !cut || shown.endsWith('(') || /^[,)]/.test(rest);
  return `${shown}${separated ? '' : ','} ${rest}`;
}

const ENDS_PARAMETERS = new Set([';', '{', '}', '=', '->', '.', '&&', '||']);

/** Statements of a function that the patch does not name; declarations at the top level are no function at all. */
function unnamed(live: LiveFragment, piece: Piece): Source | undefined {
  const calls = live.tokens.slice(piece.from, piece.to).some(({ kind, text }, i, tokens) => {
    const starts = /^[;{}]?$/.test(tokens[i - 1]?.text ?? '');
    return starts && kind === 'word' && isCallable(text) && tokens[i + 1]?.text === '(';
  });
  if (live.section.trim() !== '' || !calls) return undefined;
  const source = assemble(live, { head: `void hunk_at_line_${live.first}(void)`, ...piece, openStart: true });
  return typeof source === 'string' ? undefined : source;
}

function joined(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
