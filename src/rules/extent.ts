import { ANY, type Exploration, type Observation, type RefEvent } from '../analysis/index.js';
import type { FunctionIR } from '../c/index.js';
import type { Candidate } from './candidate.js';

/** A block is freed with another order than it was allocated with: alloc_pages(), __free_pages() of mm/page_alloc.c. */
export function wrongOrder(x: Exploration, e: RefEvent): Candidate | undefined {
  const { after, object, operation, loc } = e;
  if (operation.kind !== 'put' || !after.leftOver || object.value.key.endsWith('[]') || splitsBlocks(x.fn))
    return undefined;
  const size = after.leftOver > 0 ? 'smaller' : 'larger';
  return {
    ...shown(x, e.touched),
    loc,
    history: e.history,
    detail: `${e.callee} order ${size}`,
    message: `${e.callee}() frees a ${size} block than ${object.name} is`,
    why: `${originOf(object)} at line ${object.since.line} gave a block of another order: the order of the free must be the same.`,
  };
}

/** Elements that one call filled, of which another released more or fewer. */
export function wrongNumber(x: Exploration, { object, end, kept, touched }: Observation): Candidate | undefined {
  const left = object.leftOver;
  if (!left || kept || !object.value.key.endsWith('[]')) return undefined;
  const drop = object.lastDropped?.loc ?? end.loc;
  const how = left > 0 ? `${left} fewer` : `${-left} more`;
  return {
    ...shown(x, touched),
    loc: drop,
    history: end.state.history,
    detail: `${left > 0 ? 'fewer' : 'more'}`,
    message: `of ${object.name} ${how} are dropped than were taken`,
    why: `${originOf(object)} at line ${object.since.line} gave the number of elements, and line ${drop.line} drops another.`,
  };
}

/** The numbers themselves show it, whatever holds the pages. */
function shown(x: Exploration, touched: boolean) {
  return { rule: 'put-count', exploration: x, root: '', signs: ANY, touched };
}

function originOf({ origin }: RefEvent['object']): string {
  return origin.kind === 'borrowed' ? 'The call' : `${origin.callee}()`;
}

/** split_page() makes single pages of a block; each is freed by itself from there on. */
export function splitsBlocks(fn: FunctionIR): boolean {
  return fn.blocks.some((b) => b.instructions.some((i) => i.kind === 'call' && i.callee === 'split_page'));
}
