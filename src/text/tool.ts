import { shippedText } from './shipped.js';

/** The name and version of this program, from its package.json. */
export function tool(): { readonly name: 'foliolint'; readonly version: string } {
  return { name: 'foliolint', version: (JSON.parse(shippedText('package.json')) as { version: string }).version };
}
