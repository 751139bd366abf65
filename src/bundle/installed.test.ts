import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMS } from '../report/index.js';
import { PLAIN } from '../report/testing.js';
import { review } from '../review/index.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SERIES = 'testdata/series/zswap-leak';
const isBuilt = existsSync(`${ROOT}dist/program.cjs`);
const folder = mkdtempSync(join(tmpdir(), 'foliolint-installed-'));
const place = join(folder, 'lib/node_modules/foliolint');

/** What `npm install -g` of the packed package would leave, with the packages of this checkout. */
beforeAll(() => {
  if (!isBuilt) return;
  for (const path of packedFiles()) cpSync(`${ROOT}${path}`, join(place, path));
  symlinkSync(`${ROOT}node_modules`, join(place, 'node_modules'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync('../lib/node_modules/foliolint/bin/foliolint.js', join(folder, 'bin/foliolint'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function packedFiles(): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const packed = JSON.parse(spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8' }).stdout) as object;
  // Older versions of npm print a list, newer ones an object by package.
  const [{ files }] = Object.values(packed) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

/** Runs it from PATH, with a home that is no folder. */
function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync('foliolint', args, {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:${process.env.PATH}`, HOME: '/dev/null' },
  });
  return { status, stdout, stderr };
}

describe.skipIf(!isBuilt)('the installed program (skipped before `npm run build`)', () => {
  it('is what its sources are, letters beyond ASCII too', async () => {
    const { status, stdout, stderr } = run([
      'check',
      `${SERIES}/series.mbox`,
      '--tree',
      `${SERIES}/tree`,
      '--format=html',
    ]);
    const options = {
      inputs: [`${SERIES}/series.mbox`],
      tree: `${SERIES}/tree`,
      compare: true,
      source: true,
      cwd: ROOT,
    };
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toBe(FORMS.html.render(await review(options), { ...PLAIN, include: [] }));
    expect(stdout).toContain('→');
  });

  it('knows a reply in any language', () => {
    const [, diff] = readFileSync(`${ROOT}testdata/series/clean-fix/series.mbox`, 'utf8').split(/^(?=diff )/m);
    const mail = `Subject: =?utf-8?B?5Zue5aSN77yaIA==?=[PATCH] mm/cellar: check it\n\nTry this:\n\n${diff}`;
    expect(run(['check', '-'], mail).stdout).toMatch(/^0 patches, 1 aside/m);
  });

  it.each(
    [
      ['man'],
      ['completion', 'bash'],
      ['completion', 'zsh'],
      ['rules'],
      ['explain', 'refcount-leak'],
      ['contract', 'filemap_get_folio'],
      ['scan', 'mm/cellar.c', '--tree', `${SERIES}/tree`, '--fail-on=never'],
      ['replay', '35ad1d47', `${SERIES}/series.mbox`, '--tree', `${SERIES}/tree`],
      ['review', `${SERIES}/series.mbox`, '--fail-on=never'],
    ].map((args) => [args.join(' '), args] as const),
  )('answers %s', (_, args) => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  it('has its manual page beside it', () => {
    expect(readFileSync(join(place, 'dist/foliolint.1'), 'utf8')).toBe(run(['man']).stdout);
  });
});
