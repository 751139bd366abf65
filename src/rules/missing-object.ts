import { ANY, type Exploration, type History, type Miss } from '../analysis/index.js';
import type { Candidate } from './candidate.js';

/**
 * Puts and gets of a pointer that leads to no page on this path: it has no value yet, or was found to be NULL or an error.
 * A variable that a loop sets is left out: that the loop may run no time is known to the reader, too.
 */
export function missingObjects(x: Exploration): Candidate[] {
  const isSure = ({ is, name }: Miss) =>
    is === 'address' || is === 'page' || (/^\w+$/.test(name) && !isSetInLoop(x, name));
  return x.misses.filter(isSure).map((m) => candidate(x, m));
}

function candidate(x: Exploration, m: Miss): Candidate {
  const { loc, callee, name, history, touched } = m;
  return {
    rule: m.is === 'null' || m.is === 'error' ? 'unchecked-ref-result' : 'over-put',
    exploration: x,
    root: '',
    loc,
    detail: `${callee} ${m.is}`,
    signs: ANY,
    touched,
    history,
    message: `${callee}() is given ${name}, which ${STATE[m.is]} on this path`,
    why: `${wayTo(history)}${callee}() ${m.is === 'page' ? 'wants what page_address() gives' : 'looks into the page that it is given, and there is none'}.`,
  };
}

const STATE = {
  unset: 'has no value',
  null: 'is NULL',
  error: 'is an error pointer',
  address: 'is the address of the memory and not its struct page',
  page: 'is a struct page and not the address of the memory',
} as const;

/** The branches by which the path came, the last ones. */
function wayTo(history: History | undefined): string {
  const branches: string[] = [];
  for (let h = history; h && branches.length < 2; h = h.before)
    if (h.object === undefined) branches.unshift(`${h.event} at line ${h.loc.line}`);
  return branches.length === 0 ? '' : `The path comes by ${branches.join(' and ')}. `;
}

function isSetInLoop({ loops }: Exploration, name: string): boolean {
  return [...loops.values()].some(({ writes }) => writes.has(name));
}
