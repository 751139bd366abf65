/**
 * Bundle: what `npm run build` and `npm run bundle` do when tsc is done. All modules and packages become one text, and
 * V8's work on it is kept, which makes a start three times as fast:
 *
 *     dist/foliolint.js     starts the installed program: rules of the package, parser of node_modules
 *     dist/foliolint.cjs    the one-file program, which needs nothing but node (`bundle` only)
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installedProgram } from './installed.js';
import { oneFileProgram } from './one-file.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

for (const [name, content] of Object.entries(await installedProgram(ROOT)))
  writeFileSync(`${ROOT}dist/${name}`, content);
if (process.argv[2] === 'one-file') {
  writeFileSync(`${ROOT}dist/foliolint.cjs`, await oneFileProgram(ROOT));
  chmodSync(`${ROOT}dist/foliolint.cjs`, 0o755);
}
