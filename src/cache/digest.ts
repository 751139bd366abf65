import { createHash } from 'node:crypto';

/** A name for these texts in this order: two lists with equal names are equal. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex').slice(0, 32);
}
