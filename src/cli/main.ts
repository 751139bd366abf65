import { run } from '@oclif/core';
import { describe, exitCodeOf } from './failure.js';

/**
 * Runs the command line `argv` (without `node` and the script) of the package that `root` (a file URL) lies in, and
 * sets the exit code: 0 nothing found, 1 findings, 2 bad usage or unreadable input, 3 internal error.
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietly);
  try {
    await run([...argv], root);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    process.stderr.write(describe(error));
  }
}

/** The reader (`head`, a pager) has gone: nothing is left to say. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
