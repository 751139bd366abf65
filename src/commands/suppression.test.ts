import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = existsSync(`${ROOT}dist/cli/main.js`);
const SERIES = join(ROOT, 'testdata/series/zswap-leak');
const MAIL = readFileSync(join(SERIES, 'series.mbox'), 'utf8');
const CHECK = ['check', 'series.mbox', '--tree', join(SERIES, 'tree')];
const ID = '35ad1d47';

let home: string;
let folder: string;

function foliolint(...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: tmpdir() };
  const command = [`${ROOT}bin/foliolint.js`, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    env,
    encoding: 'utf8',
    input: '',
  });
  return { status, stdout, stderr };
}
const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, env: { ...process.env, HOME: home } });
function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'foliolint-life-')));
  folder = join(home, 'work');
  write('series.mbox', MAIL);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(!built)('foliolint ignore (skipped before `npm run build`)', () => {
  it('hides a finding, counts it, and shows it with its reason when asked', () => {
    git('init', '-q');
    expect(foliolint(...CHECK).status).toBe(1);
    expect(foliolint('ignore', ID.slice(0, 5), '-m', 'the table owns it', ...CHECK.slice(1))).toMatchObject({
      status: 0,
    });
    const lines = readFileSync(join(folder, '.git/foliolint/ignore'), 'utf8').split('\n');
    expect(lines[1]).toBe(`${ID} refcount-leak cellar_writeback_entry mm/cellar.c the table owns it`);
    const hidden = foliolint(...CHECK);
    expect(hidden).toEqual({
      status: 0,
      stdout: '1 patch: 0 confirmed, 0 unconfirmed; 1 ignored (--include ignored)\n',
      stderr: '',
    });
    const shown = foliolint(...CHECK, '--include', 'ignored');
    expect(shown.status).toBe(0);
    expect(shown.stdout).toMatch(
      /^mm\/cellar.c:46:3: error: .* \[refcount-leak, ignored\]\n {2}ignored: the table owns it\n/,
    );
    const json = JSON.parse(foliolint(...CHECK, '--include', 'ignored', '--format', 'json').stdout);
    expect(json.patches[0].findings[0].suppression).toEqual({ by: 'ignored', reason: 'the table owns it' });
    expect(JSON.parse(foliolint(...CHECK, '--format', 'json').stdout).summary).toMatchObject({
      confirmed: 0,
      ignored: 1,
    });
    expect(foliolint('replay', ID, ...CHECK.slice(1)).stdout).toContain('cellar_writeback_entry');
    expect(foliolint('ignore', '--list').stdout).toContain(`  ${lines[1]}\n`);
    expect(foliolint('ignore', '--remove', ID).status).toBe(0);
    expect(foliolint(...CHECK).status).toBe(1);
  });

  it('writes to the folder of the user outside of a repository', () => {
    expect(foliolint('ignore', ID, '-m', 'no').status).toBe(0);
    expect(readFileSync(join(home, '.config/foliolint/ignore'), 'utf8')).toContain(`${ID} - - - no\n`);
    expect(foliolint(...CHECK).status).toBe(0);
  });

  it.each([
    [['ignore'], 'name the ID of a finding, or --list, or --remove ID'],
    [['ignore', ID], `say why ${ID} is no finding: -m REASON`],
    [['ignore', ID, '-m', ' '], `say why ${ID} is no finding: -m REASON`],
    [['ignore', 'xyz', '-m', 'a'], 'xyz is no id of a finding: 8 hex digits, or fewer with the INPUT that was checked'],
    [['ignore', 'ffff', '-m', 'a', 'series.mbox'], 'no finding ffff in what was checked'],
    [['ignore', '--remove', ID], `${ID} is not ignored (foliolint ignore --list)`],
  ])('%j', (args, line) => {
    expect(foliolint(...args)).toMatchObject({ status: 2, stderr: `foliolint: ${line}\n` });
  });

  it('names each line that is broken or stale, and uses the others', () => {
    git('init', '-q');
    write('.git/foliolint/ignore', `# mine\nnonsense\n12345678 no-such-rule f a.c x\n${ID} over-put f a.c x\n`);
    const { status, stdout, stderr } = foliolint(...CHECK);
    expect(status).toBe(2);
    expect(stdout).toContain('1 patch: 1 confirmed');
    const file = join(folder, '.git/foliolint/ignore');
    expect(stderr.split('\n').slice(0, -1)).toEqual([
      `${file}:2: error: nonsense is no id of a finding: 8 hex digits`,
      `${file}:3: error: no rule no-such-rule any more: take this line out`,
      `${file}:4: error: ${ID} is a finding of refcount-leak now: take this line out`,
    ]);
  });
});

describe.skipIf(!built)('a note below the cut line (skipped before `npm run build`)', () => {
  const noted = (note: string) => write('series.mbox', MAIL.replace('\n---\n', `\n---\n${note}\n\n`));

  it('hides what the author explains, and says so', () => {
    noted('foliolint: ignore refcount-leak the table owns it');
    expect(foliolint(...CHECK)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 ignored by a note in the patch (--include ignored)'),
    });
    expect(foliolint(...CHECK, '--include', 'ignored').stdout).toContain('  noted: the table owns it\n');
  });

  it.each([
    ['foliolint: ignore refcount-leek why', 'no rule refcount-leek'],
    ['foliolint: ignore refcount-leak', 'a note is foliolint: ignore RULE REASON'],
  ])('%s', (note, message) => {
    noted(note);
    const { status, stdout, stderr } = foliolint(...CHECK);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `series.mbox:13: error: ${message}\n` });
    expect(stdout).toContain('1 patch: 1 confirmed');
  });
});

describe.skipIf(!built)('foliolint baseline (skipped before `npm run build`)', () => {
  it('hides what was written, of check and of scan', () => {
    expect(foliolint('baseline', 'write', 'known', ...CHECK.slice(1)).stdout).toBe('1 finding written to known\n');
    expect(readFileSync(join(folder, 'known'), 'utf8')).toBe(
      `# foliolint baseline: ID RULE FUNCTION FILE\n${ID} refcount-leak cellar_writeback_entry mm/cellar.c\n`,
    );
    expect(foliolint(...CHECK, '--baseline', 'known')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 in the baseline (--include baseline)'),
    });
    expect(foliolint(...CHECK, '--baseline', 'nowhere')).toMatchObject({
      status: 2,
      stderr: 'nowhere: error: this does not exist\n',
    });
    write('mm/a.c', leaky('one'));
    expect(foliolint('scan', 'mm').status).toBe(1);
    expect(foliolint('baseline', 'write', 'known', '--scan', 'mm').stdout).toBe('1 finding written to known\n');
    write('mm/a.c', leaky('one') + leaky('two'));
    const { stdout } = foliolint('scan', 'mm', '--baseline', 'known');
    expect(stdout).toContain('two()');
    expect(stdout).not.toContain('one()');
  });
});

function leaky(name: string): string {
  const get = '\tstruct folio *folio = folio_alloc(GFP_KERNEL, 0);\n\n\tif (!folio)\n\t\treturn -ENOMEM;\n';
  return `int ${name}(int busy)\n{\n${get}\tif (busy)\n\t\treturn -EBUSY;\n\tfolio_put(folio);\n\treturn 0;\n}\n`;
}

describe.skipIf(!built)('check --since (skipped before `npm run build`)', () => {
  const FIXED = MAIL.replace('+\t\treturn ret;', '+\t\tfolio_put(folio);\n+\t\treturn ret;').replace(
    ',12 @@',
    ',13 @@',
  );

  it('tells new, still there and fixed', () => {
    write('v1.mbox', MAIL);
    const still = foliolint(...CHECK, '--since', 'v1.mbox');
    expect(still.status).toBe(1);
    expect(still.stdout).toContain('[refcount-leak, still]');
    expect(still.stdout).toContain('since v1.mbox: 0 new, 1 still there, 0 fixed');
    write('series.mbox', FIXED);
    const fixed = foliolint(...CHECK, '--since', 'v1.mbox');
    expect(fixed.status).toBe(0);
    expect(fixed.stdout).toMatch(
      RegExp(
        `^fixed since v1.mbox:\n {2}mm/cellar.c: cellar_writeback_entry\\(\\): .* \\[refcount-leak\\] \\(fixed ${ID}\\)\n`,
      ),
    );
    const { since } = JSON.parse(foliolint(...CHECK, '--since', 'v1.mbox', '--format', 'json').stdout);
    expect(since).toMatchObject({ input: 'v1.mbox', fixed: [{ id: ID, since: 'fixed' }] });
    write('series.mbox', MAIL);
    write('v1.mbox', FIXED);
    expect(foliolint(...CHECK, '--since', 'v1.mbox').stdout).toContain('[refcount-leak, new]');
    const nowhere = foliolint(...CHECK, '--since', 'nowhere');
    expect(nowhere).toMatchObject({ status: 2, stdout: expect.stringContaining('[refcount-leak]') });
    expect(nowhere.stdout).not.toContain('since nowhere');
  });
});

describe.skipIf(!built)('configuration (skipped before `npm run build`)', () => {
  const terse = /^mm\/cellar.c:46: ERROR/;

  it('is git config, then .foliolint.conf, then the flags', () => {
    git('init', '-q');
    git('config', 'foliolint.tree', join(SERIES, 'tree'));
    git('config', 'foliolint.failOn', 'never');
    git('config', 'foliolint.terse', 'true');
    expect(foliolint('check', 'series.mbox')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(terse),
      stderr: '',
    });
    writeFileSync(join(home, '.foliolint.conf'), '# mine\n--fail-on confirmed --no-summary\n');
    expect(foliolint('check', 'series.mbox')).toMatchObject({
      status: 1,
      stdout: expect.not.stringContaining('1 patch'),
    });
    expect(foliolint('check', 'series.mbox', '--fail-on', 'never').status).toBe(0);
  });

  it('takes from the tree under review only what hides nothing', () => {
    write('.foliolint.conf', '--terse\n--ignore refcount-leak --fail-on=never\n--output stolen\n');
    const { status, stdout, stderr } = foliolint(...CHECK);
    expect(stdout).toMatch(terse);
    expect(existsSync(join(folder, 'stolen'))).toBe(false);
    expect(status).toBe(2);
    expect(stderr).toBe(
      [
        '.foliolint.conf:2: warning: --ignore is not taken from the tree under review: ~/.foliolint.conf and git config may',
        '.foliolint.conf:2: warning: --fail-on is not taken from the tree under review: ~/.foliolint.conf and git config may',
        '.foliolint.conf:3: error: this is no option that can be configured',
        '',
      ].join('\n'),
    );
  });

  it('names what it does not know, and goes on', () => {
    git('init', '-q');
    git('config', 'foliolint.tre', 'x');
    git('config', 'foliolint.failOn', 'bogus');
    git('config', 'foliolint.blockPush', 'true');
    writeFileSync(join(home, '.foliolint.conf'), 'terse\n--types no-such-rule\n--terse=1 --format\n');
    const { status, stdout, stderr } = foliolint(...CHECK);
    expect(status).toBe(2);
    expect(stdout).toContain('1 patch: 1 confirmed');
    const conf = join(home, '.foliolint.conf');
    expect(stderr.split('\n').slice(0, -1)).toEqual([
      'git config foliolint.tre: error: there is no such key',
      `${conf}:1: error: terse is no option: write --NAME, or --NAME VALUE`,
      'git config foliolint.failon: error: --fail-on: there is no bogus',
      `${conf}:2: error: --types: there is no no-such-rule`,
      `${conf}:3: error: --terse takes no value, and has 1`,
      `${conf}:3: error: --format lacks its value`,
    ]);
  });
});
