import {
  type Contract,
  clausesFor,
  explore,
  infer,
  type Knowledge,
  type Ownership,
  type Summary,
  summaryOf,
  writesOf,
} from '../analysis/index.js';
import { parsesCutOff, type Unit } from '../c/index.js';
import { type Callee, reachOf, type View, viewOf } from './callee.js';
import { emptyLibrary, type Library } from './library.js';
import { type Answer, type Asked, answerOf, type Inferred } from './summaries.js';

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
    const { inferred } = library.memory;
    const known = inferred.get(callee) ?? new Map<number, Summary | undefined>();
    inferred.set(callee, known);
    if (!known.has(depth)) known.set(depth, recall(callee, depth));
    return known.get(depth);
  };
  const recall = (callee: Callee, depth: number): Summary | undefined => {
    const { summaries } = library.memory;
    const digest = callee.digest();
    if (digest === undefined) return inferFrom(callee, depth).summary;
    const key = `${digest} ${depth}`;
    const now = knowledgeIn(callee.view, depth - 1);
    const known = summaries.find(key, ({ name, answer }) => answerNow(now, name, answer) === answer);
    if (known) return known.summary;
    const cutOff = parsesCutOff();
    const inferred = inferFrom(callee, depth);
    return (parsesCutOff() === cutOff ? summaries.add(key, inferred) : inferred).summary;
  };
  /** What a body does hangs on it and on the answers about what it calls, and on nothing else. */
  const inferFrom = (callee: Callee, depth: number): Inferred => {
    const asked = new Map<string, Asked>();
    const body = callee.body();
    const knowledge = knowledgeIn(callee.view, depth - 1, (name, answer) =>
      asked.set(`${name} ${answer}`, { name, answer }),
    );
    // Of a function that a hunk cuts, what it does above or below the cut is not known.
    const seen = body?.fn.complete ? explore(body.fn, knowledge, body.line, CALLEE_WORK) : undefined;
    const summary =
      seen === undefined || seen.exhausted ? undefined : { ...infer(seen), writes: writesOf(seen.fn, knowledge) };
    return { asked: [...asked.values()], summary };
  };
  const knowledgeIn = (view: View, depth: number, note?: (name: string, answer: Answer) => void): Knowledge => ({
    isPure: ownership.isPure,
    keepsPointer: ownership.keepsPointer,
    ignoresPage: ownership.ignoresPage,
    isIn: ownership.isIn,
    summary: (name, argumentCount) => {
      const change = library.change(name) ?? (callsRedefined(view, name) ? 'callee' : undefined);
      if (change === 'part') return undefined;
      const contract = declared(name, argumentCount);
      // What is declared is declared because a body does not tell it: of another function of that name nothing is known.
      if (contract && change === 'head') return undefined;
      if (contract) return change ? { ...contract, isRedefined: true } : contract;
      if (ownership.isHarmless(name) && change !== 'head') return undefined;
      const callee = view.callee(name);
      const summary = callee && summaryOfCallee(callee, depth);
      note?.(name, answerOf(summary));
      return summary;
    },
    unread: (name) => {
      if (library.change(name) === 'head' && ownership.contract(name)) return 'signature';
      const callee = view.callee(name);
      const read = callee && library.memory.inferred.get(callee);
      if (read?.has(depth)) return 'cut-callee';
      return callee?.isStub ? 'stub' : 'unknown-callee';
    },
    isHarmless: (name) => {
      const change = library.change(name);
      if (change === 'part') return false;
      if (ownership.isHarmless(name) && change !== 'head') return true;
      const callee = view.callee(name);
      const isHarmless = callee !== undefined && !touches(callee, DEPTH);
      note?.(name, isHarmless ? 'harmless' : 'not harmless');
      return isHarmless;
    },
    hasChanged: NEVER,
  });
  const callsRedefined = (view: View, name: string): boolean =>
    library.isPatched && [...(view.callee(name)?.calls() ?? [])].some((called) => library.change(called) !== undefined);
  return { ...knowledgeIn(viewOf(unit, library), DEPTH), hasChanged };
}

/** A callee is read as it is: what a patch changed counts in the functions under review. */
const NEVER = () => false;

/** The answer of today to the question that had this one. */
function answerNow(knowledge: Knowledge, name: string, answer: Answer): Answer {
  if (answer.startsWith('summary:')) return answerOf(knowledge.summary(name));
  return knowledge.isHarmless(name) ? 'harmless' : 'not harmless';
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
