import type { SourceImage } from '../tree/index.js';
import { kernelDialect } from './dialect.js';
import { parseFragments } from './fragment/fragments.js';
import type { Unit } from './ir.js';
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
 * Synchronous. Syntax trees are freed by finalizers that run between tasks only: who parses hundreds of files must await a
 * `setImmediate` about every 32 files, or memory grows with the whole input.
 */
export function parseUnit(image: ParsedImage, options: ParseOptions): Unit {
  const lines = linesOf(image.text);
  const outcome = image.complete ? parseWhole(image, options) : parseFragments(image, lines, options);
  return { path: image.path, ...outcome, line: lines.text };
}

function parseWhole({ path, text }: ParsedImage, options: ParseOptions): Pick<Unit, 'functions' | 'skipped'> {
  const live = liveText(text, options.config, options.dialect ?? kernelDialect());
  const { locate } = linesOf(text);
  return parseSource({ path, live, locate, cuts: new Set(), marks: [], openStart: false, openEnd: false }, options);
}
