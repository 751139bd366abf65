import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Releases } from './fixes.js';

export const SETS = ['mutants', 'drivers', 'early', 'harmless', 'fixes', 'corpus', 'scan', 'speed'] as const;

export type SetName = (typeof SETS)[number];

export interface Options {
  /** Trees by kernel version; the first one, 6.12, is what mutations are made of. */
  readonly trees: ReadonlyMap<string, string>;
  readonly releases: readonly Releases[];
  readonly corpus?: string;
  readonly seeds: readonly number[];
  readonly sets: readonly SetName[];
  readonly count: number | undefined;
  readonly workers: number;
  readonly list: readonly string[];
  readonly json?: string;
  /** Where patches are kept for reading. */
  readonly keep?: string;
}

/** Reads the command line and the environment. Throws an Error with one line for what cannot be used. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true });
  const { old = [], new: fresh = [], corpus, json, keep } = values;
  if (old.length !== fresh.length) throw new Error('--old and --new come in pairs');
  const trees = new Map<string, string>();
  const main = values.tree ?? env.FOLIOLINT_TREE_6_12;
  if (main !== undefined) trees.set('6.12', main);
  if (env.FOLIOLINT_TREE_6_1 !== undefined) trees.set('6.1', env.FOLIOLINT_TREE_6_1);
  return {
    trees,
    releases: old.map((before, i) => ({ before, after: fresh[i]! })),
    ...(corpus !== undefined && { corpus }),
    seeds: (values.seed ?? ['1']).flatMap((list) => list.split(',').map((seed) => numberOf('--seed', seed))),
    sets: values.sets === undefined ? SETS : values.sets.split(',').map(setOf),
    count: values.count === undefined ? undefined : numberOf('--count', values.count),
    workers: values.jobs === undefined ? availableParallelism() : numberOf('-j', values.jobs),
    list: values.list ?? [],
    ...(json !== undefined && { json }),
    ...(keep !== undefined && { keep }),
  };
}

const FLAGS = {
  tree: { type: 'string' },
  old: { type: 'string', multiple: true },
  new: { type: 'string', multiple: true },
  corpus: { type: 'string' },
  seed: { type: 'string', multiple: true },
  sets: { type: 'string' },
  count: { type: 'string' },
  jobs: { type: 'string', short: 'j' },
  list: { type: 'string', multiple: true },
  json: { type: 'string' },
  keep: { type: 'string' },
} as const;

function numberOf(flag: string, text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new Error(`${flag}: ${text} is no number above 0`);
  return n;
}

function setOf(name: string): SetName {
  const known = SETS.find((set) => set === name);
  if (!known) throw new Error(`--sets: ${name} is none of ${SETS.join(', ')}`);
  return known;
}
