import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The C files below folders of a tree that put pages or folios, sorted; a folder that is not there has none. */
export function filesWithPuts(tree: string, folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) => cFiles(tree, folder));
  return files.filter((file) => PUTS.some((word) => readFileSync(join(tree, file)).includes(word)));
}

const PUTS = ['folio_put(', 'put_page(', 'folio_put_refs('];

/** The `.c` and `.h` files below a folder of a tree, relative to the tree, sorted. */
export function sourceFiles(tree: string, folder: string): string[] {
  const entries = entriesOf(join(tree, folder));
  return entries
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(tree, path);
      return entry.isFile() && /\.[ch]$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function cFiles(tree: string, folder: string): string[] {
  return sourceFiles(tree, folder).filter((file) => file.endsWith('.c'));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
