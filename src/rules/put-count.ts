import { countSign, countText, type Exploration, type Observation, type RefEvent } from '../analysis/index.js';
import { atEnd, atEvent, type Candidate, lastPut } from './candidate.js';

/** A number of pages came in and a plain number went out, or the other way round. */
export function miscount(x: Exploration, o: Observation): Candidate | undefined {
  const last = lastPut(o.end.state.history, o.object);
  if (o.kept || countSign(o.net) !== undefined || !last) return undefined;
  return {
    ...atEnd(x, o),
    loc: last.loc,
    rule: 'put-count',
    detail: countText(o.net),
    message: `${last.event} drops another number of references of ${o.object.name} than ${x.fn.name}() holds`,
    why: `The path is left with ${countText(o.net)} references: a folio of several pages is counted once for each page here.`,
    suggestion: `folio_put_refs(${o.object.name}, folio_nr_pages(${o.object.name}))`,
  };
}

/** What pin_user_pages() took goes with unpin_user_page(), and nothing else does (Documentation/core-api/pin_user_pages.rst). */
export function pinAsReference(x: Exploration, e: RefEvent): Candidate | undefined {
  const { operation, object } = e;
  if (operation.kind !== 'put' || countSign(object.claim) !== 1) return undefined;
  if (object.held !== (operation.pin ? 'references' : 'pins')) return undefined;
  const [dropped, held] = operation.pin ? ['a pin', 'references'] : ['a reference', 'pins'];
  return {
    ...atEvent(x, e),
    rule: 'put-count',
    detail: `${e.callee} ${held}`,
    message: `${e.callee}() drops ${dropped} of ${object.name}, of which ${x.fn.name}() holds ${held}`,
    why: 'A pin of a small folio is 1024 references, and of a large one it is counted a second time.',
    suggestion: operation.pin ? 'put_page()' : 'unpin_user_page()',
  };
}
