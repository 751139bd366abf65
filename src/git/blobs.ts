import { execFileSync } from 'node:child_process';
import { childEnvironment, FIXED_OPTIONS, run } from './command.js';
import type { Repository } from './repository.js';

/** A file of a commit (`commit` is a full id, `path` relative to the top), or a blob by its full or abbreviated id. */
export type BlobName =
  | { readonly kind: 'file'; readonly commit: string; readonly path: string }
  | { readonly kind: 'blob'; readonly id: string };

/** A blob with its full id. */
export interface Blob {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Why there are no bytes of a blob that a name stands for: it is too large, or git broke off at it. */
export type Refusal = 'too large' | 'unreadable';

/** Undefined stands for what is not there, is no blob, is ambiguous, or has a name that cannot be asked for safely. */
export type Answer = Blob | Refusal | undefined;

/** So much comes by one process: its output is in memory twice. */
const MOST_AT_ONCE = 64 << 20;

/** git ends at an object that is damaged, or promised by a remote; it is asked again for what stands behind, so often. */
const MOST_STARTS = 32;

/**
 * Blobs in the order of `names`: their sizes are asked for by one `git cat-file --batch-check`, those of up to `most` bytes
 * are read by `--batch`.
 */
export async function readBlobs(
  repository: Repository,
  names: readonly BlobName[],
  most: number,
): Promise<readonly Answer[]> {
  const queries = names.map(query);
  const found = await headersOf(repository, [...new Set(queries.filter((text) => text !== undefined))]);
  const headers = [...found.values()].flatMap((header) => (typeof header === 'object' ? header : []));
  const wanted = headers.filter(({ type, size }) => type === 'blob' && size <= most);
  const read = await contentsOf(repository, wanted);
  return queries.map((text) => {
    const header = text === undefined ? undefined : found.get(text);
    if (typeof header !== 'object') return header;
    if (header.type !== 'blob') return undefined;
    return header.size > most ? 'too large' : (read.get(header.id) ?? 'unreadable');
  });
}

/** What git says of an object before its bytes. */
interface Header {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

function headerIn(line: string): Header | undefined {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? [];
  return id === undefined || type === undefined ? undefined : { id, type, size: Number(size) };
}

async function headersOf(
  repository: Repository,
  queries: readonly string[],
): Promise<ReadonlyMap<string, Header | Refusal | undefined>> {
  const found = new Map<string, Header | Refusal | undefined>();
  for (let at = 0, starts = 0; at < queries.length; at++, starts++) {
    const lines = starts < MOST_STARTS ? await check(repository, queries.slice(at)) : [];
    for (const line of lines) found.set(queries[at++]!, headerIn(line));
    if (at < queries.length) found.set(queries[at]!, 'unreadable');
  }
  return found;
}

async function check(repository: Repository, queries: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(repository, ['cat-file', '--batch-check'], `${queries.join('\n')}\n`);
  return stdout.toString('utf8').split('\n').slice(0, -1);
}

async function contentsOf(repository: Repository, headers: readonly Header[]): Promise<ReadonlyMap<string, Blob>> {
  const blobs = new Map<string, Blob>();
  const left = [...new Map(headers.map((header) => [header.id, header])).values()];
  for (let at = 0, failures = 0; at < left.length && failures < MOST_STARTS; ) {
    const asked = firstOf(left, at);
    const { stdout } = await run(repository, ['cat-file', '--batch'], asked.map(({ id }) => `${id}\n`).join(''));
    const read = blobsIn(stdout);
    for (const blob of read) blobs.set(blob.id, blob);
    at += read.length;
    if (read.length === asked.length) continue;
    failures++;
    at++;
  }
  return blobs;
}

/** Those from `at` on which are read together: at least one. */
function firstOf(headers: readonly Header[], at: number): readonly Header[] {
  let [end, sum] = [at, 0];
  while (end < headers.length && (end === at || sum + headers[end]!.size <= MOST_AT_ONCE)) sum += headers[end++]!.size;
  return headers.slice(at, end);
}

/** One blob at once, for a caller that cannot wait and did not ask for it beforehand: a process for each call. */
export function readBlobSync(repository: Repository, name: BlobName, most: number): Buffer | Refusal | undefined {
  const text = query(name);
  if (text === undefined) return undefined;
  try {
    return execFileSync('git', [...FIXED_OPTIONS, 'cat-file', 'blob', text], {
      cwd: repository.folder,
      env: childEnvironment(repository),
      maxBuffer: most,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOBUFS' ? 'too large' : undefined;
  }
}

/**
 * The paths below `folder` (`''` for all) in a commit given by its full id; submodules are not entered. With `direct`
 * those in the folder itself, among them the names of folders.
 */
export async function listFiles(
  repository: Repository,
  commit: string,
  folder: string,
  reach: 'below' | 'direct' = 'below',
): Promise<readonly string[]> {
  if (!OBJECT_ID.test(commit)) return [];
  const below = folder === '' ? [] : ['--', `${folder.replace(/\/+$/, '')}/`];
  const { stdout } = await run(repository, [
    'ls-tree',
    ...(reach === 'below' ? ['-r'] : []),
    '-z',
    '--full-tree',
    '--name-only',
    commit,
    ...below,
  ]);
  return stdout.toString('utf8').split('\0').slice(0, -1);
}

const OBJECT_ID = /^[0-9a-f]{4,64}$/;

function query(name: BlobName): string | undefined {
  switch (name.kind) {
    case 'blob':
      return OBJECT_ID.test(name.id) && !/^0+$/.test(name.id) ? `${name.id}^{blob}` : undefined;
    case 'file':
      // `commit:./path` and `commit:../path` would be relative to the current folder.
      return OBJECT_ID.test(name.commit) && !/^\.|[\0\n]/.test(name.path) ? `${name.commit}:${name.path}` : undefined;
  }
}

/** Reads `<id> blob <size> LF <content> LF`, up to what is no blob or not all there. */
function blobsIn(output: Buffer): Blob[] {
  const blobs: Blob[] = [];
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf(10, at);
    const header = lineEnd < 0 ? undefined : headerIn(output.toString('latin1', at, lineEnd));
    if (header?.type !== 'blob') break;
    const end = lineEnd + 1 + header.size;
    if (end > output.length) break;
    blobs.push({ id: header.id, bytes: output.subarray(lineEnd + 1, end) });
    at = end + 1;
  }
  return blobs;
}
