import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureCorpus } from './corpus.js';
import { filesWithPuts } from './files.js';
import { measureFixes } from './fixes.js';
import { OPERATORS } from './mutation/operators.js';
import { MUTATION_SETS, measureDefects, measureHarmless } from './mutation-sets.js';
import { type Options, readOptions, type SetName } from './options.js';
import type { Context, Measured } from './set.js';
import { type Sites, sitesIn } from './sites.js';
import { measureSpeed } from './speed.js';
import { measureStanding } from './standing.js';
import { tableText } from './table.js';

/**
 * `npm run measure [-- OPTIONS]`: prints what the program finds and what it raises falsely, beside what is required.
 * A set without the tree or folder that it needs is left out with a word on stderr. The exit code is 0, whatever falls short.
 */
async function measure(options: Options): Promise<void> {
  const measured = new Map<SetName, Measured>();
  for (const set of options.sets) {
    const result = await measureSet(set, options);
    if (result) measured.set(set, result);
  }
  const all = [...measured.values()];
  console.log(tableText(all.flatMap(({ rows }) => rows)));
  for (const [set, result] of measured) printLists(set, result, options.list);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(Object.fromEntries(measured), null, 1)}\n`);
  }
}

async function measureSet(set: SetName, options: Options): Promise<Measured | undefined> {
  const tree = options.trees.get('6.12');
  if (set === 'fixes' ? options.releases.length === 0 : tree === undefined) {
    return leaveOut(set, set === 'fixes' ? 'no --old and --new' : 'neither --tree nor FOLIOLINT_TREE_6_12');
  }
  const context = contextOf(options, tree ?? '');
  switch (set) {
    case 'mutants':
    case 'drivers':
    case 'early':
      return measureDefects(MUTATION_SETS[set], context);
    case 'harmless':
      return measureHarmless(context);
    case 'fixes':
      return measureFixes(options.releases, context);
    case 'corpus':
      if (options.corpus === undefined) return leaveOut(set, 'no --corpus');
      return measureCorpus(options.corpus, options.trees, context);
    case 'scan':
      return measureStanding(context);
    case 'speed':
      return measureSpeed(context);
  }
}

function leaveOut(set: SetName, because: string): undefined {
  process.stderr.write(`${set}: left out: ${because}\n`);
}

function contextOf({ seeds, count, workers, keep }: Options, tree: string): Context {
  if (keep !== undefined) mkdirSync(keep, { recursive: true });
  return {
    tree,
    seeds,
    count,
    workers,
    sites: (folders) => sitesBelow(tree, folders),
    progress: (doing, done, all) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${doing} ${done} of ${all}${done === all ? '\n' : ''}`);
    },
    keep: (name, patch) => {
      if (keep !== undefined) writeFileSync(join(keep, name), patch);
    },
  };
}

const found = new Map<string, Promise<Sites>>();

/** A folder is read once for all sets: that takes longer than any check. */
function sitesBelow(tree: string, folders: readonly string[]): Promise<Sites> {
  const key = [tree, ...folders].join(' ');
  const sites = found.get(key) ?? sitesIn(tree, filesWithPuts(tree, folders), OPERATORS);
  found.set(key, sites);
  return sites;
}

function printLists(set: SetName, { misses, alarms }: Measured, wanted: readonly string[]): void {
  for (const [name, lines] of Object.entries({ misses, alarms })) {
    if (wanted.includes(name) && lines.length > 0) console.log(['', `${set}, ${name}:`, ...lines].join('\n'));
  }
}

try {
  await measure(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  process.stderr.write(`measure: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
