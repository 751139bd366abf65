import { setPriority } from 'node:os';
import type { JudgedFinding, Report } from '../report/index.js';
import { review, scan } from '../review/index.js';
import type { Job, Outcome, Told } from './job.js';

/** A process that does one `Job` for each message, and answers with its `Outcome`; whoever works beside it goes first. */
const NICE = 10;

setPriority(NICE);
process.on('message', async (job: Job) => process.send!(await outcomeOf(job)));

async function outcomeOf(job: Job): Promise<Outcome> {
  try {
    return told(await run(job));
  } catch (error) {
    return { kind: 'failed', because: error instanceof Error ? error.message : String(error) };
  }
}

function run(job: Job): Promise<Report> {
  const { tree } = job;
  if (job.kind === 'scan') return scan({ paths: job.paths, tree, cwd: tree });
  return review({ inputs: ['-'], stdin: Buffer.from(job.patch), tree, cwd: tree });
}

function told({ patches, diagnostics }: Report): Outcome {
  const error = diagnostics.find(({ level }) => level === 'error');
  if (error) return { kind: 'failed', because: error.message };
  if (patches.length === 0) return { kind: 'failed', because: 'no patch was found in the input' };
  if (!patches.every(({ applied }) => applied)) return { kind: 'failed', because: 'the patch does not apply' };
  return {
    kind: 'done',
    patches: patches.map(({ findings }) => findings.map(tell)),
    skipped: patches.flatMap(({ skipped }) => skipped.map((s) => `${s.function}: ${s.reason}`)),
  };
}

function tell({ finding, verdict }: JudgedFinding): Told {
  const { rule, severity, origin, file, function: name, line, message } = finding;
  return { rule, severity, origin, file, function: name, line, message, confirmed: verdict.outcome === 'confirmed' };
}
