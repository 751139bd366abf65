import { type Call, expressionText, type Loc } from '../c/index.js';
import { meet } from './claim.js';
import type { Context } from './context.js';
import type { Holder } from './contract.js';
import { isZeroCount, symbolicCount } from './count.js';
import type { Effect, Outcome, Summary } from './outcome.js';
import { type RefState, remember, type State } from './state.js';
import { objectOf, type Value } from './value.js';

/**
 * Code that has to try for a reference says that nothing keeps the page but the lock that it holds, if it holds one; a
 * page found by its number is not even kept by that. A pointer that came as a parameter is the caller's business.
 */
export function guardTried(ctx: Context, s: State, { name }: Summary, o: Outcome, value: Value, c: Call): void {
  const [arg] = c.args;
  if (!arg || !ctx.knowledge.isIn('speculative', name)) return;
  const object = meet(s, value, expressionText(arg), { kind: 'borrowed', path: objectOf(value).key }, c.loc);
  const guard = object.origin.kind === 'borrowed' ? guardOf(ctx, object) : undefined;
  if (!guard || object.escaped) return;
  s.objects.set(object.value.key, { ...object, guard });
  if (o.effects.length === 0 && guard.ended && isZeroCount(object.claim)) end(s, object, `${name}()`, c.loc);
}

function guardOf({ fn }: Context, { value }: RefState): RefState['guard'] {
  if (value.kind === 'operation') return { ended: true, holder: 'structure' };
  const type = fn.locals.get(value.key) ?? fn.params.find(({ name }) => name === value.key)?.type;
  return type?.includes('*') ? undefined : { ended: type !== undefined, holder: 'structure' };
}

/** `borrows result from page-table`: it is there as long as the lock is held under which it was found. */
export function guardBorrowed(s: State, { value }: RefState, { verb, holder }: Effect): void {
  const object = s.objects.get(value.key);
  if (verb === 'borrows' && holder && object) s.objects.set(value.key, { ...object, guard: { ended: false, holder } });
}

/** The end of a lock takes from the pages found under it what kept them. */
export function endGuards(s: State, callee: string, loc: Loc): void {
  for (const object of s.objects.values())
    if (object.guard?.ended === false && !object.escaped && !object.absent) end(s, object, `${callee}()`, loc);
}

/** Whoever kept the page is free to drop it: it is gone, unless the path has a reference of its own. */
function end(s: State, object: RefState, event: string, loc: Loc): void {
  const { key } = object.value;
  const guard = { holder: object.guard?.holder ?? ('structure' satisfies Holder), ended: true };
  const isGone = isZeroCount(object.claim) && !object.dropped;
  s.objects.set(key, { ...object, guard, ...(isGone ? { dropped: loc } : {}) });
  const operation = { kind: 'drop', holder: guard.holder, times: symbolicCount('all') } as const;
  remember(s, { loc, event, object: key, operation, because: 'nothing else has to keep it' });
}
