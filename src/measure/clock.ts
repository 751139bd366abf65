import { spawnSync } from 'node:child_process';
import type { Run } from './times.js';

/**
 * Runs node with these arguments and tells what the process took. Node tells the processor time of itself only; the
 * shell's `times` tells that of its children and theirs. Throws an Error for an exit code above 1.
 */
export function timed(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const start = process.hrtime.bigint();
  const { stdout, status } = spawnSync('sh', ['-c', SCRIPT, 'sh', process.execPath, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env, LC_ALL: 'C' },
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== 1) throw new Error(`exit code ${status} of ${args.join(' ')}`);
  return { wall, cpu: processorTime(stdout.split('\n')[1]!) };
}

const SCRIPT = '"$@" >/dev/null; code=$?; times; exit $code';

/** `times` prints a line of its own, then one of its children: `0m1.05s 0m0.12s`, user and system. */
function processorTime(line: string): number {
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
