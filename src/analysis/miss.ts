import { type Call, expressionText } from '../c/index.js';
import type { Context, Knowledge, Miss } from './context.js';
import { IS_ZERO, NEGATIVE, signsOf } from './facts.js';
import type { Effect } from './outcome.js';
import type { State } from './state.js';
import type { Value } from './value.js';

/** Tells where a function that looks into its page has none to look into, or something else than it wants. */
export function noteMiss(ctx: Context, s: State, callee: string, c: Call, [value]: readonly Value[]): void {
  const [arg] = c.args;
  // What a cleanup attribute calls asks for NULL itself (DEFINE_FREE() in include/linux/cleanup.h).
  const is = value && !c.cleanup && missOf(ctx.knowledge, s, callee, value);
  if (!arg || !is) return;
  ctx.miss({ is, name: expressionText(arg), callee, loc: c.loc, history: s.history, touched: s.touched });
}

function missOf(known: Knowledge, s: State, callee: string, v: Value): Miss['is'] | undefined {
  const source = v.kind === 'symbol' ? v.source : undefined;
  if (known.isIn('addresses', callee))
    return source?.kind === 'call' && isPageFrom(known, source.callee) ? 'page' : undefined;
  if (!known.isIn('dereferences', callee)) return undefined;
  if (source?.kind === 'unset') return 'unset';
  if (source?.kind === 'call' && known.isIn('addresses', source.callee)) return 'address';
  // Whether it fails by NULL or by an error pointer, nobody can say of a kernel that is not known, or of another body.
  const lookup = source?.kind === 'call' ? known.summary(source.callee) : undefined;
  if (lookup?.unsettled || lookup?.isRedefined) return undefined;
  const signs = signsOf(s.facts, v);
  if (signs === IS_ZERO) return 'null';
  // A body that was read may fail in ways that the flags of this call rule out.
  return signs === NEGATIVE && lookup?.source !== 'inferred' ? 'error' : undefined;
}

/** A function of the allocator that is declared to give a page. */
function isPageFrom(known: Knowledge, callee: string): boolean {
  const summary = known.isIn('addresses', callee) ? undefined : known.summary(callee);
  const gives = (e: Effect) => e.object === 'result' && e.holder === 'allocator';
  return summary?.source === 'declared' && summary.outcomes.some((o) => o.effects.some(gives));
}
