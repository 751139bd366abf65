import { mkdirSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import type { Case, FailureKind, Outcome } from './case.js';
import { type Child, openChild } from './child.js';
import { measureGrowth } from './growth/growth.js';
import { type Options, readOptions } from './options.js';
import { caseOf } from './readers.js';
import { shrink } from './shrink.js';
import { newTotals, type Totals } from './totals.js';

/**
 * `npm run fuzz [-- OPTIONS]`: gives the readers what chance makes, for `--minutes` (2), and prints a line for each failure
 * and one of totals. `--seed S --case N` runs one case again; `--growth [WORD...]` doubles inputs instead. The exit code is 1
 * when something failed.
 */
async function fuzz(options: Options): Promise<void> {
  setPriority(10);
  if (options.growth !== undefined) {
    process.exitCode = (await measureGrowth(options.growth)) > 0 ? 1 : 0;
    return;
  }
  const child = openChild();
  const totals = newTotals();
  const end = Date.now() + options.minutes * 60_000;
  try {
    if (options.only !== undefined) await runCase(options.only, options, child, totals);
    else
      for (let number = 0; number < options.cases && Date.now() < end; number++)
        await runCase(number, options, child, totals);
  } finally {
    child.end();
  }
  console.log(totals.text(options));
  process.exitCode = totals.failed() ? 1 : 0;
}

async function runCase(number: number, options: Options, child: Child, totals: Totals): Promise<void> {
  const it = caseOf(options.seed, number, options.readers);
  const first = await child.run(it);
  // A process that ran others may have been tired; a failure is one in a process of its own, too.
  if (first.outcome.kind !== 'held') child.renew();
  const measured = first.outcome.kind === 'held' ? first : await child.run(it);
  totals.add(it, number, measured);
  if (measured.outcome.kind !== 'held') await tell(it, number, measured.outcome, options, child);
}

/** So many smaller inputs are tried: one that loops takes its time for each. */
const TRIES: Readonly<Record<FailureKind, number>> = { crash: 400, output: 400, lie: 400, memory: 40, 'time-out': 12 };

async function tell(
  it: Case,
  number: number,
  outcome: Exclude<Outcome, { kind: 'held' }>,
  { seed, readers, keep }: Options,
  child: Child,
): Promise<void> {
  const { kind } = outcome;
  const isSame = async (other: Case) => (await child.run(other)).outcome.kind === kind;
  let small = it;
  const budget = { left: TRIES[kind] };
  // The cause may stand in a file beside the one that was meant.
  for (const path of [it.subject, ...Object.keys(it.files).filter((other) => other !== it.subject)]) {
    const text = await shrink(small.files[path]!, (shorter) => isSame(withText(small, path, shorter)), budget);
    small = withText(small, path, text);
  }
  const last = (await child.run(small)).outcome;
  const because = last.kind === kind ? last.because : outcome.because;
  if (keep !== undefined) save(small, join(keep, `${it.reader}-${seed}-${number}.d`));
  const how = it.run.kind === 'command' ? it.run.argv.join(' ') : it.run.kind;
  const again = `npm run fuzz -- --seed ${seed} --case ${number} --readers ${readers.join(',')}`;
  const files = Object.entries(small.files).filter(([, text]) => text !== '');
  const texts = files.map(([path, text]) => `${path} ${shown(text)}`).join(', ');
  console.log(`${kind}: ${because}: ${how}: ${texts}: ${again}`);
}

function withText(it: Case, path: string, text: string): Case {
  return { ...it, files: { ...it.files, [path]: text } };
}

function save({ files }: Case, folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path.replace('../', ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, 'latin1');
  }
}

/** One line, whatever is in it. */
function shown(text: string): string {
  const quoted = JSON.stringify(text).replace(/[\x7f-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  return quoted.length <= MOST_SHOWN ? quoted : `${quoted.slice(0, MOST_SHOWN)}… (${text.length} bytes)`;
}

const MOST_SHOWN = 1500;

try {
  await fuzz(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`fuzz: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
