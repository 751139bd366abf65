/**
 * The conductor. Inputs and a tree come in as the user named them, a `Report` goes out: patch is laid on patch, the
 * rules compare both versions of every touched function, and the simulator judges what they found.
 *
 *     const report = await review({ inputs: ['series.mbox'], tree: 'linux', cwd: process.cwd() });
 *     const standing = await scan({ paths: ['mm/'], tree: 'linux', cwd: process.cwd() });
 */
export type { ReviewOptions, ScanOptions } from './options.js';
export { review } from './review.js';
export { scan } from './scan.js';
