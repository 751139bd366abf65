import type { SemanticsPair } from '../conformance/index.js';
import { type Due, replay, replayBase, type Verdict } from '../replay/index.js';
import { type JudgedFinding, witnessRun } from '../report/index.js';
import type { Finding } from '../rules/index.js';
import type { Filter } from './options.js';

/** What is left of findings when those that nobody asked for are gone, and those that replay proved wrong are counted. */
export interface Judgement {
  readonly findings: readonly JudgedFinding[];
  readonly refuted: number;
}

/** Judges the findings of one file or patch; `semantics` are the primitives before and after it. */
export function judgeAll(found: readonly Finding[], semantics: SemanticsPair, filter: Filter): Judgement {
  const judged = found.filter((finding) => isWanted(finding, filter)).map((finding) => judge(finding, semantics));
  const findings = judged.filter(({ verdict }) => verdict.outcome !== 'refuted');
  return { findings, refuted: judged.length - findings.length };
}

/** Was this rule asked for? */
export function isWanted({ rule }: Pick<Finding, 'rule'>, { types, ignore }: Filter): boolean {
  return (types === undefined || types.includes(rule)) && !ignore?.includes(rule);
}

/** A finding about one statement is its own proof. */
export function statement(finding: Finding): JudgedFinding {
  return { finding, verdict: { outcome: 'confirmed', because: 'the statement itself shows it', runs: [] } };
}

const NOTHING_DUE: Due = { claim: { constant: 0, terms: {} }, because: 'the path took it itself' };

/** A finding about a path is replayed, on the primitives of the version that has the path. */
function judge(finding: Finding, semantics: SemanticsPair): JudgedFinding {
  if (!finding.trace) return statement(finding);
  const own = finding.origin === 'resolved' ? semantics.before : semantics.after;
  const rule = finding.hazard ?? finding.rule;
  const verdict = doubted(replay(finding.trace, rule, finding.due ?? NOTHING_DUE, own), finding.doubt);
  return withBase({ finding, verdict }, semantics);
}

function doubted(verdict: Verdict, doubt: string | undefined): Verdict {
  return verdict.outcome === 'confirmed' && doubt !== undefined
    ? { ...verdict, outcome: 'unconfirmed', because: doubt }
    : verdict;
}

/** When the versions are compared: the path before the patch, in the world that shows the finding. */
function withBase(judged: JudgedFinding, { before }: SemanticsPair): JudgedFinding {
  const { base, trace, due = NOTHING_DUE } = judged.finding;
  const patched = witnessRun(judged);
  if (!base || !trace || !patched) return judged;
  if (base.kind === 'none') return { ...judged, base };
  const run = replayBase(base.trace, trace, patched.world, due, before);
  if (!run) return judged;
  return { ...judged, base: { kind: 'run', patched, base: run, pairs: base.pairs, baseSteps: base.trace.steps } };
}
