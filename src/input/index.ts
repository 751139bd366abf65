/**
 * The input room: bytes of any kind come in (a mail, an mbox, a maildir, a folder, a saved page of a web archive, a
 * diff, the output of `git log -p`), a `Series` of patches goes out, in which each line of each hunk knows where it was
 * read. Hostile or damaged input gives diagnostics, never an exception.
 *
 *     const { patches, diagnostics } = await readSeries([{ kind: 'path', path: 'thread.mbox' }]);
 *     patches[0].files[0].hunks[0].lines[0];   // { kind: 'context', text: '...', oldLine: 917, newLine: 917, inputLine: 62 }
 */
export { readSeries } from './read.js';
export type * from './series.js';
export type { Source } from './source.js';
