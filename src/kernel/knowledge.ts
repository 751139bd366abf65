import {
  type Contract,
  clausesFor,
  explore,
  infer,
  type Knowledge,
  type Ownership,
  type Summary,
  summaryOf,
} from '../analysis/index.js';
import type { Unit } from '../c/index.js';
import { type Callee, reachOf, type View, viewOf } from './callee.js';
import { emptyLibrary, type Library } from './library.js';

/** What the knowledge of one version of one file is made from. */
export interface KnowledgeSource {
  readonly ownership: Ownership;
  /** Kernel version that selects the clauses, `6.12.48`; undefined means the newest known. */
  readonly version?: string | undefined;
  /** The file whose functions are summarised when they are called. */
  readonly unit: Unit;
  /** The tree around the file. */
  readonly library?: Library | undefined;
}

/**
 * Declared contracts first, then summaries inferred on demand from the bodies of callees, in the same file and in the
 * tree around it, a few calls deep. What lies behind them is taken to have no effect.
 */
export function knowledgeOf(source: KnowledgeSource, hasChanged: (name: string) => boolean = () => false): Knowledge {
  const { ownership, version, unit, library = emptyLibrary() } = source;
  const declared = declaredSummaries(ownership, version);
  const touches = reachOf(ownership, library.memory);
  const summaryOfCallee = (callee: Callee, depth: number): Summary | undefined => {
    if (depth < 0 || !(touches(callee, depth) || callee.isHelper)) return undefined;
    const { summaries } = library.memory;
    const known = summaries.get(callee.identity) ?? new Map<number, Summary | undefined>();
    summaries.set(callee.identity, known);
    if (!known.has(depth)) known.set(depth, inferFrom(callee, depth));
    return known.get(depth);
  };
  const inferFrom = (callee: Callee, depth: number): Summary | undefined => {
    const body = callee.body();
    const seen = body && explore(body.fn, knowledgeIn(callee.view, depth - 1), body.line, CALLEE_WORK);
    return seen === undefined || seen.exhausted ? undefined : infer(seen);
  };
  const knowledgeIn = (view: View, depth: number): Knowledge => ({
    summary: (name, argumentCount) => {
      const contract = declared(name, argumentCount);
      const callee = contract || ownership.isHarmless(name) ? undefined : view.callee(name);
      return contract ?? (callee && summaryOfCallee(callee, depth));
    },
    isPure: ownership.isPure,
    isHarmless: (name) => {
      if (ownership.isHarmless(name)) return true;
      const callee = view.callee(name);
      return callee !== undefined && !touches(callee, DEPTH);
    },
    keepsPointer: ownership.keepsPointer,
    ignoresPage: ownership.ignoresPage,
    hasChanged,
  });
  return knowledgeIn(viewOf(unit, library), DEPTH);
}

/** Callees are read this deep, the callees of callees of the function under review among them. */
export const DEPTH = 2;

/** Values looked at in one callee, roughly; the functions under review may take twenty times as much. */
const CALLEE_WORK = 200_000;

function declaredSummaries(ownership: Ownership, version: string | undefined) {
  const known = new Map<Contract, Summary>();
  return (name: string, argumentCount: number | undefined): Summary | undefined => {
    const contract = ownership.contract(name, argumentCount);
    if (!contract) return undefined;
    const summary = known.get(contract) ?? settle(contract, version);
    known.set(contract, summary);
    return summary;
  };
}

function settle(contract: Contract, version: string | undefined): Summary {
  const summary = summaryOf(contract, clausesFor(contract, version));
  const differs = contract.clauses.some((c) => c.since !== undefined || c.before !== undefined);
  return version === undefined && differs ? { ...summary, unsettled: true } : summary;
}
