import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));

const known = new Map<string, readonly string[]>();

/** The texts of the files below a folder of this package whose names fit, sorted by name, one character a byte. */
export function texts(folder: string, name: RegExp): readonly string[] {
  const key = `${folder} ${name}`;
  const found =
    known.get(key) ??
    readdirSync(join(PACKAGE, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => name.test(file) && statSync(join(PACKAGE, folder, file)).isFile())
      .sort()
      .map((file) => readFileSync(join(PACKAGE, folder, file), 'latin1'));
  known.set(key, found);
  return found;
}

/** A folder of this package that a command line may name. */
export function packageFolder(path: string): string {
  return join(PACKAGE, path);
}
