import { createHash } from 'node:crypto';
import { explore, infer, type Knowledge, type Summary } from '../analysis/index.js';
import { type Called, type Caller, type CallerSource, callersOf } from '../kernel/index.js';
import { changeText, differ, type EffectChange } from './effect-change.js';
import type { Finding } from './finding.js';
import { findings, type LineMap, type Version } from './judge.js';

const RULE = 'contract-change';

/** Callers that are explored for one function, those behind functions that only pass its effect on included. */
const MOST_CALLERS = 12;

/** A wrapper's wrapper is followed, not further. */
const DEPTH = 2;

/** Values looked at in one caller, roughly; a quarter of what a function under review may take. */
const CALLER_WORK = 1_000_000;

/** What is wrong in callers now, and whether some callers were not looked at. */
export interface ContractChanges {
  /** One for each caller, nearest first; only a replay can say that it is so. */
  readonly findings: readonly Finding[];
  readonly isCut: boolean;
}

/**
 * Looks at the callers of a function whose effect has changed, as they are behind the whole series: what they do with the
 * function as it was, and with the function as it is. Where only the second goes wrong, the caller is not adapted.
 * @param compare also give each finding the same path with the function as it was
 */
export async function contractChanges(
  change: EffectChange,
  source: CallerSource,
  compare = false,
): Promise<ContractChanges> {
  const found: Finding[] = [];
  const { file: path, name, static: isStatic, before, after } = change;
  const queue: Link[] = [{ called: { name, path, static: isStatic }, before, after, depth: 0 }];
  const seen = new Set([`${path} ${name}`]);
  let isCut = false;
  for (const link of queue) {
    const callers = await callersOf(link.called, source, MOST_CALLERS + 1 - seen.size);
    isCut ||= callers.isCut;
    for (const caller of callers.found) {
      const key = `${caller.fn.file} ${caller.fn.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const looked = look(caller, link, compare ? (line) => line : undefined);
      isCut ||= looked === undefined;
      found.push(...(looked?.raised ?? []).map((f) => finding(change, link, f)));
      if (looked?.next) queue.push(looked.next);
    }
  }
  return { findings: found, isCut };
}

/** A function whose effect has changed, by itself or because one that it calls has. */
interface Link {
  readonly called: Called;
  readonly before: Summary;
  readonly after: Summary;
  readonly depth: number;
}

/** What goes wrong in a caller, or whom to ask next; undefined for a caller with too many paths. */
function look(caller: Caller, link: Link, preLine: LineMap | undefined) {
  const [old, now] = [withCallee(caller, link.before), withCallee(caller, link.after)];
  if (old.exploration.exhausted || now.exploration.exhausted) return undefined;
  const raised = newImbalances(old, now, link, preLine);
  return { raised, next: raised.length === 0 ? passedOn(caller, old, now, link) : undefined };
}

/** The caller as it is, with one of its callees as given. */
function withCallee({ fn, line, knowledge, as }: Caller, callee: Summary): Version {
  const is = (name: string) => name === as;
  // Tables of other kinds may have a member of the same name.
  const fits = (count: number | undefined) => count === undefined || count === callee.params.length;
  const known: Knowledge = {
    ...knowledge,
    summary: (name, count) => (is(name) && fits(count) ? callee : knowledge.summary(name, count)),
    isHarmless: (name) => !is(name) && knowledge.isHarmless(name),
    hasChanged: (name) => is(name) || name === callee.name,
  };
  return { exploration: explore(fn, known, line, CALLER_WORK), knowledge: known, line, isChanged: () => false };
}

const IMBALANCES = new Set(['refcount-leak', 'over-put', 'use-after-put', 'put-count']);

/** Hazards that came with the new callee, on objects that it was called for. */
function newImbalances(old: Version, now: Version, { called }: Link, preLine: LineMap | undefined): Finding[] {
  const isConcerned = (f: Finding) => f.trace?.steps.some(({ event }) => event === `${called.name}()`) === true;
  const isOwn = (f: Finding) => f.trace?.origin.kind !== 'borrowed' || f.rule === 'over-put';
  return findings(old, now, preLine).filter(
    (f) => f.origin === 'introduced' && IMBALANCES.has(f.rule) && isConcerned(f) && isOwn(f),
  );
}

/** A caller that hands the change on to its own callers, which know whose the references are. */
function passedOn({ fn }: Caller, old: Version, now: Version, { depth }: Link): Link | undefined {
  if (depth >= DEPTH || old.exploration.cut + now.exploration.cut > 0) return undefined;
  const [before, after] = [infer(old.exploration), infer(now.exploration)];
  if (!differ(before, after)) return undefined;
  return { called: { name: fn.name, path: fn.file, static: fn.static }, before, after, depth: depth + 1 };
}

/** Told at the change, with the path of the caller. */
function finding(change: EffectChange, link: Link, inCaller: Finding): Finding {
  const { file, name, loc } = change;
  const through = link.called.name === name ? '' : ` (through ${link.called.name}())`;
  const place = `${inCaller.function}() at ${inCaller.file}:${inCaller.line}`;
  return {
    ...inCaller,
    id: createHash('sha1')
      .update([RULE, name, inCaller.function, inCaller.object].join('\n'))
      .digest('hex')
      .slice(0, 8),
    rule: RULE,
    hazard: inCaller.rule,
    file,
    line: loc.line,
    column: loc.column,
    function: name,
    message: `${place} is not adapted to the new effect of ${name}()${through}: ${inCaller.message}`,
    why: `${name}() ${changeText(change)}. ${inCaller.why}`,
  };
}
