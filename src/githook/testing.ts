import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Is there a program to put into PATH? */
export const built = existsSync(`${ROOT}dist/cli/main.js`);

/** Can `git send-email` send here? It starts without the Perl modules that it needs then; and the hook is a shell script. */
export function canSendEmail(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-send-'));
  const mail = join(folder, 'mail');
  writeFileSync(mail, 'From: Ada Writer <ada@example.org>\nSubject: [PATCH] x\nCc: bo@example.org\n\n');
  const sender = ['-c', 'user.name=Ada Writer', '-c', 'user.email=ada@example.org'];
  const addresses = ['--from=ada@example.org', '--to=list@example.org', '--confirm=never'];
  const sent = spawnSync('git', [...sender, 'send-email', '--dry-run', '--smtp-server=/bin/true', ...addresses, mail], {
    cwd: folder,
  });
  rmSync(folder, { recursive: true });
  return sent.status === 0 && ['sed', 'grep'].every((tool) => spawnSync(tool, ['--version']).error === undefined);
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A fresh repository in a path with a blank, whose mails end in a file; `foliolint` is found through PATH. */
export interface Sandbox {
  /** The folder to remove at the end; the home of the user, too. */
  readonly top: string;
  readonly repository: string;
  /** The folder with `foliolint`. */
  readonly bin: string;
  readonly run: (command: string, args: readonly string[], more?: Readonly<Record<string, string>>) => Ran;
  readonly git: (...args: string[]) => Ran;
  readonly foliolint: (...args: string[]) => Ran;
  /** The subjects of the mails that were sent. */
  readonly sent: () => readonly string[];
}

/** Makes one. Nothing of the machine's git configuration or home is seen in it. */
export function sandbox(): Sandbox {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'foliolint-hook-')));
  const [repository, bin] = [join(top, 'my kernel'), join(top, 'bin')];
  for (const folder of [bin, join(repository, 'mm')]) mkdirSync(folder, { recursive: true });
  script(join(bin, 'foliolint'), `exec "${process.execPath}" "${ROOT}bin/foliolint.js" "$@"`);
  script(join(bin, 'smtp'), 'cat >>"$HOME/mails"');
  const base = {
    PATH: [bin, ...foldersWithout('foliolint', top)].join(':'),
    HOME: top,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: tmpdir(),
  };
  const run: Sandbox['run'] = (command, args, { cwd = repository, ...more } = {}) => {
    const options = { cwd, env: { ...base, ...more }, encoding: 'utf8', input: '' } as const;
    const { status, stdout, stderr } = spawnSync(command, args, options);
    return { status, stdout, stderr };
  };
  const git: Sandbox['git'] = (...args) => run('git', args);
  git('init', '-q', '-b', 'main');
  for (const [key, value] of Object.entries({ ...SETTINGS, 'sendemail.smtpServer': join(bin, 'smtp') }))
    git('config', key, value);
  const mails = join(top, 'mails');
  const sent = () => (existsSync(mails) ? (readFileSync(mails, 'utf8').match(/^Subject: .*/gm) ?? []) : []);
  return { top, repository, bin, run, git, foliolint: (...args) => run('foliolint', args), sent };
}

/** The folders of PATH; one that has `program`, as `npm link` leaves it, is stood for by links to all else in it. */
function foldersWithout(program: string, top: string): string[] {
  return (process.env.PATH ?? '').split(':').map((folder, i) => {
    if (!existsSync(join(folder, program))) return folder;
    const links = join(top, `path-${i}`);
    mkdirSync(links);
    for (const name of readdirSync(folder))
      if (name !== program) symlinkSync(join(realpathSync(folder), name), join(links, name));
    return links;
  });
}

const SETTINGS = {
  'user.name': 'Ada Writer',
  'user.email': 'ada@example.org',
  'sendemail.confirm': 'never',
  'sendemail.suppressCc': 'all',
  'sendemail.to': 'list@example.org',
};

/** Writes a shell script that can be executed. */
export function script(path: string, ...lines: string[]): void {
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
}

/** Commits a series and formats it with a cover letter that talks of diffs: of its three patches the second is good. */
export function series({ top, repository, git }: Sandbox): string[] {
  const commit = (name: string, more: string) => {
    writeFileSync(join(repository, 'mm', `${name}.c`), source(name, more));
    git('add', '.');
    git('commit', '-q', '-m', `mm/${name}: change it`);
  };
  for (const name of ['one', 'two', 'three']) commit(name, '');
  commit('one', '\tif (busy)\n\t\treturn -EBUSY;\n');
  commit('two', '\tfolio_mark_dirty(folio);\n');
  commit('three', '\tif (busy)\n\t\treturn -EAGAIN;\n');
  const out = join(top, 'out put');
  git('format-patch', '-q', '--cover-letter', '--interdiff=HEAD~1', '-o', out, '-3');
  const files = readdirSync(out)
    .sort()
    .map((name) => join(out, name));
  const cover = readFileSync(files[0]!, 'utf8');
  writeFileSync(files[0]!, cover.replace(/\*\*\* .* \*\*\*/g, 'folio_put(), diff --git and such'));
  return files;
}

function source(name: string, more = ''): string {
  return [
    `int ${name}_read(struct address_space *mapping, pgoff_t index, bool busy)`,
    '{',
    '\tstruct folio *folio = filemap_get_folio(mapping, index);',
    '',
    '\tif (IS_ERR(folio))',
    '\t\treturn PTR_ERR(folio);',
    `${more}\tfolio_mark_accessed(folio);`,
    '\tfolio_put(folio);',
    '\treturn 0;',
    '}',
    '',
  ].join('\n');
}
