import type { PathTrace } from '../analysis/index.js';
import { NEWEST, type Semantics } from '../page/index.js';
import { play } from './ledger.js';
import type { Due, Run } from './verdict.js';
import { worldsOf } from './world.js';

/**
 * Runs another path in a world that a path was run in, so that both start from the same count and the same holders.
 * The primitives do what `semantics` says.
 * @param world name of the world, as the run of `trace` has it
 * @returns undefined when `trace` has no such world
 */
export function replayBase(
  base: PathTrace,
  trace: PathTrace,
  world: string,
  due: Due,
  semantics: Semantics = NEWEST,
): Run | undefined {
  const found = worldsOf(trace, due).find(({ name }) => name === world);
  return found && play(base, found, due, semantics).run;
}
