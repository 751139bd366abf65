import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const THREAD = `${ROOT}testdata/series/review-thread`;
const built = existsSync(`${ROOT}dist/commands/review.js`);
const folder = mkdtempSync(join(tmpdir(), 'foliolint-review-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function foliolint(args: readonly string[], input: string | Buffer = '') {
  const env = {
    ...process.env,
    SOURCE_DATE_EPOCH: '1772700000',
  };
  const options = { cwd: folder, env, input, encoding: 'latin1' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/foliolint.js`, ...args], options);
  return { status, stdout, stderr };
}

const GIVEN = [`${THREAD}/series.mbox`, '--tree', `${THREAD}/tree`];
const FROM = ['--from', 'Rae Viewer <rae@example.org>'];

describe.skipIf(!built)('review (skipped before `npm run build`)', () => {
  it('prints the annotated mbox, the same from stdin and as a format of check', () => {
    const { status, stdout } = foliolint(['review', ...GIVEN, ...FROM]);
    expect(status).toBe(1);
    expect(stdout).toBe(readFileSync(`${THREAD}/review.txt`, 'utf8'));
    const piped = foliolint(['review', '-', ...GIVEN.slice(1), ...FROM], readFileSync(`${THREAD}/series.mbox`));
    expect(piped).toEqual({ status: 1, stdout, stderr: '' });
    const format = foliolint(['check', '--format', 'mbox', ...GIVEN]).stdout;
    expect(format.replace(/^From: .*\n(?=To: Ada Writer <ada@example.org>\nCc: linux-mm)/m, '')).toContain(
      'X-Foliolint: ',
    );
  });

  it('writes a mail for each reply into a folder', () => {
    expect(foliolint(['review', ...GIVEN, ...FROM, '-o', 'replies/'])).toEqual({ status: 1, stdout: '', stderr: '' });
    const [name, ...more] = readdirSync(join(folder, 'replies'));
    expect(more).toEqual([]);
    expect(name).toBe('0001-re-mm-aviary-fix-folio-refcount-leak-when-a-split-fails.eml');
    expect(readFileSync(join(folder, 'replies', name!), 'utf8')).toMatch(/^From: Rae Viewer <rae@example.org>\nTo: /);
  });

  it('never overwrites an input, under whatever name', () => {
    copyFileSync(GIVEN[0]!, join(folder, 'in.mbox'));
    linkSync(join(folder, 'in.mbox'), join(folder, 'other.mbox'));
    for (const output of ['in.mbox', './in.mbox', 'other.mbox']) {
      const { status, stderr } = foliolint(['review', 'in.mbox', '-o', output]);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `foliolint: -o ${output}: this is an input, it would be overwritten\n`,
      });
    }
    expect(readFileSync(join(folder, 'in.mbox'))).toEqual(readFileSync(GIVEN[0]!));
  });

  it.each([
    [['--from', 'Rae'], '--from Rae: write it as "Ada Writer <ada@example.org>"'],
    [['--include', 'plausible'], '--include plausible: not one of preexisting, transient, resolved'],
  ])('refuses %j', (args, line) => {
    const { status, stderr } = foliolint(['review', ...GIVEN, ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(`foliolint: ${line}`);
  });
});
