import { configValues, type Repository } from '../git/index.js';
import type { Plan } from './plan.js';

const OURS = 'foliolint check --format=b4 -';

/** The keys of b4 that name checkers of one patch, and the default that setting the key replaces (b4 docs/config.rst). */
const KEYS: readonly (readonly [key: string, checkpatch: string])[] = [
  ['b4.prep-perpatch-check-cmd', './scripts/checkpatch.pl -q --terse --no-summary --mailback --showfile'],
  ['b4.am-perpatch-check-cmd', './scripts/checkpatch.pl -q --terse --no-summary --mailback'],
];

/** The lines for `~/.gitconfig` or `.git/config`. */
export function b4Lines(): string[] {
  return [
    '[b4]',
    ...KEYS.flatMap(([key, checkpatch]) => [checkpatch, OURS].map((value) => `\t${key.slice(3)} = ${value}`)),
  ];
}

/** Adds what is not there yet. Where a key has values, somebody chose them, and checkpatch is not put back. */
export async function planB4(repository: Repository): Promise<Plan> {
  const set = await Promise.all(KEYS.map(([key]) => configValues(repository, key)));
  const missing = KEYS.flatMap(([key, checkpatch], i) => {
    const wanted = set[i]!.length === 0 ? [checkpatch, OURS] : [OURS];
    return wanted
      .filter((value) => !set[i]!.includes(value))
      .map((value) => ({ kind: 'configure', key, value }) as const);
  });
  return { actions: missing };
}

/** Takes our line out again; checkpatch alone is what b4 runs by itself, so that goes too. */
export async function planB4Removal(repository: Repository): Promise<Plan> {
  const set = await Promise.all(KEYS.map(([key]) => configValues(repository, key)));
  const gone = KEYS.flatMap(([key, checkpatch], i) => {
    if (!set[i]!.includes(OURS)) return [];
    const rest = set[i]!.filter((value) => value !== OURS);
    const values = rest.length === 1 && rest[0] === checkpatch ? [OURS, checkpatch] : [OURS];
    return values.map((value) => ({ kind: 'unset', key, value }) as const);
  });
  return { actions: gone };
}
