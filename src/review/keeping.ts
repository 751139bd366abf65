import { digestOf, NO_CACHE } from '../cache/index.js';
import type { Keeping } from '../kernel/index.js';
import { build, shippedFolder, shippedText } from '../text/index.js';
import type { KernelTree } from '../tree/index.js';
import type { ReviewOptions } from './options.js';

/** What is kept of a tree hangs on this program and its rules. Into the tree itself nothing is written. */
export function keepingOf({ place }: KernelTree, { cache = NO_CACHE }: Pick<ReviewOptions, 'cache'>): Keeping {
  const usable = place === undefined || cache.isBelow(place) ? NO_CACHE : cache;
  const { names, read } = shippedFolder('rules/ownership');
  const rules = names().flatMap((name) => [name, read(name)]);
  return { cache: usable, version: digestOf(build() ?? '', shippedText('rules/dialect.yaml'), ...rules) };
}
