import { bundledProgram } from './program.js';
import { compiled, START } from './start.js';

/**
 * The files, by their names in `dist`, of the program that is installed with its packages. `foliolint.js` takes the place
 * of what tsc wrote: the command starts either, and never an old bundle.
 * @param root folder of the package, with a slash
 */
export async function installedProgram(root: string): Promise<Readonly<Record<string, string | Buffer>>> {
  const { text, cache } = compiled((await bundledProgram(root, [])).text);
  return { 'program.cjs': text, 'program.cache': cache, 'foliolint.js': ENTRY };
}

const ENTRY = `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const file = (name) => new URL(name, import.meta.url);
${START}({
  text: readFileSync(file('program.cjs'), 'utf8'),
  cache: readFileSync(file('program.cache')),
  // Modules find their package two folders above them.
  url: file('program/modules.js').href,
  filename: file('program.cjs').href,
  require: createRequire(import.meta.url),
});
`;
