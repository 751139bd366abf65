import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Case, MOST_BYTES, MOST_CPU_SECONDS, type Outcome } from './case.js';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));
/** What the garbage collector leaves of earlier cases must not count for a later one. */
const CASES_A_PROCESS = 150;
const BYTES_A_PROCESS = MOST_BYTES / 3;
/** A case that waits for something uses no CPU. */
const MOST_WALL_MS = 180_000;
const LOOK_EVERY_MS = 50;

const KILLED: readonly Outcome['kind'][] = ['time-out', 'memory'];

/** How a case went, and what it used. */
export interface Measured {
  readonly outcome: Outcome;
  readonly cpuSeconds: number;
  /** The most that the process had in memory. */
  readonly bytes: number;
}

/** A process that runs cases one after the other; a new one takes its place when it dies, is killed, or did its share. */
export interface Child {
  readonly run: (it: Case) => Promise<Measured>;
  /** The next case has a process of its own. */
  readonly renew: () => void;
  readonly end: () => void;
}

/** Starts no process before the first case. */
export function openChild(mostCpuSeconds = MOST_CPU_SECONDS): Child {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-fuzz-'));
  let child: ChildProcess | undefined;
  let done = 0;
  const renew = () => {
    child?.kill('SIGKILL');
    child = undefined;
    done = 0;
  };
  return {
    run: async (it) => {
      child ??= fork(WORKER, [folder], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      const measured = await answerOf(child, it, mostCpuSeconds);
      done++;
      const isGone = KILLED.includes(measured.outcome.kind) || child.exitCode !== null || child.signalCode !== null;
      if (isGone || done >= CASES_A_PROCESS || measured.bytes > BYTES_A_PROCESS) renew();
      return measured;
    },
    renew,
    end: () => {
      renew();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answerOf(child: ChildProcess, it: Case, mostCpuSeconds: number): Promise<Measured> {
  const before = usageOf(child).cpuSeconds;
  let [bytes, cpuSeconds, said] = [0, 0, ''];
  return new Promise((resolve) => {
    const finish = (outcome: Outcome) => {
      look();
      for (const timer of timers) clearInterval(timer);
      child.removeAllListeners();
      child.stderr!.removeAllListeners();
      resolve({ outcome, cpuSeconds, bytes });
    };
    const look = () => {
      const usage = usageOf(child);
      if (usage.bytes === 0) return;
      [bytes, cpuSeconds] = [Math.max(bytes, usage.bytes), usage.cpuSeconds - before];
    };
    const watch = () => {
      look();
      if (bytes > MOST_BYTES) finish({ kind: 'memory', because: `${bytes >> 20} MB` });
      else if (cpuSeconds > mostCpuSeconds) finish({ kind: 'time-out', because: `${mostCpuSeconds} s of CPU time` });
    };
    const waited = () => finish({ kind: 'time-out', because: 'it waits, and does nothing' });
    const timers = [setInterval(watch, LOOK_EVERY_MS), setInterval(waited, MOST_WALL_MS + 4000 * mostCpuSeconds)];
    child.stderr!.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    child.once('message', (outcome) => finish(outcome as Outcome));
    child.once('exit', (code, signal) =>
      finish({ kind: 'crash', because: `the process ended with ${signal ?? code}: ${firstError(said)}` }),
    );
    child.send(it);
  });
}

function firstError(said: string): string {
  return /^.*(?:Error|FATAL).*$/m.exec(said)?.[0] ?? said.trim().split('\n')[0]!;
}

const TICKS_A_SECOND = 100;
const BYTES_A_PAGE = 4096;

/** What Linux tells of a process (proc_pid_stat(5)); nothing when it has gone, or on another system. */
function usageOf({ pid }: ChildProcess): { readonly cpuSeconds: number; readonly bytes: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number) as [number, number, number];
    return { cpuSeconds: (user + system) / TICKS_A_SECOND, bytes: pages * BYTES_A_PAGE };
  } catch {
    return { cpuSeconds: 0, bytes: 0 };
  }
}
