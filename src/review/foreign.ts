import type { Patch } from '../input/index.js';
import type { Diagnostic } from '../text/index.js';
import type { ImagePair, KernelTree } from '../tree/index.js';

/**
 * One line where a tree has files of the patches and nothing of them has a place there: they are for another kernel. What
 * functions do is still taken from the tree: it is what the user named, and the next best guess where a patch is missing
 * in front of these.
 * @param changes of all patches of the series, asides left out
 */
export function foreignTree(tree: KernelTree, patches: readonly Patch[], changes: readonly ImagePair[]): Diagnostic[] {
  const { kind, version } = tree;
  const [first] = patches;
  const isPlaced = changes.some(({ pre, post }) => (post ?? pre)?.complete);
  const isThere = changes.some(({ pre }) => pre && tree.exists(pre.path));
  if (kind === 'none' || !first || isPlaced || !isThere) return [];
  const kernel = version === undefined ? 'this tree' : `Linux ${version}`;
  const remedy = kind === 'git' ? '--base REV or --tree DIR name another one' : 'name its tree, or try without --tree';
  const message = `nothing of it applies to ${kernel}: its hunks were looked at alone, by what functions do there; if it is for another kernel, ${remedy}`;
  return [{ level: 'warning', input: first.input, message }];
}
