import type { SourceImage } from '../tree/index.js';
import { kernelDialect } from './dialect.js';
import { parseFragments } from './fragment/fragments.js';
import type { SkippedFunction, Unit } from './ir.js';
import { linesOf } from './lines.js';
import { liveText } from './mask/conditional.js';
import { type ParseOptions, parseSource } from './source.js';

/** The parts of an image that parsing needs. */
export type ParsedImage = Pick<SourceImage, 'path' | 'text' | 'complete' | 'fragments'>;

/**
 * Parses one file, or the fragments of it that an incomplete image shows, under one configuration; what only the other
 * configuration has is in neither list. Every function of the file is in exactly one list: a function that cannot be read,
 * or that an independent scan of the text sees and the parser does not, is skipped with the reason. Throws a `DialectError`
 * when `rules/dialect.yaml` is broken, and nothing for any text; `lower()` of a head throws what `options.lower` throws.
 *
 * Synchronous. Who parses many files awaits `treesFreed` behind each, or memory grows with the whole input.
 */
export function parseUnit(image: ParsedImage, options: ParseOptions): Unit {
  const lines = linesOf(image.text);
  if (image.text.length > MOST_TEXT)
    return { path: image.path, functions: [], skipped: [tooLarge(image)], line: lines.text };
  const outcome = image.complete ? parseWhole(image, options) : parseFragments(image, lines, options);
  return { path: image.path, ...outcome, line: lines.text };
}

/** Characters of a file: the longest C file of 6.12 has 1.8 million (rtw8852c_table.c); a token of any takes 100 bytes. */
const MOST_TEXT = 2_000_000;

function tooLarge({ path }: ParsedImage): SkippedFunction {
  return { file: path, function: '', line: 1, reason: `a file of more than ${MOST_TEXT} characters is not parsed` };
}

function parseWhole({ path, text }: ParsedImage, options: ParseOptions): Pick<Unit, 'functions' | 'skipped'> {
  const live = liveText(text, options.config, options.dialect ?? kernelDialect());
  const { locate } = linesOf(text);
  return parseSource({ path, live, locate, cuts: new Set(), marks: [], openStart: false, openEnd: false }, options);
}
