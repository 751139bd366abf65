import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './failure.js';

/**
 * Prints `text` on stdout, or writes it to `file`: a regular file is replaced in one step, so that no reader sees half
 * of it; devices and pipes are written to. Throws UsageError when that is not possible.
 */
export function emit(text: string | Uint8Array, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeOut(text, file);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${reason(error as NodeJS.ErrnoException)}`);
  }
}

function writeOut(text: string | Uint8Array, file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) {
    writeFileSync(file, text);
    return;
  }
  const target = there ? realpathSync(file) : file;
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx', ...(there && { mode: there.mode }) });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  const known: Record<string, string> = {
    EISDIR: 'it is a directory',
    ENOENT: 'no such directory',
    EACCES: 'permission denied',
    EROFS: 'read-only file system',
    ENOSPC: 'no space left on device',
  };
  return known[code ?? ''] ?? message;
}
