import { run } from './command.js';
import type { Repository } from './repository.js';

/** The message of a commit given by its full id, decoded as UTF-8; empty when there is no such commit. */
export async function commitMessage(repository: Repository, commit: string): Promise<string> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return '';
  const { stdout } = await run(repository, ['cat-file', 'commit', commit]);
  const text = stdout.toString('utf8');
  const start = text.indexOf('\n\n');
  return start < 0 ? '' : text.slice(start + 2);
}
