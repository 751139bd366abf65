import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/** The platforms that the one-file program runs on, as node names them. */
const PLATFORMS = ['linux-x64', 'linux-arm64'];

/** Puts the files of the package at `root` into the program, in place of `text/shipped`, which reads them. */
export function embeddedFiles(root: string): Plugin {
  const folders = ['rules/hazards', 'rules/ownership'];
  const listed = folders.flatMap((folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`));
  const paths = ['package.json', 'rules/dialect.yaml', 'rules/projects.yaml', ...listed.sort()];
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]));
  const contents = `
    const FILES = ${JSON.stringify(files)};
    export const shippedText = (path) => FILES[path];
    export const shippedFolder = (path) => ({
      path,
      names: () => Object.keys(FILES).flatMap((file) => file.startsWith(path + '/') ? [file.slice(path.length + 1)] : []),
      read: (name) => FILES[path + '/' + name],
    });`;
  return {
    name: 'embedded-files',
    setup: ({ onLoad }) => onLoad({ filter: /\/text\/shipped\.ts$/ }, () => ({ contents })),
  };
}

/**
 * Puts the parser's native addons into the program: `node-gyp-build`, which looks for one in the folder of its package,
 * becomes `loadAddon`.
 */
export function embeddedAddons(root: string): Plugin {
  const modules = `${root}node_modules`;
  const loader = `${root}src/bundle/addon.ts`;
  return {
    name: 'embedded-addons',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^tree-sitter(-c)?$/ }, ({ path }) => ({ path: entryOf(`${modules}/${path}`) }));
      onResolve({ filter: /^node-gyp-build$/ }, ({ importer }) => ({
        path: /node_modules\/([^/]+)/.exec(importer)![1]!,
        namespace: 'addon',
      }));
      onLoad({ filter: /./, namespace: 'addon' }, ({ path }) => ({
        resolveDir: modules,
        contents: `const { loadAddon } = require(${JSON.stringify(loader)});
          module.exports = () => loadAddon('${path}', ${JSON.stringify(packed(`${modules}/${path}`, path))});`,
      }));
    },
  };
}

function entryOf(folder: string): string {
  const { main } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { main: string };
  return [`${folder}/${main}`, `${folder}/${main}/index.js`].find((path) => path.endsWith('.js') && existsSync(path))!;
}

function packed(folder: string, name: string): Readonly<Record<string, string>> {
  const bytes = (platform: string) => readFileSync(`${folder}/prebuilds/${platform}/${name}.node`);
  return Object.fromEntries(
    PLATFORMS.map((platform) => [platform, deflateRawSync(bytes(platform), { level: 9 }).toString('base64')]),
  );
}
