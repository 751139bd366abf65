import { readFileSync } from 'node:fs';

/** The name and version of this program, from its package.json. */
export function tool(): { readonly name: 'foliolint'; readonly version: string } {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return { name: 'foliolint', version: (JSON.parse(manifest) as { version: string }).version };
}
