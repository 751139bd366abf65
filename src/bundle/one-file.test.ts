import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneFileProgram } from './one-file.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SERIES = `${ROOT}testdata/series/zswap-leak`;
const folder = mkdtempSync(join(tmpdir(), 'foliolint-one-file-'));

beforeAll(async () => {
  mkdirSync(join(folder, 'alone'));
  mkdirSync(join(folder, 'tmp'));
  writeFileSync(join(folder, 'alone/foliolint.cjs'), await oneFileProgram(ROOT));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: join(folder, 'alone'),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: join(folder, 'tmp') },
  });
  return { status, stdout, stderr };
}

describe('the one-file program', () => {
  it('finds what is found with nothing beside it, and leaves nothing behind', () => {
    const { status, stdout, stderr } = run(
      'foliolint.cjs',
      'check',
      `${SERIES}/series.mbox`,
      '--tree',
      `${SERIES}/tree`,
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^mm\/cellar\.c:46:3: error: .*\[refcount-leak\]\n(?:.*\n)*1 patch: 1 confirmed/);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    expect(readdirSync(join(folder, 'alone'))).toEqual(['foliolint.cjs']);
  });

  it.skipIf(!existsSync(`${ROOT}dist/program.cjs`))(
    'says what the installed program says (skipped before `npm run build`)',
    () => {
      for (const args of [['rules'], ['explain', 'over-put'], ['--version'], ['--help'], ['check', '--help'], ['chek']])
        expect(run('foliolint.cjs', ...args)).toEqual(run(`${ROOT}bin/foliolint.js`, ...args));
    },
  );

  it('has the licences of what it holds', () => {
    const text = readFileSync(join(folder, 'alone/foliolint.cjs'), 'utf8');
    for (const name of ['@oclif/core', 'tree-sitter', 'simple-git'])
      expect(text).toMatch(RegExp(`^${name} \\d.*\\(MIT\\)$`, 'm'));
  });

  it('loads no module that lies beside it', () => {
    const trap = join(folder, 'alone/node_modules/tree-sitter');
    mkdirSync(trap, { recursive: true });
    writeFileSync(join(trap, 'index.js'), 'console.log("trapped")');
    const { stdout } = run('foliolint.cjs', 'check', `${SERIES}/series.mbox`);
    expect(stdout).not.toContain('trapped');
    rmSync(join(folder, 'alone/node_modules'), { recursive: true });
  });
});
