import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../text/index.js';

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

/** Larger than any mailbox that a person means to check; one decoded text must fit in a string. */
const MAX_BYTES = 128 * 1024 * 1024;

/**
 * Reads a path: a file, a FIFO, a maildir (a folder with `cur` and `new`), or a folder of files (not its subfolders),
 * sorted by name. Whatever cannot be read becomes a diagnostic.
 */
export async function loadPath(path: string): Promise<Loaded> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) return await loadFolder(path);
    if (!info.isFile() && !info.isFIFO()) return failed(path, 'this is neither a file nor a folder');
    return { documents: [{ input: path, bytes: await readBounded(path) }], diagnostics: [] };
  } catch (error) {
    return failed(path, reason(error));
  }
}

async function loadFolder(path: string): Promise<Loaded> {
  const entries = await readdir(path, { withFileTypes: true });
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  const maildir = folders.has('cur') && folders.has('new');
  const files = maildir
    ? [...(await fileNames(join(path, 'cur'))), ...(await fileNames(join(path, 'new')))].sort(byBaseName)
    : await fileNames(path);
  if (files.length === 0) return failed(path, maildir ? 'this maildir holds no mails' : 'this folder holds no files');
  const loaded: Loaded[] = [];
  for (const file of files) loaded.push(await loadPath(file));
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

async function readBounded(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    size += (chunk as Buffer).length;
    if (size > MAX_BYTES) throw new Error(`this is larger than ${MAX_BYTES / (1024 * 1024)} MB`);
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
