import { run } from './command.js';
import { type Repository, resolveRevision } from './repository.js';

/** A file as a series expects it before its first change: with this blob (an id of 7 digits or more), or absent. */
export interface ExpectedFile {
  readonly path: string;
  readonly blob?: string;
}

/** A commit, and how many of the expected files it has as they are expected. */
export interface Guess {
  readonly commit: string;
  readonly matching: number;
  /** How the repository calls it, where a ref points to it: `origin/master`. */
  readonly name?: string;
}

/** What a search may look at: so much takes about two seconds in a repository of the whole kernel. */
const MOST_COMMITS = 20_000;
const MOST_REFS = 200;
const MOST_CANDIDATES = 400;
const MOST_FILES = 300;

/**
 * Finds the commit that a series was made on by the blobs that it names: HEAD if that has them all, else the tip of a ref,
 * else of the last 20,000 commits of all refs the newest that brought one of the blobs, or stood before one was replaced,
 * or merged; of equal ones the first in this order. Paths with control characters are not looked for.
 * @returns undefined where nothing is expected, and where no commit has anything of it
 */
export async function guessBase(repository: Repository, expected: readonly ExpectedFile[]): Promise<Guess | undefined> {
  const files = expected.filter(({ path }) => !/\p{Cc}/u.test(path)).slice(0, MOST_FILES);
  if (!files.some(({ blob }) => blob !== undefined)) return undefined;
  const head = await resolveRevision(repository, 'HEAD');
  const [first] = head ? await matches(repository, [{ commit: head }], files) : [];
  if (first?.matching === files.length) return first;
  const candidates = [...(await refTips(repository)), ...(await holders(repository, files))];
  const others = await matches(repository, candidates.slice(0, MOST_CANDIDATES), files);
  const all = [...(first ? [first] : []), ...others];
  const best = all.reduce<Guess | undefined>((a, b) => (a && a.matching >= b.matching ? a : b), undefined);
  return best && best.matching > 0 ? best : undefined;
}

interface Candidate {
  readonly commit: string;
  readonly name?: string;
}

/** Asks for every file in every commit at once; git answers with an object id, or that there is none. */
async function matches(
  repository: Repository,
  candidates: readonly Candidate[],
  files: readonly ExpectedFile[],
): Promise<Guess[]> {
  const names = candidates.flatMap(({ commit }) => files.map(({ path }) => `${commit}:${path}\n`));
  const { stdout } = await run(repository, ['cat-file', '--batch-check=%(objectname)'], names.join(''));
  const answers = stdout.toString('utf8').split('\n');
  return candidates.map((candidate, i) => {
    const own = answers.slice(i * files.length, (i + 1) * files.length);
    return { ...candidate, matching: files.filter((file, at) => isAsExpected(file, own[at] ?? '')).length };
  });
}

function isAsExpected({ blob }: ExpectedFile, answer: string): boolean {
  return blob === undefined ? answer.endsWith(' missing') : answer.startsWith(blob);
}

/** The tips of branches, remote branches and tags, the newest first. */
async function refTips(repository: Repository): Promise<Candidate[]> {
  const format = '--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname:short)';
  const args = ['for-each-ref', `--count=${MOST_REFS}`, '--sort=-creatordate', format];
  const { stdout } = await run(repository, [...args, 'refs/heads', 'refs/remotes', 'refs/tags']);
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const tip = /^(?:commit ([0-9a-f]+) {2}|tag [0-9a-f]+ commit ([0-9a-f]+)) (.+)$/.exec(line);
      return tip ? [{ commit: (tip[1] ?? tip[2])!, name: tip[3]! }] : [];
    });
}

/** What git writes for the new blob of a file that is gone. */
const ABSENT = '0000000';

/**
 * The commits that brought one of the blobs, or took a file away, among which the later ones of them are found; those before
 * which one was replaced, which it may have been since long before; last the merges, which join what two brought.
 */
async function holders(repository: Repository, files: readonly ExpectedFile[]): Promise<Candidate[]> {
  const { stdout: listed } = await run(repository, ['rev-list', '--all', '--parents', `--max-count=${MOST_COMMITS}`]);
  const lines = listed.toString('latin1');
  const parents = new Map(
    lines.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.split(' ').slice(1)]),
  );
  const options = ['--stdin', '-m', '-r', '-z', '--root', '--raw', '--no-abbrev', '--no-renames'];
  const paths = files.map(({ path }) => path);
  const { stdout } = await run(repository, ['diff-tree', ...options, '--', ...paths], lines);
  const wanted = new Map(files.map(({ path, blob }) => [path, blob]));
  const [brought, before, merged] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let commit = '';
  const tokens = stdout.toString('utf8').split('\0');
  for (const [at, token] of tokens.entries()) {
    const id = /^([0-9a-f]{40,64})\n?$/.exec(token.trim());
    if (id) commit = id[1]!;
    const [, old, blob] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/.exec(token.trim()) ?? [];
    if (old === undefined || blob === undefined) continue;
    const expected = wanted.get(tokens[at + 1] ?? '') ?? ABSENT;
    const [parent, ...more] = parents.get(commit) ?? [];
    if (blob.startsWith(expected)) (more.length > 0 ? merged : brought).add(commit);
    else if (old.startsWith(expected) && parent !== undefined && more.length === 0) before.add(parent);
  }
  return [...new Set([...brought, ...before, ...merged])].map((it) => ({ commit: it }));
}
