import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job, Outcome } from './job.js';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));
/** A worker ends after so many jobs: what the garbage collector cannot give back goes with it. */
const JOBS_A_WORKER = 40;
const HEAP_MB = 1500;
const TIMEOUT_MS = 300_000;

/** Runs jobs in `workers` processes; the outcomes come in the order of the jobs, whichever process did which. */
export async function runJobs(
  jobs: readonly Job[],
  workers: number,
  progress: (done: number) => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    let worker: Worker | undefined;
    while (next < jobs.length) {
      const at = next++;
      worker ??= startWorker();
      outcomes[at] = await worker.run(jobs[at]!);
      if (worker.isSpent()) worker = worker.end();
      progress(++done);
    }
    worker?.end();
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
  return outcomes;
}

interface Worker {
  readonly run: (job: Job) => Promise<Outcome>;
  /** It died, was killed, or did its share. */
  readonly isSpent: () => boolean;
  readonly end: () => undefined;
}

function startWorker(): Worker {
  const child = fork(WORKER, { serialization: 'advanced', execArgv: [`--max-old-space-size=${HEAP_MB}`] });
  let jobs = 0;
  return {
    run: (job) => {
      jobs++;
      return answerOf(child, job);
    },
    isSpent: () => jobs >= JOBS_A_WORKER || child.exitCode !== null || child.signalCode !== null,
    end: () => {
      child.kill();
    },
  };
}

function answerOf(child: ChildProcess, job: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(outcome);
    };
    child.once('message', (outcome) => finish(outcome as Outcome));
    child.once('exit', (code, signal) =>
      finish({ kind: 'failed', because: `the process ended with ${signal ?? code}` }),
    );
    child.send(job);
  });
}
