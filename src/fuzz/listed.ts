import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scan } from '../review/index.js';
import { printable } from '../text/index.js';

/** A function that leaks, so that a file that is read has a finding. */
const LEAK = `static int frob(void)
{
	struct folio *folio = folio_alloc(GFP_KERNEL, 0);

	if (!folio)
		return -ENOMEM;
	folio_mark_dirty(folio);
	return 0;
}
`;

/** What a file of the repository is; each stands for a line `KIND PATH` of the description. */
export const FILE_KINDS = {
  leak: LEAK,
  crlf: LEAK.replaceAll('\n', '\r\n'),
  bom: `\xef\xbb\xbf${LEAK}`,
  latin: `/* caf\xe9 */\n${LEAK}`,
  binary: `${LEAK}\0`,
  'no-end': LEAK.trimEnd(),
  long: `${'x'.repeat(200_000)}\n${LEAK}`,
} as const;

/**
 * Makes a repository of the files that the lines of `text` describe, and scans it. A file that `git ls-files` lists as C
 * must have its finding, or be named in a diagnostic; the first that is not is given back.
 */
export async function unreadOf(text: string, folder: string): Promise<string | undefined> {
  const top = join(folder, 'repository');
  rmSync(top, { recursive: true, force: true });
  mkdirSync(top);
  writeFileSync(join(top, 'Makefile'), 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n');
  writeFileSync(join(top, 'Kbuild'), '');
  for (const line of text.split('\n')) place(top, line);
  git(top, ['init', '-q']);
  git(top, ['add', '-A']);
  git(top, ['-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'x']);
  const listed = git(top, ['ls-files', '-s', '-z', '*.c', '*.h']).split('\0').flatMap(fileIn);
  const { patches, diagnostics } = await scan({ paths: ['.'], tree: top, cwd: top });
  const found = new Set(patches.flatMap(({ findings }) => findings.map(({ finding }) => finding.file)));
  const skipped = patches.flatMap((patch) => patch.skipped.map(({ file }) => file));
  const said = [...diagnostics.map(({ input, message }) => `${input} ${message}`), ...skipped].join('\n');
  const lost = listed.find((path) => !found.has(path) && !said.includes(printable(path)));
  return lost === undefined ? undefined : `git lists ${JSON.stringify(lost)}, foliolint neither reads nor names it`;
}

/** The path in an entry `MODE ID STAGE TAB PATH`; none for a link, whose text is no C. */
function fileIn(entry: string): string[] {
  return /^100\d{3} \S+ \d\t(.*)$/s.exec(entry)?.slice(1) ?? [];
}

/** A path that cannot be made, or is made already, is left out. */
function place(top: string, line: string): void {
  const [, kind = '', path = ''] = /^(\S+) ([^\0]+)$/.exec(line) ?? [];
  const parts = path.split('/');
  if (
    parts.some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase())) ||
    Buffer.byteLength(path, 'latin1') > 200
  )
    return;
  const file = Buffer.concat([Buffer.from(`${top}/`), Buffer.from(path, 'latin1')]);
  try {
    mkdirSync(Buffer.from(dirname(file.toString('latin1')), 'latin1'), { recursive: true });
    if (kind === 'link') symlinkSync('Makefile', file);
    else writeFileSync(file, FILE_KINDS[kind as keyof typeof FILE_KINDS] ?? LEAK, { encoding: 'latin1', flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  }
}

function git(top: string, args: readonly string[]): string {
  return spawnSync('git', args, { cwd: top, stdio: ['ignore', 'pipe', 'ignore'] }).stdout.toString('utf8');
}
