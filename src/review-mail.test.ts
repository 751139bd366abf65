import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { canSendEmail } from './githook/testing.js';
import { type Report, renderMbox, replyFileName, reviewMails } from './report/index.js';
import { OPTIONS } from './report/mail/testing.js';
import { review } from './review/index.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const THREAD = `${ROOT}testdata/series/review-thread`;
const folder = mkdtempSync(join(tmpdir(), 'foliolint-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const checked = (input: string, tree?: string): Promise<Report> =>
  review({ inputs: [input], ...(tree !== undefined && { tree }), compare: true, cwd: ROOT });

/** Runs a program with a home of its own: what the tester has configured must not matter. */
function run(program: string, args: readonly string[], cwd: string) {
  const env = {
    ...process.env,
    HOME: folder,
    XDG_CACHE_HOME: folder,
    XDG_DATA_HOME: folder,
    GIT_AUTHOR_DATE: '1772700000 +0000',
    TERM: 'vt100',
    LINES: '40',
    COLUMNS: '120',
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    input: '',
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}

const has = (program: string, ...args: string[]) => run(program, args, folder).status === 0;

/** The thread with our replies, in a folder of its own beside a repository with its tree. */
async function written(name: string) {
  const place = join(folder, name);
  const tree = join(place, 'tree');
  mkdirSync(place);
  cpSync(`${THREAD}/tree`, tree, { recursive: true });
  for (const args of [
    ['init', '-q'],
    ['config', 'user.name', 'R'],
    ['config', 'user.email', 'r@example.org'],
    ['add', '.'],
    ['commit', '-qm', 'base'],
  ])
    run('git', args, tree);
  const report = await checked(`${THREAD}/series.mbox`, `${THREAD}/tree`);
  const replies = reviewMails(report, OPTIONS);
  writeFileSync(join(place, 'review.mbox'), renderMbox(report, replies, OPTIONS));
  const files = replies.replies.map((reply) => join(place, replyFileName(reply)));
  for (const [i, file] of files.entries()) writeFileSync(file, replies.replies[i]!.text);
  return { place, tree, mbox: join(place, 'review.mbox'), files };
}

const IDS = [
  '20260203080117.71-1-ada@example.org',
  '20260203080117.71-2-ada@example.org',
  '6D2C57A3@example.org',
  'e3aa41d9@example.org',
  'foliolint-8e9f950b.20260203080117.71-2-ada@example.org',
  '20260203080117.71-3-ada@example.org',
];

describe('the annotated mbox of a thread', () => {
  it('reads as a reviewer would have written it', async () => {
    const report = await checked(`${THREAD}/series.mbox`, `${THREAD}/tree`);
    const mbox = Buffer.from(renderMbox(report, reviewMails(report, OPTIONS), OPTIONS));
    await expect(mbox.toString('latin1')).toMatchFileSnapshot(`${THREAD}/review.txt`);
  });

  it('holds the mails of the input byte for byte', async () => {
    const report = await checked(`${THREAD}/series.mbox`, `${THREAD}/tree`);
    const mbox = Buffer.from(renderMbox(report, reviewMails(report, OPTIONS), OPTIONS)).toString('latin1');
    const theirs = mbox.split(/^(?=From mboxrd@z )/m).filter((mail) => !mail.includes('\nX-Foliolint: '));
    expect(theirs.join('')).toBe(readFileSync(`${THREAD}/series.mbox`, 'latin1'));
  });
});

describe('replies to the other series', () => {
  const names = readdirSync(`${ROOT}testdata/series`).filter((name) => name !== 'review-thread');
  it.each(names.sort())('%s', async (name) => {
    const report = await checked(`testdata/series/${name}/series.mbox`, `testdata/series/${name}/tree`);
    const options = { ...OPTIONS, repliesOnly: true };
    const mbox = Buffer.from(renderMbox(report, reviewMails(report, options), options));
    const expected = `${ROOT}testdata/series/${name}/replies.mbox`;
    if (mbox.length === 0) expect(existsSync(expected)).toBe(false);
    else await expect(mbox.toString('utf8')).toMatchFileSnapshot(expected);
  });
});

describe('a saved page', () => {
  it('gives a draft with the headers that the page has', async () => {
    const report = await checked('testdata/mail/refcount-page.txt');
    const { replies, diagnostics } = reviewMails(report, OPTIONS);
    await expect(replies.map(({ text }) => text).join('')).toMatchFileSnapshot(
      `${ROOT}testdata/mail/refcount-page.eml`,
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'this is no mail: the reply is a draft and lacks a Message-ID to answer and the address of Ada Writer',
    ]);
  });
});

describe.skipIf(!has('git', '--version'))('git (skipped when it is missing)', () => {
  it('splits the mbox into its mails, and finds no patch in ours', async () => {
    const { place, mbox } = await written('mailinfo');
    expect(run('git', ['mailsplit', '--mboxrd', `-o${place}`, mbox], place).stdout).toBe('6\n');
    const sizes = IDS.map((_, i) => {
      const mail = readFileSync(join(place, `000${i + 1}`));
      spawnSync('git', ['mailinfo', '--scissors', 'message', 'patch'], { cwd: place, input: mail });
      return (
        readFileSync(join(place, 'patch')).length > 0 &&
        readFileSync(join(place, 'patch'), 'utf8').includes('diff --git')
      );
    });
    expect(sizes).toEqual([false, true, false, false, false, true]);
  });

  it('am applies the patches and nothing of ours', async () => {
    const { tree, mbox } = await written('am');
    expect(run('git', ['am', '-q', '--empty=drop', mbox], tree)).toMatchObject({ status: 0 });
    expect(run('git', ['log', '--format=%an: %s', 'HEAD'], tree).stdout).toBe(
      'Ada Writer: mm/aviary: leave locked folios alone\nAda Writer: mm/aviary: fix folio refcount leak when a split fails\nR: base\n',
    );
    expect(run('git', ['log', '--format=%b'], tree).stdout).not.toMatch(/foliolint|over-put/);
  });

  it.skipIf(!canSendEmail())('send-email keeps a reply in its thread (skipped where it cannot send)', async () => {
    const { place, files } = await written('send-email');
    const options = ['--dry-run', '--no-validate', '--confirm=never', '--suppress-cc=self', '--smtp-server=/bin/true'];
    const { status, stdout } = run(
      'git',
      ['send-email', ...options, '--from=Rae Viewer <rae@example.org>', ...files],
      place,
    );
    expect(status).toBe(0);
    expect(stdout).toContain(`\nIn-Reply-To: <${IDS[1]}>\nReferences: <${IDS[0]}> <${IDS[1]}>\n`);
    expect(stdout).toContain('\nX-Foliolint: rule=over-put status=confirmed id=8e9f950b\n');
    expect(stdout).toContain('\nSubject: Re: [PATCH 1/2] mm/aviary: fix folio refcount leak when a split fails\n');
  });
});

describe.skipIf(!has('b4', '--version'))('b4 (skipped when it is missing)', () => {
  it('am takes the two patches and adds no trailer', async () => {
    const { place, tree, mbox } = await written('b4');
    const { status } = run('b4', ['--no-stdin', '--offline-mode', 'am', '-m', mbox, '-o', place, IDS[0]!], tree);
    expect(status).toBe(0);
    const [ready] = readdirSync(place).filter((name) => name.endsWith('.mbx'));
    const text = readFileSync(join(place, ready!), 'utf8');
    expect(text.match(/^Message-Id: .*$/gim)).toHaveLength(2);
    expect(text.match(/^[\w-]+-by: .*|^(?:Fixes|Cc|Link): .*/gm)).toEqual(
      Array(2).fill('Signed-off-by: Ada Writer <ada@example.org>'),
    );
  });

  it('mbox keeps all of the thread', async () => {
    const { place, tree, mbox } = await written('b4-mbox');
    run('b4', ['--no-stdin', '--offline-mode', 'mbox', '-m', mbox, '-o', place, IDS[0]!], tree);
    const [saved] = readdirSync(place).filter((name) => name.endsWith('.mbx'));
    const ids = readFileSync(join(place, saved!), 'latin1').match(/^Message-ID: <.*>$/gm);
    expect(ids?.sort()).toEqual(IDS.map((id) => `Message-ID: <${id}>`).sort());
  });
});

describe.skipIf(!has('mutt', '-v') || !has('script', '--version'))('mutt (skipped when it is missing)', () => {
  it('shows the reply in the thread, below its patch', async () => {
    const { place, mbox } = await written('mutt');
    const settings = [
      'sort=threads',
      'strict_threads=yes',
      'pipe_split=no',
      'wait_key=no',
      'quit=yes',
      'move=no',
      'folder=.',
    ];
    writeFileSync(join(place, 'muttrc'), settings.map((setting) => `set ${setting}\n`).join(''));
    const keys = '<tag-pattern>~A<enter><tag-prefix><pipe-message>cat > order<enter><quit>';
    run('script', ['-qec', `mutt -n -F muttrc -R -f ${mbox} -e 'push "${keys}"'`, '/dev/null'], place);
    const order = readFileSync(join(place, 'order'), 'latin1').match(/^Message-ID: <.*>$/gm);
    expect(order).toEqual(IDS.map((id) => `Message-ID: <${id}>`));
  });
});
