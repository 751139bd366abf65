import { once } from 'node:events';
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from './failure.js';
import { systemReason } from './system-error.js';

/**
 * Prints `text` on stdout, or writes it to `file`: a regular file is replaced in one step, so that no reader sees half
 * of it; devices and pipes are written to. Throws UsageError when that is not possible.
 */
export function emit(text: string | Uint8Array, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  save([text], file);
}

/** The same for what is made while it is printed: no more of it is in memory than the reader of stdout is behind. */
export async function emitPieces(pieces: Iterable<string>, file: string | undefined): Promise<void> {
  if (file !== undefined) return save(pieces, file);
  for (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

type Pieces = Iterable<string | Uint8Array>;

function save(pieces: Pieces, file: string): void {
  try {
    writeOut(pieces, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UsageError(`cannot write ${file}: ${systemReason(error as NodeJS.ErrnoException)}`);
  }
}

function writeOut(pieces: Pieces, file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) {
    writePieces(pieces, openSync(file, 'w'));
    return;
  }
  const target = there ? realpathSync(file) : file;
  refuseLink(file, target);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writePieces(pieces, openSync(draft, 'wx', there?.mode));
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * A folder that somebody else filled may hold a link of the name that is written to, or on the way to it: what it leads to
 * outside is not overwritten. What a name with `..` or an absolute one says is the user's own word, but for its last part.
 */
function refuseLink(file: string, target: string): void {
  const inside = relative('.', file);
  const isBelow = resolve(inside) === resolve(file) && !inside.startsWith('..') && !file.startsWith('/');
  const folder = realpathSync(isBelow ? '.' : dirname(file));
  const real = join(realpathSync(dirname(target)), basename(target));
  if (real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return;
  throw new UsageError(`-o ${file}: a link leads out of the folder, to ${real}: name that file itself`);
}

function writePieces(pieces: Pieces, fd: number): void {
  try {
    for (const piece of pieces) writeFileSync(fd, piece);
  } finally {
    closeSync(fd);
  }
}
