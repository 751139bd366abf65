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

/**
 * Blobs in the order of `names`, by one `git cat-file --batch`. Undefined stands for what is not there, is no blob,
 * is ambiguous, or has a name that cannot be asked for safely.
 */
export async function readBlobs(
  repository: Repository,
  names: readonly BlobName[],
): Promise<readonly (Blob | undefined)[]> {
  const queries = names.map(query);
  const asked = queries.filter((text) => text !== undefined);
  if (asked.length === 0) return names.map(() => undefined);
  const { stdout } = await run(repository, ['cat-file', '--batch'], `${asked.join('\n')}\n`);
  const answers = parseBatch(stdout, asked.length);
  let next = 0;
  return queries.map((text) => (text === undefined ? undefined : answers[next++]));
}

/** One blob at once, for a caller that cannot wait and did not ask for it beforehand: a process for each call. */
export function readBlobSync(repository: Repository, name: BlobName): Buffer | undefined {
  const text = query(name);
  if (text === undefined) return undefined;
  try {
    return execFileSync('git', [...FIXED_OPTIONS, 'cat-file', 'blob', text], {
      cwd: repository.folder,
      env: childEnvironment(repository),
      maxBuffer: 64 << 20,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
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

/** Reads `<id> <type> <size> LF <content> LF` and the one-line answers about what is missing. */
function parseBatch(output: Buffer, count: number): (Blob | undefined)[] {
  const answers: (Blob | undefined)[] = [];
  let at = 0;
  while (answers.length < count && at < output.length) {
    const lineEnd = output.indexOf(10, at);
    if (lineEnd < 0) break;
    const header = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(output.toString('latin1', at, lineEnd));
    at = lineEnd + 1;
    if (!header) {
      answers.push(undefined);
      continue;
    }
    const [, id = '', type, size] = header;
    const end = at + Number(size);
    answers.push(type === 'blob' && end <= output.length ? { id, bytes: output.subarray(at, end) } : undefined);
    at = end + 1;
  }
  return answers;
}
