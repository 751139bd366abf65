import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FileChange, readSeries } from '../input/index.js';

/** A file that git sees changed: how many lines come and go; undefined for a binary one. */
interface Seen {
  readonly path: string;
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

/** Of a mailbox so many are held against git: each takes two processes. */
const MOST_MAILS = 4;

/**
 * What git sees in a mail, an mbox or a diff, and this program neither reads nor names; undefined when there is no such
 * thing. Where git sees nothing it proves nothing. A diagnostic names one of them: it says what was not read in full, or that
 * a copy was left out.
 * @param folder where files may be written
 */
export async function lieOf(bytes: Buffer, folder: string, read = readSeries): Promise<string | undefined> {
  const series = await read([{ kind: 'stdin', bytes }]);
  const known = series.patches.flatMap(({ files }) => files).map(seenAs);
  const seen = diffsOf(bytes, folder).flatMap((diff) => numstat(diff));
  const unread = seen.filter((one) => !known.some((it) => isSame(it, one)));
  // Where nothing was read at all, a line says why.
  const named =
    series.patches.length === 0 && series.diagnostics.length > 0 ? unread.length : series.diagnostics.length;
  if (unread.length <= named) return undefined;
  const said = series.diagnostics.map(({ message }) => message);
  return `git reads ${text(unread[0]!)}, foliolint ${[...known.map(text), ...said].join(', ') || 'nothing'}`;
}

function seenAs({ kind, oldPath, newPath, hunks }: FileChange): Seen {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const count = (wanted: string) => lines.filter((line) => line.kind === wanted).length;
  const isBinary = kind === 'binary';
  return {
    path: newPath ?? oldPath ?? '',
    added: isBinary ? undefined : count('added'),
    removed: isBinary ? undefined : count('removed'),
  };
}

function text({ path, added, removed }: Seen): string {
  return `${JSON.stringify(path)} +${added ?? '?'} -${removed ?? '?'}`;
}

/** How many folders to take off is a guess of git, too, where names are not all below `a/` and `b/`. */
function isSame(read: Seen, seen: Seen): boolean {
  const [own, other] = [`/${plain(read.path)}`, `/${plain(seen.path)}`];
  const samePath = own.endsWith(other) || other.endsWith(own);
  // Without its content a binary file has 0 lines for git, with it none.
  const isBinary = read.added === undefined && (seen.added ?? 0) === 0;
  return samePath && (isBinary || (read.added === seen.added && read.removed === seen.removed));
}

/** git takes the bytes of a name as they are, we decode them. */
function plain(path: string): string {
  return path.replace(/[^\x20-\x7e]+/g, '?');
}

/** The diffs of an input, as `git am` would apply them. */
function diffsOf(bytes: Buffer, folder: string): Buffer[] {
  if (!/^(?:From |[\x21-\x39\x3b-\x7e]+:)/.test(bytes.toString('latin1', 0, 200))) return [bytes];
  const split = join(folder, 'split');
  rmSync(split, { recursive: true, force: true });
  mkdirSync(split);
  git(['mailsplit', `-o${split}`, '-b', '--mboxrd'], bytes);
  return readdirSync(split)
    .sort()
    .slice(0, MOST_MAILS)
    .map((name) => {
      const diff = join(folder, 'diff');
      rmSync(diff, { force: true });
      git(['mailinfo', '-k', join(folder, 'message'), diff], readFileSync(join(split, name)));
      return readFileSync(diff);
    });
}

/** What `git apply` reads in a diff; nothing when it refuses it. */
function numstat(diff: Buffer): Seen[] {
  const told = git(['apply', '--numstat', '-z', '-'], diff);
  const number = (count: string) => (count === '-' ? undefined : Number(count));
  return told
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map((entry) => {
      const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(entry) as unknown as string[];
      return { path: path!, added: number(added!), removed: number(removed!) };
    });
}

function git(args: readonly string[], input: Buffer): Buffer {
  const { status, stdout } = spawnSync('git', args, { input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  return status === 0 ? stdout : Buffer.alloc(0);
}
