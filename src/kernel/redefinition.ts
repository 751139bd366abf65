import type { KernelTree } from '../tree/index.js';
import { definitionsIn } from './definitions.js';

/** A function has another head, or is new; it has another body; it misses a part of the change. */
export type Redefinition = 'head' | 'body' | 'part';

/** The functions and macros in these files that have another text than before all patches, or had none. */
export function redefinedIn(
  changed: readonly string[],
  before: Pick<KernelTree, 'read'>,
  now: Pick<KernelTree, 'read'>,
  lacking: readonly string[] = [],
): ReadonlyMap<string, Redefinition> {
  const found = new Map<string, Redefinition>();
  for (const path of changed) {
    const old = new Map(definitionsIn(path, before.read(path) ?? '').map((it) => [it.name, it.text()]));
    for (const { name, text } of definitionsIn(path, now.read(path) ?? '')) {
      const was = old.get(name);
      if (was !== text()) found.set(name, was !== undefined && headOf(was) === headOf(text()) ? 'body' : 'head');
    }
  }
  for (const name of lacking) found.set(name, 'part');
  return found;
}

/** The text in front of the body, without white space. */
function headOf(text: string): string {
  return text.slice(0, text.indexOf('{')).replace(/\s+/g, '');
}
