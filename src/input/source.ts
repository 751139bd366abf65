import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../text/index.js';
import { type Room, TOO_MANY_BYTES } from './room.js';

/** What the user named, or what the git room read from a repository. */
export type Source =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'stdin'; readonly bytes: Uint8Array }
  /** Mails as `git format-patch --stdout` writes them, or any other document that is in memory already. */
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array; readonly commit?: string }
  /** A bare diff and what is known about it. */
  | {
      readonly kind: 'diff';
      readonly name: string;
      readonly text: string;
      readonly commit?: string;
      readonly subject?: string;
      readonly body?: string;
      readonly messageId?: string;
      readonly author?: string;
    };

/** One file or stream of bytes, of a kind that is not known yet. */
export interface Document {
  /** As the user named it. */
  readonly input: string;
  readonly bytes: Buffer;
  readonly commit?: string;
}

/** The documents of one source, and one line for each part of it that could not be read. */
export interface Loaded {
  readonly documents: readonly Document[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a path: a file, a FIFO, a maildir (a folder with `cur` and `new`), or a folder of files (not its subfolders),
 * sorted by name. Whatever cannot be read becomes a diagnostic.
 */
export async function loadPath(path: string, room: Room): Promise<Loaded> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) return await loadFolder(path, room);
    if (!info.isFile() && !info.isFIFO()) return failed(path, 'this is neither a file nor a folder');
    return { documents: [{ input: path, bytes: await readBounded(path, room) }], diagnostics: [] };
  } catch (error) {
    return failed(path, reason(error));
  }
}

async function loadFolder(path: string, room: Room): Promise<Loaded> {
  const entries = await readdir(path, { withFileTypes: true });
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  const maildir = folders.has('cur') && folders.has('new');
  const files = maildir
    ? [...(await fileNames(join(path, 'cur'))), ...(await fileNames(join(path, 'new')))].sort(byBaseName)
    : await fileNames(path);
  if (files.length === 0) return failed(path, maildir ? 'this maildir holds no mails' : 'this folder holds no files');
  const loaded: Loaded[] = [];
  for (const file of files) loaded.push(await loadPath(file, room));
  return {
    documents: loaded.flatMap(({ documents }) => documents),
    diagnostics: loaded.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Hidden files are left out; names are compared by code unit, so that no locale changes the order. */
async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isSymbolicLink()))
    .map(({ name }) => join(folder, name))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** A maildir name starts with its time of delivery, so mails of `cur` and `new` sort together. */
function byBaseName(a: string, b: string): number {
  return a.slice(a.lastIndexOf('/') + 1) < b.slice(b.lastIndexOf('/') + 1) ? -1 : 1;
}

async function readBounded(path: string, { bytes }: Room): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    if (!bytes.take((chunk as Buffer).length)) throw new Error(TOO_MANY_BYTES);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function failed(input: string, message: string): Loaded {
  return { documents: [], diagnostics: [{ level: 'error', input, message }] };
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'this does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'this may not be read';
  return code === undefined ? message : `this cannot be read (${code})`;
}
