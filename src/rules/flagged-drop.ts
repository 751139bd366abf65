import { countOf, countSign, type Exploration, IS_ZERO, isZeroCount, type PathEnd } from '../analysis/index.js';
import { type Balance, balances } from './balance.js';
import { lostPut, returning } from './balance-candidate.js';
import type { Candidate } from './candidate.js';

/**
 * A flag of the caller's that says who brings the reference: every way that asked for it dropped the object where it is set,
 * and left it where it is not. A new way out that does not ask, where all through the same place did, leaves it in both.
 */
export function flaggedDrops(root: string, pre: Exploration, post: Exploration): Candidate[] {
  const before = balances(root, pre);
  const asks = (flag: string) => before.every((b) => !b.touched || truthOf(b, flag) !== undefined);
  const flags = flagsOf(pre).filter((flag) => decides(flag, before) && asks(flag));
  const silent = balances(root, post).filter((b) => b.touched && isZeroCount(b.net));
  return flags.flatMap((flag) => {
    const peer = before.find((b) => truthOf(b, flag) === true);
    const asking = new Set(before.filter((b) => truthOf(b, flag) !== undefined).map((b) => b.end.loc.line));
    const lost = silent.find((b) => truthOf(b, flag) === undefined);
    return lost && peer && asking.size > 1 ? [candidate(post, lost, peer, flag)] : [];
  });
}

/** Parameters that are true or false, and flags in them: `(flags&FROB_PUT)`. */
function flagsOf({ fn, ends }: Exploration): string[] {
  const names = new Set(fn.params.filter(({ type }) => !type.includes('*')).map(({ name }) => name));
  const keys = new Set(ends.flatMap(({ state }) => [...state.facts.keys()]));
  return [...keys].filter((key) => names.has(key) || names.has(/^\((\w+)&[A-Z_][A-Z0-9_]*\)$/.exec(key)?.[1] ?? ''));
}

function truthOf({ end }: { readonly end: PathEnd }, flag: string): boolean | undefined {
  const signs = end.state.facts.get(flag)?.signs;
  if (signs === IS_ZERO) return false;
  return signs !== undefined && (signs & IS_ZERO) === 0 ? true : undefined;
}

/** Set: one reference is dropped; not set: none is. Both happen, and no way that drops one did not ask. */
function decides(flag: string, all: readonly Balance[]): boolean {
  const when = (truth: boolean | undefined) => all.filter((b) => truthOf(b, flag) === truth);
  const [set, unset, unknown] = [when(true), when(false), when(undefined)];
  if (set.length === 0 || unset.length === 0) return false;
  const isDropped = (b: Balance) => countSign(b.net) === -1;
  return set.every(isDropped) && unset.every((b) => isZeroCount(b.net)) && !unknown.some(isDropped);
}

function candidate(post: Exploration, b: Balance, peer: Balance, flag: string): Candidate {
  const claim = countOf(-1);
  const { end, root, signs, touched } = b;
  const words = flag.replace(/^\((\w+)&(\w+)\)$/, '$1 has $2').replace(/^(\w+)$/, '$1 is true');
  const common = {
    exploration: post,
    root,
    ...(peer.observation ? { object: peer.observation.object } : {}),
    loc: end.loc,
    signs,
    touched,
    history: end.state.history,
    end,
    detail: `unless ${flag}`,
    due: { claim, because: `${post.fn.name}() drops it where ${words}` },
  };
  const name = peer.observation?.object.name ?? root;
  const found = lostPut(common, name, `${words} and ${returning(post, end)}`, claim);
  return { ...found, why: `The other ways out drop the caller's reference where ${words}; this one does not ask.` };
}
