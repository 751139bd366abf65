import { createHash } from 'node:crypto';
import { fieldText, newMemory } from '../page/index.js';
import type { Verdict } from '../replay/index.js';
import type { Finding, Origin } from '../rules/index.js';
import type { Broken } from './broken.js';
import type { PatchedPrimitives } from './headers.js';
import { scheduleRun, sequenceRun } from './runs.js';
import { type BrokenSchedule, INVARIANTS } from './schedule/index.js';
import { RULES, type Violation } from './sequence/index.js';

/** A finding about the primitives, with the run that proves it. */
export interface PrimitiveFinding {
  readonly finding: Finding;
  readonly verdict: Verdict;
}

const RULE = 'page-ref-contract';

/** One finding for each cause: many functions with one mistake, and many ways to the same end, are told once. */
export function findingsOf(broken: Broken, primitives: PatchedPrimitives, origin: Origin): PrimitiveFinding[] {
  const groups = groupsOf(broken.violations);
  return [
    ...groups.map((group) => ofGroup(group, primitives, origin)),
    ...racesOf(broken).map((race) => ofRace(race, broken, primitives, origin)),
  ];
}

function groupsOf(violations: readonly Violation[]): Violation[][] {
  const groups = new Map<string, Violation[]>();
  for (const violation of violations) {
    const key = groupKey(violation);
    groups.set(key, [...(groups.get(key) ?? []), violation]);
  }
  return [...groups.values()];
}

/** Gets that should fail have one cause for each function that leaves a page so. */
function groupKey({ rule, function: name }: Violation): string {
  return ['get-on-frozen', 'get-on-free', 'get-on-tail'].includes(rule) ? `get-on ${name}` : rule;
}

function ofGroup(group: readonly Violation[], primitives: PatchedPrimitives, origin: Origin): PrimitiveFinding {
  const lead = group[0]!;
  const place = lead.bug ? primitives.located(lead.bug) : primitives.placeOf(lead.function);
  const { severity, why } = RULES[lead.rule];
  const calls = lead.steps.map(({ text }) => text).join('; ');
  return {
    finding: {
      ...common(place, lead.function, [lead.rule, lead.bug?.condition ?? ''], origin),
      severity,
      message: headline(lead, group, primitives),
      why: [why, ...placesIn(group), ...storeOf(lead, primitives), ...othersIn(group, primitives)].join(' '),
    },
    verdict: { outcome: 'confirmed', because: `shown by ${calls}`, runs: [sequenceRun(lead, primitives)] },
  };
}

function common(place: { file: string; line: number }, name: string, cause: readonly string[], origin: Origin) {
  const id = createHash('sha1')
    .update([RULE, name, ...cause].join('\n'))
    .digest('hex')
    .slice(0, 8);
  const { file, line } = place;
  return { id, rule: RULE, origin, file, line: Math.max(1, line), column: 1, function: name, object: 'page' };
}

function headline(lead: Violation, group: readonly Violation[], primitives: PatchedPrimitives): string {
  const { broken } = RULES[lead.rule];
  if (lead.bug && lead.rule !== 'store-to-tail') {
    const more = group.length > 1 ? `, and ${group.length - 1} more like it` : '';
    return `${broken.replace(/^a check/, primitives.checkText(lead.bug))}${more}`;
  }
  const name = `${lead.function}()`;
  if (!group.some(({ rule }) => rule.startsWith('get-on-'))) return `${broken} (${name})`;
  const pages = ['frozen page', 'free page', 'tail'].filter((_, i) => group.some((it) => it.rule === GETS[i]));
  return `a get succeeds on a ${pages.join(' or a ')} that ${name} has set up`;
}

const GETS: readonly string[] = ['get-on-frozen', 'get-on-free', 'get-on-tail'];

/** The callers in the tree that a group is about. */
function placesIn(group: readonly Violation[]): string[] {
  const places = [...new Set(group.flatMap(({ at = [] }) => at))];
  return places.length === 0 ? [] : [`It does so at ${places.join(', ')}.`];
}

/** What a set-up stores, when a freeze leaves something else in the field. */
function storeOf({ rule, function: name, steps }: Violation, { semantics }: PatchedPrimitives): string[] {
  if (!GETS.includes(rule) || !semantics.has('page_ref_freeze')) return [];
  const memory = newMemory();
  semantics.run(memory, 'init_page_count', [0]);
  semantics.run(memory, 'page_ref_freeze', [0, 1]);
  const [stored, frozen] = [steps[0]!.after, memory.pages[0]!.raw];
  if (steps.length !== 2 || stored === frozen) return [];
  return [`${name}() stores ${fieldText(stored)}, and page_ref_freeze() leaves ${fieldText(frozen)}.`];
}

/** The other functions of a group; those for folios that only call the one for pages are not named. */
function othersIn([lead, ...others]: readonly Violation[], primitives: PatchedPrimitives): string[] {
  const pages = new Set([lead!, ...others].map((it) => it.function).filter((name) => name.startsWith('page_')));
  const isTwin = (name: string) => name.startsWith('folio_') && pages.has(name.replace('folio_', 'page_'));
  const names = others
    .filter((it) => it.function !== lead!.function && !isTwin(it.function))
    .map((it) => (it.bug ? `${it.function}():${primitives.located(it.bug).line}` : `${it.function}()`));
  return names.length === 0 ? [] : [`Also in ${[...new Set(names)].join(', ')}.`];
}

/**
 * The schedules to tell: of each scenario the shortest one, since what it breaks leads to the rest, and of each invariant
 * the shortest; none that a sequence of calls shows as well.
 */
function racesOf({ schedules, violations }: Broken): BrokenSchedule[] {
  const rules = new Set<string>(violations.map(({ rule }) => rule));
  const parallel = schedules.filter(({ scenario: { sequential } }) => !sequential || !rules.has(sequential));
  return shortestBy(
    shortestBy(parallel, (it) => it.scenario.name),
    (it) => it.invariant,
  );
}

function shortestBy(schedules: readonly BrokenSchedule[], key: (it: BrokenSchedule) => string): BrokenSchedule[] {
  const shortest = new Map<string, BrokenSchedule>();
  for (const schedule of schedules) {
    const known = shortest.get(key(schedule));
    if (!known || schedule.moves.length < known.moves.length) shortest.set(key(schedule), schedule);
  }
  return [...shortest.values()];
}

function ofRace(
  race: BrokenSchedule,
  { bounded }: Broken,
  primitives: PatchedPrimitives,
  origin: Origin,
): PrimitiveFinding {
  const { scenario, invariant, moves } = race;
  const last = moves.at(-1)!;
  const access = moves.findLast((move) => move.thread === last.thread && move.access)?.access;
  const name = access?.function ?? last.begins ?? '';
  const place = access ? primitives.located(access) : primitives.placeOf(name);
  const { broken, why } = INVARIANTS[invariant];
  const limit = bounded.length > 0 ? ` Not all states were looked at of: ${bounded.join(', ')}.` : '';
  return {
    finding: {
      ...common(place, name, [invariant], origin),
      severity: 'error',
      message: `${broken} (${name}())`,
      why: `${why}${limit}`,
    },
    verdict: {
      outcome: 'confirmed',
      because: `shown by ${moves.length} steps of ${scenario.threads.length} threads: ${scenario.name}`,
      runs: [scheduleRun(race, primitives)],
    },
  };
}
