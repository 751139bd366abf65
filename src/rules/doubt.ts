import { type Exploration, type History, type Observation, observe } from '../analysis/index.js';
import type { Candidate } from './candidate.js';

/**
 * Why a hazard of code that has no older version is not called an error, in a few words; undefined where it is. There is
 * nothing to compare with: the code itself must show what it owes, by other paths that do it.
 */
export function doubtOf(c: Candidate): string | undefined {
  const { exploration, object } = c;
  const name = `${exploration.fn.name}()`;
  if (!object) return undefined;
  if (object.origin.kind === 'borrowed') return `only the callers of ${name} know what is owed`;
  if (exploration.cut > 0 || exploration.exhausted) return `not all paths of ${name} were followed`;
  if (/#[2-9]/.test(object.value.key)) return 'it comes from a later round of a loop';
  if (c.rule === 'refcount-leak' && !isEnded(c, 'put', exploration)) return `no other path of ${name} drops it`;
  if (c.rule === 'freeze-unbalanced' && !isEnded(c, 'unfreeze', exploration))
    return `no other path of ${name} unfreezes it`;
  return undefined;
}

/** Another path does to the object what this one leaves out. */
function isEnded(c: Candidate, by: 'put' | 'unfreeze', x: Exploration): boolean {
  return observe(x).some((o) => o.root === c.root && o.end.loc !== c.end?.loc && hasOperation(o, by));
}

function hasOperation({ object, end }: Observation, kind: 'put' | 'unfreeze'): boolean {
  for (let h: History | undefined = end.state.history; h; h = h.before)
    if (h.object === object.value.key && (h.operation?.kind === kind || h.operation?.kind === 'free')) return true;
  return false;
}
