import { embeddedAddons, embeddedFiles } from './embed.js';
import { licenceNotices } from './licences.js';
import { bundledProgram } from './program.js';
import { compiled, START } from './start.js';

/**
 * The text of the program that needs nothing but node.
 * @param root folder of the package, with a slash
 */
export async function oneFileProgram(root: string): Promise<string> {
  const { text, packages } = await bundledProgram(root, [embeddedFiles(root), embeddedAddons(root)]);
  return oneFile(compiled(text), licenceNotices(root, packages));
}

/** Its modules may require what node has, and nothing that lies around where the file was put. */
function oneFile({ text, cache }: ReturnType<typeof compiled>, notices: string): string {
  return `#!/usr/bin/env node
${START}({
  text: ${JSON.stringify(text)},
  cache: Buffer.from('${cache.toString('base64')}', 'base64'),
  url: 'foliolint:/program/all/modules.js',
  filename: 'foliolint:/program.cjs',
  require: (name) => {
    if (!require('node:module').isBuiltin(name)) throw Object.assign(new Error('no module ' + name), { code: 'MODULE_NOT_FOUND' });
    return require(name);
  },
});
/*
foliolint is free software under the GNU General Public License, version 2. It holds these packages:

${notices.replaceAll('*/', '* /')}
*/
`;
}
