import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OwnershipError, readOwnership } from '../analysis/index.js';
import { main } from '../cli/index.js';
import { COMMANDS } from '../commands/index.js';
import { readRulePage } from '../rules/index.js';
import { PageError, type TextFolder } from '../text/index.js';
import type { Case, Outcome } from './case.js';
import { unreadOf } from './listed.js';
import { lieOf } from './oracle.js';
import { listen } from './output.js';
import { rereadCache } from './stored.js';

/** A process that runs a `Case` for each message, in the folder that it is given, and answers with its `Outcome`. */
const folder = process.argv[2]!;
Object.assign(process.env, {
  ...{ HOME: join(folder, 'home'), XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '', NO_COLOR: '1', SOURCE_DATE_EPOCH: '0' },
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: dirname(folder) },
  ...{ LC_ALL: 'C.UTF-8' },
});
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);
process.on('message', async (it: Case) => process.send!(await outcomeOf(it)));

async function outcomeOf(it: Case): Promise<Outcome> {
  const work = join(folder, 'work');
  for (const name of ['work', 'home']) rmSync(join(folder, name), { recursive: true, force: true });
  for (const path of [work, process.env.HOME!]) mkdirSync(path, { recursive: true });
  process.chdir(work);
  for (const [path, text] of Object.entries(it.files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text, 'latin1');
  }
  try {
    return await run(it);
  } catch (error) {
    const { message, stack = '' } = error as Error;
    return { kind: 'crash', because: `${message.split('\n')[0]} ${/at .*dist.*/.exec(stack)?.[0] ?? ''}` };
  }
}

async function run({ run: how, files, subject }: Case): Promise<Outcome> {
  const text = Buffer.from(files[subject]!, 'latin1');
  switch (how.kind) {
    case 'command':
      return runProgram(how.argv);
    case 'git':
      return toldOf(await lieOf(text, folder));
    case 'tree':
      return toldOf(await unreadOf(text.toString('latin1'), folder));
    case 'cache':
      await rereadCache(text.toString('latin1'), folder);
      return { kind: 'held' };
    case 'ownership':
      return refusing(() => readOwnership(folderOf('x.yaml', text.toString())), OwnershipError);
    case 'hazard':
      return refusing(() => readRulePage(how.id, folderOf(`${how.id}.md`, text.toString())), PageError);
  }
}

function toldOf(lie: string | undefined): Outcome {
  return lie === undefined ? { kind: 'held' } : { kind: 'lie', because: lie };
}

/** The whole program in this process: an internal error is its exit code 3. */
async function runProgram(argv: readonly string[]): Promise<Outcome> {
  const heard = listen();
  process.exitCode = 0;
  try {
    await main(argv, COMMANDS);
  } finally {
    heard.end();
  }
  const code = process.exitCode as number | undefined;
  process.exitCode = 0;
  if (code === 3) return { kind: 'crash', because: heard.stderr().slice(0, 400).replace(/\n\s*/g, ' | ') };
  const fault = heard.fault(argv);
  return fault === undefined ? { kind: 'held', said: heard.extract() } : { kind: 'output', because: fault };
}

type ErrorClass = abstract new (...args: never[]) => Error;

function refusing(read: () => unknown, documented: ErrorClass): Outcome {
  try {
    read();
  } catch (error) {
    if (!(error instanceof documented)) throw error;
  }
  return { kind: 'held' };
}

function folderOf(name: string, text: string): TextFolder {
  return { path: 'fuzz', names: () => [name], read: () => text };
}
