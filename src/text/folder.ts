import { readdirSync, readFileSync } from 'node:fs';

/** A folder of text files. */
export interface TextFolder {
  /** As messages name it. */
  readonly path: string;
  /** The files in it, sorted. Throws when it cannot be read. */
  readonly names: () => readonly string[];
  readonly read: (name: string) => string;
}

/** The folder `path`. */
export function textFolder(path: string): TextFolder {
  return { path, names: () => readdirSync(path).sort(), read: (name) => readFileSync(`${path}/${name}`, 'utf8') };
}
