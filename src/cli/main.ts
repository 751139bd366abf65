import { writeSync } from 'node:fs';
import { tool } from '../text/index.js';
import type { Commands } from './program.js';
import { systemReason } from './system-error.js';

/**
 * Runs the command line `argv` (without `node` and the script), and sets the exit code: 0 nothing found, 1 findings,
 * 2 bad usage or unreadable input, 3 internal error. What is imported late, oclif above all, is most of a start.
 */
export async function main(argv: readonly string[], commands: Commands): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endAtOnce);
  try {
    await answer(argv, commands);
  } catch (error) {
    const { describe, exitCodeOf } = await import('./failure.js');
    process.exitCode = exitCodeOf(error);
    const said = describe(error);
    if (isForB4(argv)) process.stdout.write(said && `-: WARNING:${said.split('\n')[0]}\n`);
    else process.stderr.write(said);
  }
}

async function answer(argv: readonly string[], commands: Commands): Promise<void> {
  if (argv[0] === '--version' || argv[0] === '-V') {
    const { name, version } = tool();
    process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
    return;
  }
  const [{ dispatch }, { runCommand, showHelp }] = await Promise.all([import('./dispatch.js'), import('./program.js')]);
  const request = dispatch(argv, Object.keys(commands));
  if (request.kind === 'help') await showHelp(request.words, commands);
  else await runCommand(request.id, request.argv, commands);
}

/** b4 takes every line on stderr for a failure of the patch: what went wrong here is a warning on stdout. */
function isForB4(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === '--format=b4' || (word === 'b4' && argv[i - 1] === '--format'));
}

/**
 * The reader (`head`, a pager) has gone: nothing is left to say. A full disk is told, and at once: oclif listens too, and
 * throws, which ends with the 1 that means findings.
 */
function endAtOnce(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit();
  try {
    writeSync(process.stderr.fd, `${tool().name}: cannot write the output: ${systemReason(error)}\n`);
  } catch {
    // stderr is what is full.
  }
  process.exit(2);
}
