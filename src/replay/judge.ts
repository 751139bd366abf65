import { assumptionText, type PathTrace, type Step, type Unread } from '../analysis/index.js';
import { NEWEST, type Semantics } from '../page/index.js';
import { type Played, play } from './ledger.js';
import type { Due, LedgerRow, Verdict } from './verdict.js';
import { frozenElsewhere, worldsOf } from './world.js';

/** What a rule claims about a path, in terms that a run can answer. */
type Question =
  /** The path ends with more than it owes. */
  | 'leak'
  /** The path ends with another number than it owes, or drops more than it has, as soon as a folio has several pages. */
  | 'imbalance'
  /** The path ends with the folio frozen, or unfreezes what is not frozen. */
  | 'unfreeze'
  /** The freeze on the path never finds the count it names. */
  | 'freeze'
  /** The get at the flagged step meets a page whose count is 0. */
  | 'zero'
  /** Something goes wrong at the flagged step. */
  | 'fault'
  /** The hazard is not about counts alone: a run can show it, but a clean run does not refute it. */
  | 'other';

const QUESTIONS: Readonly<Record<string, Question>> = {
  'refcount-leak': 'leak',
  'put-count': 'imbalance',
  'freeze-unbalanced': 'unfreeze',
  'freeze-count': 'freeze',
  'get-without-zero-check': 'zero',
  'over-put': 'fault',
  'use-after-put': 'fault',
  'frozen-modified': 'fault',
  'raw-set-page-count': 'fault',
};

/**
 * Replays a path in every legal world and says whether the rule's claim holds. `due` is what the path may keep; a
 * negative one allows it to drop that many of its lender's references. The primitives do what `semantics` says, by
 * default what those of the newest kernel do. The first of the runs is the one to show.
 */
export function judge(trace: PathTrace, rule: string, due: Due, semantics: Semantics = NEWEST): Verdict {
  const question = QUESTIONS[rule] ?? 'other';
  const worlds = [...(question === 'zero' ? [frozenElsewhere(trace, due)] : []), ...worldsOf(trace, due)];
  const played = worlds.map((world) => play(trace, world, due, semantics));
  const { outcome, because, shown } = answer(question, trace, played);
  const blind = outcome === 'confirmed' ? blindSpot(question, trace) : undefined;
  const runs = [...shown, ...played.filter((p) => !shown.includes(p) && p.stuck === undefined)].map((p) => p.run);
  return blind === undefined ? { outcome, because, runs } : { outcome: 'unconfirmed', because: blind, runs };
}

interface Answer {
  readonly outcome: Verdict['outcome'];
  readonly because: string;
  /** The runs that the answer rests on. */
  readonly shown: readonly Played[];
}

function answer(question: Question, trace: PathTrace, played: readonly Played[]): Answer {
  const runnable = played.filter((p) => p.stuck === undefined);
  if (question === 'freeze') return answerFreeze(played, runnable);
  if (runnable.length === 0) {
    const because = `no world lets the path get this far: ${played[0]?.stuck}`;
    return { outcome: 'unconfirmed', because, shown: played };
  }
  switch (question) {
    case 'leak':
      return answerBalance(trace, runnable, false);
    case 'imbalance':
      return answerBalance(trace, runnable, true);
    case 'unfreeze':
      return trace.complete && runnable.every((p) => p.frozen)
        ? { outcome: 'confirmed', because: `${trace.function}() leaves it frozen`, shown: runnable }
        : answerFault(trace, runnable, true);
    case 'fault':
      return answerFault(trace, runnable, true);
    case 'zero':
    case 'other':
      return answerFault(trace, runnable, false);
  }
}

/** The path ran past a freeze that succeeded; when it can succeed nowhere, the expected count is wrong. */
function answerFreeze(played: readonly Played[], runnable: readonly Played[]): Answer {
  const [first] = played;
  if (runnable.length === 0) return { outcome: 'confirmed', because: `${first?.stuck}, in any world`, shown: played };
  const because = `the freeze finds its count where ${runnable[0]?.world.name}`;
  return { outcome: 'refuted', because, shown: runnable };
}

/** Who else holds references must not matter to a balance; the size of the folio may, when the rule is about that. */
function answerBalance(trace: PathTrace, runnable: readonly Played[], bySize: boolean): Answer {
  if (!trace.complete) return bySize ? answerFault(trace, runnable, false) : cutShort(trace, runnable);
  const asked = bySize ? runnable.filter((p) => p.world.order > 0) : runnable;
  const wrong = asked.filter(({ run }) => (bySize ? run.left > 0 || run.faulty : run.left > 0 && !run.faulty));
  const right = asked.filter((p) => p.run.left <= 0 && !p.run.faulty);
  if (wrong.length === asked.length && wrong[0]) {
    return { outcome: 'confirmed', because: `${resultOf(wrong[0])} ${inAll(wrong)}`, shown: wrong };
  }
  if (right.length === asked.length) {
    return { outcome: 'refuted', because: `nothing is left over ${inAll(right)}`, shown: right };
  }
  const odd = asked.find((p) => !right.includes(p));
  const because = odd ? `only some worlds show it: ${resultOf(odd)} where ${odd.world.name}` : 'no world shows it';
  return { outcome: 'unconfirmed', because, shown: [...(odd ? [odd] : []), ...right] };
}

function cutShort(trace: PathTrace, runnable: readonly Played[]): Answer {
  const because = `the path leaves what was seen of ${trace.function}() before it returns`;
  return { outcome: 'unconfirmed', because, shown: runnable };
}

function resultOf({ run }: Played): string {
  const fault = run.rows.find((row) => row.fault !== undefined);
  if (fault) return `line ${fault.step.loc.line}: ${fault.fault}`;
  return run.left === 1 ? 'one reference is left over' : `${run.left} references are left over`;
}

function inAll(played: readonly Played[]): string {
  return played.length === 1 ? `where ${played[0]?.world.name}` : `in each of ${played.length} worlds`;
}

/** One fault in a world that nobody can rule out is a defect; a run without faults refutes only what runs can show. */
function answerFault(trace: PathTrace, runnable: readonly Played[], refutable: boolean): Answer {
  const wrong = runnable.filter((p) => faultOf(trace, p) !== undefined);
  const witness = wrong.find((p) => p.world.decides) ?? wrong[0];
  if (witness) {
    const where = `line ${faultOf(trace, witness)?.step.loc.line}: ${faultOf(trace, witness)?.fault}, where ${witness.world.name}`;
    if (witness.world.decides) return { outcome: 'confirmed', because: where, shown: [witness] };
    return { outcome: 'unconfirmed', because: `only some worlds show it: ${where}`, shown: [witness] };
  }
  if (!refutable) return { outcome: 'unconfirmed', because: 'a run of counts alone does not show it', shown: runnable };
  return { outcome: 'refuted', because: `nothing goes wrong ${inAll(runnable)}`, shown: runnable };
}

/** The fault at the flagged step: the last operation of a path that stops at its hazard, else any. */
function faultOf(trace: PathTrace, { run }: Played): LedgerRow | undefined {
  const flagged = trace.complete ? undefined : lastOperation(trace.steps);
  return run.rows.find((row) => row.fault !== undefined && (flagged === undefined || row.step === flagged));
}

function lastOperation(steps: readonly Step[]): Step | undefined {
  return steps.findLast((step) => step.operation !== undefined);
}

/** A call with unknown effects that the verdict hangs on: behind the first operation for a balance, before the hazard for a fault. */
function blindSpot(question: Question, trace: PathTrace): string | undefined {
  const { steps } = trace;
  const first = steps.findIndex((step) => step.operation !== undefined);
  const last = steps.findLastIndex((step) => step.operation !== undefined);
  const balance = question === 'leak' || question === 'imbalance';
  const isAbout = (kind: Unread) => kind === 'signature' || kind === 'some-fills';
  const counts = (kind: Unread, i: number) => isAbout(kind) || (balance ? i > first : i < last);
  const unknown = steps.find(({ assumes }, i) => assumes && counts(assumes.kind, i));
  return unknown?.assumes && `it rests on this: ${assumptionText(unknown.assumes)}`;
}
