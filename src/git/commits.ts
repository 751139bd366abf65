import { resolve } from 'node:path';
import { type Diagnostic, printable, readSmallFile } from '../text/index.js';
import { run } from './command.js';
import { DIFF_CONFIGURATION, DIFF_OPTIONS } from './diff.js';
import { type Repository, resolveRevision } from './repository.js';

/** One commit as the mail that `git format-patch` would make of it. */
export interface CommitMail {
  /** Full commit id. */
  readonly id: string;
  /** `From`, headers, message, `---`, diffstat and diff; bytes as the repository holds them. */
  readonly mail: Uint8Array;
}

export interface Commits {
  readonly commits: readonly CommitMail[];
  readonly diagnostics: readonly Diagnostic[];
}

/** As many commits as one run looks at: a mistyped range over the kernel's history would take hours. */
const MOST_COMMITS = 2000;

/**
 * The commits that `range` names, oldest first, merges left out. The grammar is that of `checkpatch -g`: `A..B`, `REV`
 * for that one commit, `REV-N` for the last N commits that end at REV; besides `^A ^B C`, as git writes what is in C and
 * neither in A nor in B. A range that names nothing is a diagnostic.
 */
export async function commitsOf(repository: Repository, range: string): Promise<Commits> {
  const selection = await select(repository, range);
  if (typeof selection === 'string') return failed(range, selection);
  const listing = await run(repository, ['rev-list', '--no-merges', '--reverse', ...selection.arguments]);
  const ids = listing.stdout.toString('latin1').split('\n').filter(Boolean);
  if (!listing.ok) return failed(range, 'git cannot list these commits');
  if (selection.only && ids[0] !== selection.only) return failed(range, 'is a merge: name a range, such as REV^..REV');
  if (ids.length > MOST_COMMITS) return failed(range, `holds more than ${MOST_COMMITS} commits`);
  if (ids.length === 0) return failed(range, 'holds no commits', 'note');
  const first = await firstOfClone(repository, ids);
  if (first)
    return failed(
      range,
      `this shallow clone begins with ${first.slice(0, 12)}: git fetch --deepen=1 tells what it changed`,
    );
  const log = await run(repository, [...DIFF_CONFIGURATION, 'log', ...MAIL_OPTIONS, ...DIFF_OPTIONS], ids.join('\n'));
  if (log.isCut) return failed(range, 'holds more than 128 MB of patches');
  const commits = splitMails(log.stdout, ids);
  return commits.length === ids.length ? { commits, diagnostics: [] } : failed(range, 'git cannot print these commits');
}

/** Of a commit whose parents a shallow clone lacks, git shows every file as new. */
async function firstOfClone(repository: Repository, ids: readonly string[]): Promise<string | undefined> {
  const { ok, stdout } = await run(repository, ['rev-parse', '--git-path', 'shallow']);
  const file = ok && readSmallFile(resolve(repository.folder, stdout.toString('utf8').trim()), MOST_SHALLOW, false);
  const grafts = new Set(file && file.kind === 'text' ? file.text.split('\n') : []);
  return ids.find((id) => grafts.has(id));
}

/** A line for each commit that the clone begins with; a deep one of the kernel has hundreds. */
const MOST_SHALLOW = 16 << 20;

interface Selection {
  readonly arguments: readonly string[];
  /** Set when the user asked for exactly this commit. */
  readonly only?: string;
}

async function select(repository: Repository, range: string): Promise<Selection | string> {
  if (range.includes('...')) return 'write a range as A..B';
  if (/^\^\S/.test(range)) return selectBeyond(repository, range.trim().split(/ +/));
  const dots = range.indexOf('..');
  if (dots >= 0) {
    const [from, to] = [range.slice(0, dots) || 'HEAD', range.slice(dots + 2) || 'HEAD'];
    const ends = await Promise.all([resolveRevision(repository, from), resolveRevision(repository, to)]);
    if (!ends[0]) return `no such revision: ${printable(from)}`;
    if (!ends[1]) return `no such revision: ${printable(to)}`;
    return { arguments: ['--topo-order', `--max-count=${MOST_COMMITS + 1}`, `^${ends[0]}`, ends[1]] };
  }
  const counted = /^(.+)-(\d+)$/.exec(range);
  const last = counted && (await resolveRevision(repository, counted[1]!));
  if (last) return { arguments: [`--max-count=${Math.min(Number(counted[2]), MOST_COMMITS + 1)}`, last] };
  const only = await resolveRevision(repository, range);
  return only ? { arguments: ['--max-count=1', only], only } : `no such revision: ${printable(range)}`;
}

/** `^A ^B C`: the words may come in any order, and only these two kinds are known. */
async function selectBeyond(repository: Repository, words: readonly string[]): Promise<Selection | string> {
  const ends: string[] = [];
  for (const word of words) {
    const excluded = word.startsWith('^');
    const id = await resolveRevision(repository, excluded ? word.slice(1) : word);
    if (!id) return `no such revision: ${printable(word)}`;
    ends.push(excluded ? `^${id}` : id);
  }
  return { arguments: ['--topo-order', `--max-count=${MOST_COMMITS + 1}`, ...ends] };
}

const MAIL_OPTIONS = [
  '--stdin',
  '--no-walk=unsorted',
  '--format=email',
  '--stat=72',
  '--patch',
  '--encoding=UTF-8',
  '--no-notes',
  '--no-mailmap',
  '--no-decorate',
  '--no-show-signature',
];

/** A line `From <id of the next commit>` starts the next mail: no commit can hold the id of its descendant. */
function splitMails(output: Buffer, ids: readonly string[]): CommitMail[] {
  const commits: CommitMail[] = [];
  let start = 0;
  for (const [index, id] of ids.entries()) {
    if (output.toString('latin1', start, start + id.length + 6) !== `From ${id} `) return commits;
    const following = ids[index + 1];
    const mark = following === undefined ? -1 : output.indexOf(`\nFrom ${following} Mon Sep 17 00:00:00 2001\n`, start);
    const end = mark < 0 ? output.length : mark + 1;
    commits.push({ id, mail: output.subarray(start, end) });
    start = end;
  }
  return commits;
}

function failed(range: string, message: string, level: Diagnostic['level'] = 'error'): Commits {
  return { commits: [], diagnostics: [{ level, input: printable(range), message }] };
}
