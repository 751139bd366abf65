import { shippedText } from './shipped.js';

/** The name and version of this program, from its package.json. */
export function tool(): { readonly name: 'foliolint'; readonly version: string } {
  return { name: 'foliolint', version: (JSON.parse(shippedText('package.json')) as { version: string }).version };
}

declare const BUILD_DIGEST: string;

/** Names the program text that runs; undefined where it was not bundled, and each module may be another's. */
export function build(): string | undefined {
  return typeof BUILD_DIGEST === 'string' ? BUILD_DIGEST : undefined;
}
