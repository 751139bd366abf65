import type { Patch } from '../input/index.js';
import type { CheckLines } from '../page/index.js';
import type { KernelTree } from '../tree/index.js';
import { applyHeaders } from './applied.js';
import { bodyOf } from './function-body.js';

/** Files whose checks the world reports, which are no inline functions that could be interpreted. */
const FILES = ['mm/page_alloc.c', 'mm/hugetlb.c', 'mm/gup.c'];

/**
 * Finds the checks of a tree after patches: each on the first line of its function that has the condition, or else of the
 * file, since `page_bad_reason()` has the text of what `free_pages_prepare()` and `check_new_pages()` report.
 */
export async function checkLines(tree: KernelTree, patches: readonly Patch[]): Promise<CheckLines> {
  await tree.prefetch(FILES);
  const patched = applyHeaders(tree, patches).tree;
  const known = new Map<string, number | undefined>();
  const find: CheckLines = ({ file, function: name, condition }) => {
    const lines = patched.read(file)?.split('\n') ?? [];
    const inFunction = bodyOf(lines, name).find((at) => lines[at]!.includes(condition)) ?? -1;
    const index = inFunction >= 0 ? inFunction : lines.findIndex((text) => text.includes(condition));
    return index < 0 ? undefined : index + 1;
  };
  return (check) => {
    const key = `${check.file} ${check.function} ${check.condition}`;
    if (!known.has(key)) known.set(key, find(check));
    return known.get(key);
  };
}
