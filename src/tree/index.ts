/**
 * Trees and what patches make of them. A place to read kernel source (a git revision, a plain folder, or none) and a
 * `Patch` come in; the old and the new `SourceImage` of each C file go out, with the next tree, on which the following
 * patch stands. Nothing is written, and no path that a patch names leads out of the tree.
 *
 *     const { tree, diagnostics } = await openTree('linux', { patches: series.patches });
 *     const first = applyPatch(tree, series.patches[0]);
 *     const second = applyPatch(first.next, series.patches[1]);
 *     second.changes[0].post.text;
 */
export { type Excerpt, type ExcerptLine, excerptOf, wholeFile } from './excerpt.js';
export type * from './image.js';
export { type Base, isCSource, isInnerPath, type KernelTree } from './kernel-tree.js';
export { type OpenedTree, openTree, type TreeOptions } from './open.js';
export { type AppliedPatch, applyPatch, type Reject } from './patch.js';
export { type Unread, unreadFiles } from './unread.js';
