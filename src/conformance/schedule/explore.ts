import { type Semantics, SemanticsError } from '../../page/index.js';
import { bindingOf } from './binding.js';
import type { Invariant } from './invariants.js';
import { SCENARIOS, type Scenario } from './scenario.js';
import { finalLaw, type Move, move, startOf, type World, worldKey } from './world.js';

/** A shortest schedule that breaks an invariant. */
export interface BrokenSchedule {
  readonly scenario: Scenario;
  readonly invariant: Invariant;
  readonly moves: readonly Move[];
  /** The field before the first step. */
  readonly start: number;
}

export interface Exploration {
  readonly broken: readonly BrokenSchedule[];
  /** States seen, over all scenarios. */
  readonly states: number;
  /** Names of scenarios with more states than were looked at. */
  readonly bounded: readonly string[];
  /** Names of scenarios that the semantics cannot run, with the reason. */
  readonly skipped: readonly string[];
}

/** The listed scenarios have 5 to 300 states each under the protocols known. */
const MOST_STATES = 5_000;

/** Runs all interleavings of each scenario, one shared access at a time, under sequential consistency. */
export function exploreSchedules(semantics: Semantics, scenarios = SCENARIOS, most = MOST_STATES): Exploration {
  const broken: BrokenSchedule[] = [];
  const bounded: string[] = [];
  const skipped: string[] = [];
  let states = 0;
  for (const scenario of scenarios) {
    try {
      const result = exploreOne(semantics, scenario, most);
      broken.push(...result.broken);
      states += result.states;
      if (result.states >= most) bounded.push(scenario.name);
    } catch (error) {
      if (!(error instanceof SemanticsError)) throw error;
      skipped.push(`${scenario.name}: ${error.message}`);
    }
  }
  return { broken, states, bounded, skipped };
}

interface Node {
  readonly world: World;
  readonly move?: Move;
  readonly parent?: Node;
}

/** Breadth first, so that the first schedule to break an invariant is a shortest one. */
function exploreOne(semantics: Semantics, scenario: Scenario, most: number) {
  const bind = bindingOf(semantics);
  const found = new Map<Invariant, BrokenSchedule>();
  const root: Node = { world: startOf(scenario, semantics, bind) };
  const start = root.world.memory.pages[0]!.raw;
  const tell = (invariant: Invariant | undefined, node: Node) => {
    if (invariant === undefined || found.has(invariant)) return;
    found.set(invariant, { scenario, invariant, moves: movesTo(node), start });
  };
  const seen = new Set([worldKey(root.world)]);
  const queue: Node[] = [root];
  for (let at = 0; at < queue.length && queue.length < most; at++) {
    const parent = queue[at]!;
    const moves = scenario.threads.flatMap((_, i) => move(parent.world, i, semantics, bind) ?? []);
    if (moves.length === 0) tell(finalLaw(parent.world, semantics), parent);
    for (const next of moves) {
      const node: Node = { world: next.world, move: next, parent };
      tell(next.broken, node);
      const key = worldKey(next.world);
      if (next.broken || seen.has(key)) continue;
      seen.add(key);
      queue.push(node);
    }
  }
  return { broken: [...found.values()], states: queue.length };
}

function movesTo(node: Node): Move[] {
  const moves: Move[] = [];
  for (let at: Node | undefined = node; at; at = at.parent) if (at.move) moves.push(at.move);
  return moves.reverse();
}
