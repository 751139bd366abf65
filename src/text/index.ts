/**
 * Text: places in files, diagnostics about inputs, and the two ways in which text leaves this program unharmed.
 * Strings come in; places, Markdown pages taken apart, and lines that are safe on a terminal go out.
 *
 *     printable('\x1b[31mred')                        // '^[[31mred'
 *     parsePage('over-put.md', text).blocks[0].line   // 13
 */
export { cut } from './cut.js';
export { type TextFolder, textFolder } from './folder.js';
export { makeFolder } from './make-folder.js';
export { didYouMean, nearest } from './near.js';
export { type CodeBlock, type Page, PageError, parsePage } from './page.js';
export type { Diagnostic, Place } from './place.js';
export { printable, printableJson } from './printable.js';
export { type Share, share } from './share.js';
export { shippedFolder, shippedText } from './shipped.js';
export { readSmallFile, type SmallFile } from './small-file.js';
export { build, tool } from './tool.js';
