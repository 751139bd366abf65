import {
  addCounts,
  clausesOf,
  clauseText,
  cleared,
  countText,
  type Effect,
  type Exploration,
  infer,
  type Outcome,
  type Signs,
  type Summary,
  ZERO,
} from '../analysis/index.js';
import type { FunctionIR, Loc } from '../c/index.js';
import type { Version } from './judge.js';

/** A function that does something else to references than before, as far as a caller can see it. */
export interface EffectChange {
  readonly file: string;
  readonly name: string;
  readonly static: boolean;
  /** The first place in the new version that the patch touched. */
  readonly loc: Loc;
  readonly before: Summary;
  readonly after: Summary;
}

/**
 * Compares what callers see of the two versions of one function.
 * @returns undefined where they see the same, where one version was not seen in full, and where the function is called
 * in another way than before: then its callers were adapted, or do not compile
 */
export function effectChange(old: Version | undefined, now: Version | undefined): EffectChange | undefined {
  if (!old || !now || !isSeen(old.exploration) || !isSeen(now.exploration)) return undefined;
  const { fn } = now.exploration;
  if (callForm(old.exploration.fn) !== callForm(fn)) return undefined;
  const [before, after] = [infer(old.exploration), infer(now.exploration)];
  if (!differ(before, after)) return undefined;
  return { file: fn.file, name: fn.name, static: fn.static, loc: touchedPlace(fn), before, after };
}

/** What a series does to each function as a whole, with the last patch that changes it. */
export function overSeries<T extends { readonly change: EffectChange }>(effects: readonly T[]): T[] {
  const whole = new Map<string, T>();
  for (const effect of effects) {
    const { file, name, before } = effect.change;
    const first = whole.get(`${file} ${name}`)?.change.before ?? before;
    whole.set(`${file} ${name}`, { ...effect, change: { ...effect.change, before: first } });
  }
  return [...whole.values()].filter(({ change }) => differ(change.before, change.after));
}

/** Every path was followed to its end. */
function isSeen({ fn, cut, exhausted, ends }: Exploration): boolean {
  return fn.complete && cut === 0 && !exhausted && ends.every(({ kind }) => kind === 'return');
}

function callForm({ returnType, params }: FunctionIR): string {
  return [returnType, ...params.map(({ type }) => type)].join();
}

function touchedPlace({ blocks, first }: FunctionIR): Loc {
  const places = blocks.flatMap(({ instructions }) => instructions.filter(({ kind }) => kind === 'touch'));
  return places.reduce((least, { loc }) => (loc.line < least.line ? loc : least), places[0]?.loc ?? first);
}

/** Can a call with a result of equal sign leave something that it could not leave before? */
export function differ(before: Summary, after: Summary): boolean {
  return SIGNS.some((sign) => {
    const was = balances(before, sign);
    const is = balances(after, sign);
    return was.size > 0 && [...is].some((balance) => !was.has(balance));
  });
}

const SIGNS: readonly Signs[] = [1, 2, 4];

/** What the outcomes with results of this sign do, each as a text that is equal for equal effects. */
function balances({ outcomes }: Summary, sign: Signs): Set<string> {
  return new Set(outcomes.filter(({ result }) => (result & sign) !== 0).map(balance));
}

function balance(outcome: Outcome): string {
  const byObject = new Map<string, { count: typeof ZERO; states: string[] }>();
  for (const e of outcome.effects) {
    const known = byObject.get(e.object) ?? { count: ZERO, states: [] };
    const factor = CLAIM[e.verb];
    const states = factor === undefined || e.fills ? [...known.states, `${e.verb} ${e.fills}`] : known.states;
    byObject.set(e.object, { count: addCounts(known.count, e.times, factor ?? 0), states });
  }
  return [...byObject]
    .map(([object, { count, states }]) => `${object} ${countText(count)} ${states.sort().join()}`)
    .concat(cleared(outcome))
    .sort()
    .join(';');
}

/** How the caller's claim changes, as the table at Verb has it; other verbs change the object's state. */
const CLAIM: { readonly [V in Effect['verb']]?: number } = {
  gets: 1,
  pins: 1,
  puts: -1,
  unpins: -1,
  'moves-to': -1,
  'moves-from': 1,
};

/** The change in the words of contracts: `now puts folio when negative, and no longer clears *foliop`. */
export function changeText({ before, after }: Pick<EffectChange, 'before' | 'after'>): string {
  const [was, is] = [sentences(before), sentences(after)];
  const gained = is.filter((text) => !was.includes(text));
  const restated = (text: string) => gained.some((other) => deedOf(other) === deedOf(text));
  const lost = was.filter((text) => !is.includes(text) && !restated(text));
  const now = gained.length > 0 ? `now ${gained.join('; ')}` : 'does less than before';
  return lost.length > 0 ? `${now}, and no longer ${lost.join('; ')}` : now;
}

/** Verb and object, without the conditions. */
function deedOf(sentence: string): string {
  return sentence.split(' ', 2).join(' ');
}

function sentences(summary: Summary): string[] {
  const { always, sometimes } = clausesOf(summary);
  const clears = new Set(summary.outcomes.flatMap(cleared).map((pointer) => `clears ${pointer}`));
  return [...[...always, ...sometimes].map((clause) => clauseText(clause, summary.params)), ...clears];
}
