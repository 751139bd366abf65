import { addCounts, type Count, countSign, isZeroCount, ZERO } from './count.js';
import { NEGATIVE } from './facts.js';
import type { Effect, Outcome, Summary } from './outcome.js';
import { withSignRequirements } from './requirement-words.js';
import { mayBeBoth } from './settle.js';

/**
 * How a body compares with what is declared of it. `unseen`: nothing in it contradicts, but not all that is declared was
 * seen; the body may hand the object to code that was not read, or decide by what the analysis does not follow.
 */
export type Agreement = 'equal' | 'unseen' | 'different';

/**
 * Compares what is declared of a function with what its body was seen to do. Only numbers can contradict: a body does
 * not say whose references it counts, so that the change of the raw count and that of the caller's claim are both right.
 */
export function agreement(declared: Summary, inferred: Summary): Agreement {
  const said = declared.outcomes.map((o) => outcomeChange(o, 'declared'));
  const seen = possible(renamed(inferred, declared.params), declared).map((o) => outcomeChange(o, 'inferred'));
  const isRight = seen.every((i) => said.some((d) => mayBeBoth(d.of, i.of) && all(i, (o) => !contradicts(d, i, o))));
  if (!isRight) return 'different';
  const isSeen = said.every((d) => seen.some((i) => mayBeBoth(d.of, i.of) && all(d, (o) => agrees(d, i, o))));
  return isSeen ? 'equal' : 'unseen';
}

/** Whether a pointer can be an ERR_PTR, its type does not say: it is none where what is declared has no word for one. */
function possible({ outcomes }: Summary, declared: Summary): Outcome[] {
  const mayFail = declared.outcomes.some(({ result }) => (result & NEGATIVE) !== 0);
  return outcomes
    .map((o) => (mayFail ? o : { ...o, result: o.result & ~NEGATIVE }))
    .filter(({ result }) => result !== 0);
}

function renamed(summary: Summary, params: readonly string[]): Summary {
  if (summary.params.length !== params.length || summary.params.join() === params.join()) return summary;
  const own = new Map(summary.params.map((name, i) => [name, params[i]!]));
  const path = (text: string) => text.replace(/\w+/, (name) => own.get(name) ?? name);
  const terms = (count: Count) => Object.fromEntries(Object.entries(count.terms).map(([s, n]) => [path(s), n]));
  const outcomes = summary.outcomes.map((o) => ({
    ...o,
    requires: o.requires.map((r) => ({ ...r, param: path(r.param) })),
    effects: o.effects.map((e) => ({ ...e, object: path(e.object), times: { ...e.times, terms: terms(e.times) } })),
  }));
  return { ...summary, params, outcomes };
}

/** What one outcome does, by object. */
interface OutcomeChange {
  readonly of: Outcome;
  readonly changes: ReadonlyMap<string, Change>;
}

function all({ changes }: OutcomeChange, holds: (object: string) => boolean): boolean {
  return [...changes.keys()].every(holds);
}

function contradicts(d: OutcomeChange, i: OutcomeChange, object: string): boolean {
  const [said, seen] = [changeAt(d, object), changeAt(i, object)];
  return said.state === '' && seen.state === '' && !isSame(said, seen, object);
}

function agrees(d: OutcomeChange, i: OutcomeChange, object: string): boolean {
  const [said, seen] = [changeAt(d, object), changeAt(i, object)];
  return said.state === seen.state && (said.state !== '' || isSame(said, seen, object));
}

function isSame(said: Change, seen: Change, object: string): boolean {
  const pairs = [
    [said.raw, seen.claim],
    [said.claim, seen.claim],
    [said.raw, seen.raw],
  ] as const;
  return pairs.some(([a, b]) => same(a, b, object.endsWith('[]')));
}

/** Whether a pointer is set or was there, sentences do not always say: `gets buf.page when true`. */
function changeAt({ changes }: OutcomeChange, object: string): Change {
  const twin = object.startsWith(NEW) ? object.slice(NEW.length) : `${NEW}${object}`;
  return changes.get(object) ?? changes.get(twin) ?? NONE;
}

interface Change {
  readonly raw: Count;
  /** Of the caller's own references. */
  readonly claim: Count;
  /** `freezes`, `unfreezes`, `sets` or `frees`: then the counts before and after are not related by a number. */
  readonly state: string;
}

const NEW = 'new ';
const NONE: Change = { raw: ZERO, claim: ZERO, state: '' };

function outcomeChange(outcome: Outcome, source: Summary['source']): OutcomeChange {
  const changes = new Map<string, Change>();
  const filled = new Set<string>();
  for (const e of outcome.effects) {
    if (e.fills && /[*.]/.test(e.object)) filled.add(e.object);
    else if (source === 'inferred') filled.delete(e.object);
    const [raw, claim] = SIGNS[e.verb] ?? [0, 0];
    const isState = STATES.has(e.verb);
    if (raw === 0 && claim === 0 && !isState) continue;
    // What a pointer pointed to before it was set is another object than what it points to from then on: clauses come
    // in order, the effects of a body do not.
    const key = filled.has(e.object) ? `${NEW}${e.object}` : e.object;
    const before = changes.get(key) ?? NONE;
    changes.set(key, {
      raw: addCounts(before.raw, e.times, raw),
      claim: addCounts(before.claim, e.times, claim),
      state: isState ? e.verb : before.state,
    });
  }
  return { of: withSignRequirements(outcome), changes };
}

/** Changes of the raw count and of the claim, as the table at Verb has them. */
const SIGNS: { readonly [V in Effect['verb']]?: readonly [number, number] } = {
  gets: [1, 1],
  pins: [1, 1],
  puts: [-1, -1],
  unpins: [-1, -1],
  'moves-to': [0, -1],
  'moves-from': [0, 1],
  'adds-to': [1, 0],
  'drops-from': [-1, 0],
};

const STATES: ReadonlySet<string> = new Set(['freezes', 'unfreezes', 'sets', 'frees']);

/**
 * Symbols are spelt in many ways (`nr_pages`, `nr`, `all`), and of an array some elements were seen: there only the signs
 * are compared.
 */
function same(a: Count, b: Count, isArray: boolean): boolean {
  if (isZeroCount(addCounts(a, b, -1))) return true;
  const isSymbolic = [a, b].some(({ terms }) => Object.keys(terms).length > 0);
  return (isArray || isSymbolic) && countSign(a) !== 0 && countSign(a) === countSign(b);
}
