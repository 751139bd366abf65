import type { Random } from '../random.js';
import { cFile } from './c.js';

const PATHS = ['mm/x.c', 'include/linux/page_ref.h', 'fs/a b.c', 'mm/caf\xc3\xa9.c', 'mm/x"y.c', 'x.c', 'mm/a/b/c/d.c'];
const OTHER_PATHS = ['Documentation/x.rst', 'mm/Kconfig', 'mm/x.S', 'mm/t\tb.c', 'a.inc', 'b/mm/x.c', 'mm/x.c.orig'];

/** A diff as git, diff -u, quilt or a hand writes it, of one to three files. */
export function diff(random: Random): string {
  const count = random.pick([1, 1, 2, 3]);
  return Array.from({ length: count }, () => fileDiff(random)).join('');
}

interface Names {
  readonly old: string;
  readonly fresh: string;
}

function fileDiff(random: Random): string {
  const { pick, chance } = random;
  const path = pick(chance(0.8) ? PATHS : OTHER_PATHS);
  const other = chance(0.1) ? pick(PATHS) : path;
  const names = { old: quoted(`a/${path}`), fresh: quoted(`b/${other}`) };
  const kind = pick(['change', 'change', 'change', 'change', 'create', 'delete', 'mode', 'binary', 'plain', 'bare']);
  const git = `diff --git ${names.old} ${names.fresh}\n${renaming(path, other, random)}`;
  const index = `index ${hex(random, 12)}..${hex(random, 12)}`;
  switch (kind) {
    case 'create':
      return `${git}new file mode 100644\nindex 000000000000..${hex(random, 12)}\n${body({ ...names, old: '/dev/null' }, random, 'add')}`;
    case 'delete':
      return `${git}deleted file mode 100644\n${index}\n${body({ ...names, fresh: '/dev/null' }, random, 'remove')}`;
    case 'mode':
      return `${git}old mode 100644\nnew mode 100755\n${chance(0.5) ? `${index}\n${body(names, random)}` : ''}`;
    case 'binary':
      return `${git}${index} 100644\n${pick([`Binary files ${names.old} and ${names.fresh} differ\n`, BINARY])}`;
    case 'plain':
      return `Index: ${path}\n${'='.repeat(67)}\n${body({ old: `${path}.orig\t2026-02-03 08:01:17 +0000`, fresh: `${path}\t2026-02-03` }, random)}`;
    case 'bare':
      return body(names, random);
    default:
      return `${git}${index} 100644\n${body(names, random)}`;
  }
}

const BINARY = 'GIT binary patch\nliteral 3\nKcmZQzU|;|M00aO5\n\nliteral 0\nHcmV?d00001\n\n';

function renaming(path: string, other: string, { pick }: Random): string {
  if (path === other) return '';
  const verb = pick(['rename', 'copy']);
  return `similarity index 90%\n${verb} from ${quoted(path)}\n${verb} to ${quoted(other)}\n`;
}

/** As core.quotePath writes names. */
function quoted(path: string): string {
  const escaped = path
    .replace(/["\\]/g, '\\$&')
    .replace(/\t/g, '\\t')
    .replace(/[\x80-\xff]/g, (byte) => `\\${byte.charCodeAt(0).toString(8)}`);
  return escaped === path ? path : `"${escaped}"`;
}

function hex({ below }: Random, length: number): string {
  return Array.from({ length }, () => below(16).toString(16)).join('');
}

function body({ old, fresh }: Names, random: Random, only?: 'add' | 'remove'): string {
  const lines = cFile(random).trimEnd().split('\n');
  const hunks: string[] = [];
  let [at, shift] = [0, 0];
  do {
    const kept = lines.slice(at, at + 2 + random.below(12));
    const marked = only ? kept.map((line) => (only === 'add' ? '+' : '-') + line) : edited(kept, random);
    const [minus, plus] = [count(marked, '-'), count(marked, '+')];
    const first = (n: number, here: number) => (n === 0 ? 0 : here);
    const ranges = `-${range(first(minus, at + 1), minus, random)} +${range(first(plus, at + 1 + shift), plus, random)}`;
    hunks.push(
      `@@ -${ranges.slice(1)} @@${random.pick(['', ' int f0(void)', ' static int f1(struct folio *folio,'])}\n`,
    );
    hunks.push(...marked.map((line) => `${line}\n`));
    if (random.chance(0.1)) hunks.push('\\ No newline at end of file\n');
    shift += plus - minus;
    at += kept.length + random.below(20);
  } while (only === undefined && at < lines.length && random.chance(0.5));
  return `--- ${old}\n+++ ${fresh}\n${hunks.join('')}`;
}

function edited(lines: readonly string[], { chance, pick }: Random): string[] {
  const changed = lines.flatMap((line) => {
    if (chance(0.2)) return [`-${line}`];
    if (chance(0.15)) return [`-${line}`, `+${line} /* x */`];
    return chance(0.2)
      ? [`+\t${pick(['folio_put(folio);', 'goto out;', '-- x', '++ y', '@@ -1 +1 @@', ''])}`, ` ${line}`]
      : [` ${line}`];
  });
  return changed.some((line) => line[0] !== ' ') ? changed : [...changed, '+'];
}

/** Lines of one version of the file: those of the other do not count. */
function count(lines: readonly string[], own: '-' | '+'): number {
  return lines.filter((line) => line[0] === ' ' || line[0] === own).length;
}

function range(start: number, length: number, { chance }: Random): string {
  return length === 1 && chance(0.8) ? `${start}` : `${start},${length}`;
}

/** A diff that takes a whole file away and puts another in its place: what is the same in front and behind is context. */
export function wholeDiff(path: string, before: string, after: string): string {
  const [old, fresh] = [before, after].map((text) => text.replace(/\n$/, '').split('\n')) as [string[], string[]];
  const most = Math.min(old.length, fresh.length);
  let front = 0;
  while (front < most && old[front] === fresh[front]) front++;
  let back = 0;
  while (back < most - front && old.at(-1 - back) === fresh.at(-1 - back)) back++;
  const lines = [
    ...old.slice(0, front).map((line) => ` ${line}`),
    ...old.slice(front, old.length - back).map((line) => `-${line}`),
    ...fresh.slice(front, fresh.length - back).map((line) => `+${line}`),
    ...old.slice(old.length - back).map((line) => ` ${line}`),
  ];
  const head = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`;
  return `${head}@@ -1,${old.length} +1,${fresh.length} @@\n${lines.map((line) => `${line}\n`).join('')}`;
}
