import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timed } from './clock.js';
import { patchOf } from './diff.js';
import { MUTANTS } from './mutation/operators.js';
import { readSource, sitesOf } from './sites.js';
import { formatTimes, median, type Run } from './times.js';

const PROGRAM = fileURLToPath(new URL('../../bin/foliolint.js', import.meta.url));
/** The largest file of mm/: what is fast enough here is fast enough. */
const TOUCHED = 'mm/memory.c';
/** What a person who runs it before every mail puts up with. */
const LIMIT_S = 1.5;
const RUNS = 7;

/**
 * `npm run bench [-- RUNS]`: times `check` of one mm patch on the tree that FOLIOLINT_TREE_6_12 names. Each run is a new
 * process; the files that it reads are in the page cache. The exit code is 1 when the median is above the limit.
 */
function bench(tree: string, runs: number): void {
  const [site] = sitesOf(TOUCHED, readSource(tree, TOUCHED), MUTANTS);
  if (!site) throw new Error(`${TOUCHED} has no put that could be taken out`);
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-bench-'));
  try {
    const patch = join(folder, 'bench.patch');
    writeFileSync(patch, patchOf(tree, site));
    const checks = repeat(runs, () => timed([PROGRAM, 'check', '--tree', tree, patch]));
    const starts = repeat(runs, () => timed(['-e', '0']));
    console.log(`check of a patch that changes line ${site.line} of ${TOUCHED}, ${runs} runs`);
    console.log(formatTimes({ check: checks, 'node alone': starts }));
    const held = median(checks.map(({ wall }) => wall)) <= LIMIT_S;
    console.log(`limit ${LIMIT_S} s: ${held ? 'held' : 'exceeded'}`);
    process.exitCode = held ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first run fills the page cache and does not count. */
function repeat(runs: number, once: () => Run): Run[] {
  once();
  return Array.from({ length: runs }, once);
}

const tree = process.env.FOLIOLINT_TREE_6_12;
const runs = Number(process.argv[2] ?? RUNS);
if (tree === undefined) console.log('bench: nothing done: FOLIOLINT_TREE_6_12 names no Linux 6.12 tree');
else if (!Number.isInteger(runs) || runs < 1) throw new Error(`bench: ${process.argv[2]} is no number of runs`);
else bench(tree, runs);
