import { ask, run } from './command.js';
import type { Repository } from './repository.js';

/**
 * The files of a commit (a full id) whose blobs a partial clone has left at the remote, by path; none in other clones.
 * Found before they are asked for: at the first of them `git cat-file` would give up, since nothing is fetched here.
 */
export async function promisedFiles(repository: Repository, commit: string): Promise<ReadonlySet<string>> {
  if (!isPartial(repository)) return new Set();
  const walk = ['rev-list', '--objects', '--no-walk', '--missing=print', commit];
  const { stdout: walked } = await run(repository, walk);
  const missing = new Set(walked.toString('latin1').match(/(?<=^\?)[0-9a-f]+$/gm));
  if (missing.size === 0) return new Set();
  const { stdout } = await run(repository, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const files = stdout.toString('utf8').split('\0').slice(0, -1);
  return new Set(
    files.flatMap((file) => {
      const [, id = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(file) ?? [];
      return missing.has(id) ? [path] : [];
    }),
  );
}

function isPartial(repository: Repository): boolean {
  const keys = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$'];
  return (ask(repository, keys) ?? '') !== '';
}
