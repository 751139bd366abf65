import { isCSource, type KernelTree } from './kernel-tree.js';

/** Files by path as they are after a change; undefined for one that is gone. */
export type Changes = ReadonlyMap<string, string | undefined>;

interface Overlay extends KernelTree {
  readonly base: KernelTree;
  readonly changes: Changes;
}

/** A tree with some files changed, on which the next patch stands. The tree below is left as it is. */
export function overlay(tree: KernelTree, changes: Changes): KernelTree {
  if (changes.size === 0) return tree;
  // Overlays are kept one deep, so that reading costs the same at the end of a long series.
  const base = isOverlay(tree) ? tree.base : tree;
  const all = isOverlay(tree) ? new Map([...tree.changes, ...changes]) : changes;
  const result: Overlay = {
    ...base,
    base,
    changes: all,
    prefetch: (paths) => base.prefetch(paths.filter((path) => !all.has(path))),
    read: (path) => (all.has(path) ? all.get(path) : base.read(path)),
    stamp: (path) => (all.has(path) ? undefined : base.stamp(path)),
    exists: (path) => (all.has(path) ? all.get(path) !== undefined : base.exists(path)),
    list: async (folder) => {
      const isBelow = (path: string) => folder === '' || path.startsWith(`${folder}/`);
      return withChanges(await base.list(folder), isBelow, all);
    },
    entries: async (folder) => {
      const isInside = (path: string) => path.slice(0, path.lastIndexOf('/')) === folder;
      return withChanges(await base.entries(folder), isInside, all);
    },
  };
  return result;
}

/** A listing of the tree below, with what the changes add to it and take away. */
function withChanges(
  listed: readonly string[],
  belongs: (path: string) => boolean,
  changes: Changes,
): readonly string[] {
  const added = [...changes.keys()].filter((path) => isCSource(path) && belongs(path));
  const paths = new Set([...listed, ...added]);
  return [...paths].filter((path) => !changes.has(path) || changes.get(path) !== undefined).sort();
}

/** The tree of which nothing is known. */
export const NO_TREE: KernelTree = {
  kind: 'none',
  prefetch: async () => {},
  read: () => undefined,
  stamp: () => undefined,
  exists: () => false,
  list: async () => [],
  entries: async () => [],
  blob: () => undefined,
  unread: () => [],
};

function isOverlay(tree: KernelTree): tree is Overlay {
  return 'changes' in tree;
}
