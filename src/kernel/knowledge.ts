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
import { type FunctionHead, LoweringError, type Unit } from '../c/index.js';

/** What the knowledge of one version of one file is made from. */
export interface KnowledgeSource {
  readonly ownership: Ownership;
  /** Kernel version that selects the clauses, `6.12.48`; undefined means the newest known. */
  readonly version?: string | undefined;
  /** The file whose functions are summarised when they are called. */
  readonly unit: Unit;
}

/**
 * Declared contracts first, then summaries inferred on demand from the bodies of the same file, callees before their
 * callers. A recursive call is taken to have no effect.
 */
export function knowledgeOf(source: KnowledgeSource, hasChanged: (name: string) => boolean = () => false): Knowledge {
  const { ownership, version, unit } = source;
  const heads = new Map(unit.functions.map((f) => [f.name, f]));
  const declared = new Map<Contract, Summary>();
  const inferred = new Map<string, Summary | undefined>();
  const touches = referenceClosure(heads, ownership);

  const declaredSummary = (name: string, argumentCount: number | undefined): Summary | undefined => {
    const contract = ownership.contract(name, argumentCount);
    if (!contract) return undefined;
    const known = declared.get(contract) ?? summaryOf(contract, clausesFor(contract, version));
    declared.set(contract, known);
    return known;
  };
  const inferredSummary = (name: string): Summary | undefined => {
    const head = heads.get(name);
    if (!head || !(touches(name) || isSmall(head))) return undefined;
    if (!inferred.has(name)) {
      inferred.set(name, undefined);
      inferred.set(name, inferFrom(head));
    }
    return inferred.get(name);
  };
  const inferFrom = (head: FunctionHead): Summary | undefined => {
    try {
      return infer(explore(head.lower(), knowledge, unit.line));
    } catch (error) {
      if (error instanceof LoweringError) return undefined;
      throw error;
    }
  };
  const knowledge: Knowledge = {
    summary: (name, argumentCount) => declaredSummary(name, argumentCount) ?? inferredSummary(name),
    isPure: ownership.isPure,
    isHarmless: (name) => ownership.isHarmless(name) || (heads.has(name) && !touches(name)),
    keepsPointer: ownership.keepsPointer,
    ignoresPage: ownership.ignoresPage,
    hasChanged,
  };
  return knowledge;
}

/** A small helper is read even where it takes no reference: it may store a pointer, hand it back, or decide by its result. */
function isSmall(head: FunctionHead): boolean {
  return head.last.line - head.first.line <= MOST_LINES;
}

const MOST_LINES = 40;

/** Tells whether a function of the file can reach a call with a declared effect, by way of functions of the file. */
function referenceClosure(heads: ReadonlyMap<string, FunctionHead>, ownership: Ownership): (name: string) => boolean {
  const known = new Map<string, boolean>();
  const hasEffect = (name: string) => (ownership.contract(name)?.clauses.length ?? 0) > 0;
  const reaches = (start: string): boolean => {
    const seen = new Set([start]);
    for (const name of seen) {
      if (hasEffect(name) || known.get(name)) return true;
      for (const callee of heads.get(name)?.callees() ?? []) seen.add(callee);
    }
    return false;
  };
  return (name) => {
    const answer = known.get(name) ?? reaches(name);
    known.set(name, answer);
    return answer;
  };
}
