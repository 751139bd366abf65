import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patchWithout, removablePut } from './patch.js';
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
  const text = readFileSync(join(tree, TOUCHED), 'utf8');
  const line = removablePut(text);
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-bench-'));
  try {
    const patch = join(folder, 'bench.patch');
    writeFileSync(patch, patchWithout(TOUCHED, text, line));
    const checks = repeat(runs, () => timed([PROGRAM, 'check', '--tree', tree, patch]));
    const starts = repeat(runs, () => timed(['-e', '0']));
    console.log(
      `check of a patch that takes line ${line} out of ${TOUCHED} (${text.split('\n').length} lines), ${runs} runs`,
    );
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

/** Node tells the processor time of itself only; the shell's `times` tells that of its children and theirs. */
function timed(args: readonly string[]): Run {
  const start = process.hrtime.bigint();
  const { stdout, status } = spawnSync('sh', ['-c', SCRIPT, 'sh', process.execPath, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== 1) throw new Error(`exit code ${status} of ${args.join(' ')}`);
  return { wall, cpu: processorTime(stdout.split('\n')[1]!) };
}

/** `times` prints a line of its own, then one of its children: `0m1.05s 0m0.12s`, user and system. */
function processorTime(line: string): number {
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

const SCRIPT = '"$@" >/dev/null; code=$?; times; exit $code';

const tree = process.env.FOLIOLINT_TREE_6_12;
const runs = Number(process.argv[2] ?? RUNS);
if (tree === undefined) console.log('bench: nothing done: FOLIOLINT_TREE_6_12 names no Linux 6.12 tree');
else if (!Number.isInteger(runs) || runs < 1) throw new Error(`bench: ${process.argv[2]} is no number of runs`);
else bench(tree, runs);
