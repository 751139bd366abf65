import { randomNumbers } from './random.js';
import type { Site } from './sites.js';

/**
 * Draws `count` sites without replacement: the kinds in turn, and within a kind all sites are equally likely. Fewer come
 * out when there are not as many. The same seed and sites give the same sample.
 */
export function sample(sites: ReadonlyMap<string, readonly Site[]>, count: number, seed: number): Site[] {
  const random = randomNumbers(seed);
  const left = [...sites.values()].map((list) => [...list]);
  const drawn: Site[] = [];
  while (drawn.length < count) {
    const kinds = left.filter((list) => list.length > 0);
    const list = kinds[drawn.length % kinds.length];
    if (!list) return drawn;
    drawn.push(list.splice(Math.floor(random() * list.length), 1)[0]!);
  }
  return drawn;
}
