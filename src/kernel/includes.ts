const INCLUDE = /^[ \t]*#[ \t]*include[ \t]+(?:"([^"\n]+)"|<([^>\n]+)>)/gm;

/** Every path that the `#include` lines may mean. Of `asm/` the generic headers stand for all machines. */
export function includesIn(path: string, text: string): readonly string[] {
  return [...text.matchAll(INCLUDE)].flatMap(([, quoted, angled = '']) => {
    const near = quoted === undefined ? [] : [normal(`${folderOf(path)}/${quoted}`)];
    const name = quoted ?? angled;
    const general = [`include/${name}`, `include/uapi/${name}`];
    return [...near, ...general, ...(name.startsWith('asm/') ? [`include/asm-generic/${name.slice(4)}`] : [])];
  });
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The folder that a file or folder is in; `''` for one at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
