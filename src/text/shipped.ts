import { readdirSync, readFileSync } from 'node:fs';
import type { TextFolder } from './folder.js';

/** The package: this file is two folders below it, in `src` and in `dist`. */
const PACKAGE = new URL('../../', import.meta.url);

/**
 * A file of this package, by its path in it: `rules/dialect.yaml`. The one-file program holds these files itself: there
 * this module is another (`src/bundle/embed.ts`).
 */
export function shippedText(path: string): string {
  return readFileSync(new URL(path, PACKAGE), 'utf8');
}

/** A folder of this package: `rules/hazards`. */
export function shippedFolder(path: string): TextFolder {
  return {
    path,
    names: () => readdirSync(new URL(path, PACKAGE)).sort(),
    read: (name) => shippedText(`${path}/${name}`),
  };
}
