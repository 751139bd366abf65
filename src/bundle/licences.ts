import { readdirSync, readFileSync } from 'node:fs';

/** The notices of `packages` (names below node_modules of `root`), which go with a program that holds their code. */
export function licenceNotices(root: string, packages: readonly string[]): string {
  return packages.map((name) => noticeOf(`${root}node_modules/${name}`, name)).join('\n');
}

function noticeOf(folder: string, name: string): string {
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, string>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}
