import { commitsOf, open, type Repository, stagedDiff } from '../git/index.js';
import type { Source } from '../input/index.js';
import type { Diagnostic } from '../text/index.js';
import type { ReviewOptions } from './options.js';

/** What is to be read, and where it came from. */
export interface Sources {
  readonly sources: readonly Source[];
  /** The repository that a range or the index belongs to. */
  readonly repository?: Repository;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the user named, as things to read: files first, then the commits of a range, then the index. */
export async function sourcesOf(options: ReviewOptions): Promise<Sources> {
  const named = options.inputs.map(
    (path): Source =>
      path === '-' ? { kind: 'stdin', bytes: options.stdin ?? Buffer.alloc(0) } : { kind: 'path', path },
  );
  if (options.range === undefined && !options.staged) return { sources: named, diagnostics: [] };
  const { repository, diagnostics } = await open();
  if (!repository) {
    const missing: Diagnostic = { level: 'error', input: '.', message: 'this is not a git repository' };
    // What keeps a tree from being seen as a repository is a warning; here the commits themselves are lost.
    const refused = diagnostics.map((told): Diagnostic => ({ ...told, level: 'error' }));
    return { sources: named, diagnostics: refused.length > 0 ? refused : [missing] };
  }
  const parts = [
    ...(options.range === undefined ? [] : [await commits(repository, options.range)]),
    ...(options.staged ? [await staged(repository)] : []),
  ];
  return {
    sources: [...named, ...parts.flatMap(({ sources }) => sources)],
    repository,
    diagnostics: [...diagnostics, ...parts.flatMap((part) => part.diagnostics)],
  };
}

async function commits(repository: Repository, range: string): Promise<Sources> {
  const { commits: found, diagnostics } = await commitsOf(repository, range);
  const sources = found.map(
    ({ id, mail }): Source => ({ kind: 'bytes', name: id.slice(0, 12), bytes: mail, commit: id }),
  );
  return { sources, diagnostics };
}

async function staged(repository: Repository): Promise<Sources> {
  const { diff, diagnostics } = await stagedDiff(repository);
  if (diagnostics.length > 0) return { sources: [], diagnostics };
  if (diff.length === 0)
    return { sources: [], diagnostics: [{ level: 'warning', input: '--staged', message: 'nothing is staged' }] };
  const text = Buffer.from(diff).toString('utf8');
  return { sources: [{ kind: 'diff', name: '--staged', text, subject: 'staged changes' }], diagnostics };
}
