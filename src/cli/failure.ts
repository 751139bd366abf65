import { Errors } from '@oclif/core';
import { printable, tool } from '../text/index.js';
import { systemReason } from './system-error.js';

/** Something that the user asked for cannot be done as asked: one line, exit code 2. */
export class UsageError extends Error {}

/** What to say where `path` cannot be read. */
export function cannotRead(path: string, error: NodeJS.ErrnoException): UsageError {
  return new UsageError(`cannot read ${path}: ${error.code === 'ENOENT' ? 'no such file' : systemReason(error)}`);
}

/** The exit code that an error stands for: 0 for a regular end of oclif (`--help`), 2 for the user's, 3 for ours. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Errors.ExitError) return error.oclif.exit === 0 ? 0 : 2;
  return isUsage(error) ? 2 : 3;
}

/** What to print on stderr for an error: a line for the user's mistakes, a report that can be sent for ours. */
export function describe(error: unknown): string {
  if (error instanceof Errors.ExitError) return '';
  return isUsage(error) ? `foliolint: ${usageLine(error)}\n` : internalReport(error);
}

function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof Errors.CLIError;
}

/** oclif puts lists and a hint to `--help` on lines of their own. */
function usageLine({ message }: Error): string {
  const lines = message.split('\n').map((line) => line.trim());
  return printable(lines.filter((line) => line !== '' && !line.startsWith('See more help')).join(' '));
}

/** The lines of a report that can be sent: what failed, in which functions of ours, on what platform. */
export function internalReport(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const { name, version } = tool();
  return [
    `${name}: internal error: ${printable(message.split('\n')[0]!.slice(0, 500))}`,
    ...framesInside(error).map((frame) => `    ${frame}`),
    `    ${name} ${version}, node ${process.version}, ${process.platform} ${process.arch}`,
    'This is a bug in foliolint. Please report these lines, with the input that led to them where you may',
    '(README, "Bugs", says where).',
    '',
  ].join('\n');
}

/** The stack frames inside this package, by paths relative to it: nothing about the user's machine. */
function framesInside(error: unknown): string[] {
  const root = new URL('../../', import.meta.url).href;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').map((line) => line.trim()) : [];
  return frames
    .filter((frame) => frame.startsWith('at ') && frame.includes(root) && !frame.includes('/node_modules/'))
    .map((frame) => printable(frame.replace(root, '')))
    .slice(0, 12);
}
