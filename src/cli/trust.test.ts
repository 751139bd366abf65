import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reviewByMail } from './review.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = existsSync(`${ROOT}dist/cli/main.js`);
const [SERIES, TREE] = ['series.mbox', 'tree'].map((name) => join(ROOT, 'testdata/series/use-after-put', name)) as [
  string,
  string,
];

let folder: string;
const at = (path: string) => join(folder, path);
const foliolint = (...args: string[]) => {
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: at('cache'), XDG_CONFIG_HOME: at('config') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/foliolint.js`, ...args], {
    cwd: at('work'),
    env,
    encoding: 'utf8',
    input: '',
    timeout: 20_000,
  });
  return { status, stdout, stderr };
};
const check = (...args: string[]) => foliolint('check', SERIES, '--tree', TREE, ...args);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foliolint-trust-'));
  mkdirSync(at('work'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!built)('what others left in the folder (skipped before `npm run build`)', () => {
  it('is not written through, where a link leads out', () => {
    writeFileSync(at('victim'), 'mine');
    symlinkSync('../victim', at('work/report'));
    symlinkSync('..', at('work/up'));
    for (const name of ['report', 'up/victim', 'up/new', at('work/report')]) {
      const { status, stderr } = check('-o', name);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/: a link leads out of the folder, to /)]);
    }
    expect([readFileSync(at('victim'), 'utf8'), existsSync(at('new'))]).toEqual(['mine', false]);
    writeFileSync(at('work/old'), '');
    symlinkSync('old', at('work/inside'));
    expect(check('-o', 'inside').status).toBe(1);
    expect(readFileSync(at('work/old'), 'utf8')).toContain('[use-after-put]');
    expect(check('-o', '../beside').status).toBe(1);
  });

  it('hides nothing without a count', () => {
    execFileSync('git', ['init', '-q'], { cwd: at('work') });
    execFileSync('git', ['config', 'foliolint.ignore', 'use-after-put'], { cwd: at('work') });
    const hidden = check();
    expect(hidden.stdout).not.toContain('[use-after-put]');
    expect(hidden.stderr).toBe('.git/config: warning: 1 hidden by foliolint.ignore of this file\n');
    expect(check('--ignore', 'over-put').stdout).toContain('[use-after-put]');
  });

  it('is a miss, where a cache holds another shape', () => {
    const cold = check();
    const shapes = [
      'null',
      '1',
      '[]',
      '{}',
      '[[]]',
      '[1]',
      '{"findings":[1],"skipped":[],"faults":[],"effects":[]}',
      '[null,"a b",[1],[1]]',
    ];
    const files = () => readdirSync(at('cache/foliolint')).map((name) => at(`cache/foliolint/${name}`));
    cpSync(at('cache'), at('kept'), { recursive: true });
    for (const shape of shapes) {
      rmSync(at('cache'), { recursive: true });
      cpSync(at('kept'), at('cache'), { recursive: true });
      for (const file of files()) writeFileSync(file, reshaped(readFileSync(file, 'utf8'), file, shape));
      expect([shape, check()]).toEqual([shape, cold]);
    }
  });
});

/** The same keys, with other values and a checksum that is right; a check is still one of what is there. */
function reshaped(text: string, file: string, shape: string): string {
  const [head = '', ...lines] = text.split('\n');
  const other = (value: string) => {
    if (!file.includes('checks-')) return value.replace(/^(\S* (?=\[))?.*/, `$1${shape}`);
    const check = JSON.parse(String(inflateRawSync(Buffer.from(value, 'base64'))));
    return deflateRawSync(JSON.stringify({ ...check, result: JSON.parse(shape) })).toString('base64');
  };
  const payload = lines.map((line) => line.replace(/(?<=\t).*/, other)).join('\n');
  const sum = createHash('sha1').update(payload).digest('hex');
  return `${head.replace(/[0-9a-f]{40}$/, sum)}\n${payload}`;
}

describe('a terminal', () => {
  it('is not told what a mail would have it do', async () => {
    const text = readFileSync(SERIES, 'utf8').replace(/^Subject: /m, 'X-Note: \x1b]0;evil\x07\x1b[31m\nSubject: ');
    writeFileSync(at('x.mbox'), text);
    const isTTY = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY');
    let shown = '';
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      shown += String(chunk);
      return true;
    });
    const flags = { git: undefined, staged: false, base: undefined, tree: TREE, types: undefined, ignore: undefined };
    const review = {
      format: 'mbox',
      output: undefined,
      include: undefined,
      'fail-on': 'never',
      color: 'auto',
    } as const;
    try {
      for (const value of [true, false]) {
        Object.defineProperty(process.stdout, 'isTTY', { value, configurable: true });
        shown = '';
        await reviewByMail([at('x.mbox')], { ...flags, ...review, from: 'A <a@example.org>' }, false);
        expect(shown).toContain(value ? 'X-Note: ^[]0;evil^G^[[31m\n' : 'X-Note: \x1b]0;evil\x07\x1b[31m\n');
      }
    } finally {
      if (isTTY) Object.defineProperty(process.stdout, 'isTTY', isTTY);
      else Reflect.deleteProperty(process.stdout, 'isTTY');
      process.exitCode = undefined;
    }
  });
});
