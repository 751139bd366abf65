import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = existsSync(`${ROOT}dist/cli/main.js`);
const SERIES = join(ROOT, 'testdata/series/use-after-put/series.mbox');
const PROGRAM = [process.execPath, `${ROOT}bin/foliolint.js`];

const folder = mkdtempSync(join(tmpdir(), 'foliolint-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Ends a check with a signal after some time; what stands in its folder then. */
function killed(signal: NodeJS.Signals, ms: number): Promise<readonly [string | number | null, readonly string[]]> {
  const [program, script] = PROGRAM as [string, string];
  const child = spawn(program, [script, 'check', SERIES, '--no-cache', '-o', join(folder, 'out.json')], {
    stdio: 'ignore',
  });
  setTimeout(() => child.kill(signal), ms);
  return new Promise((done) => {
    child.on('exit', (code, by) => done([by ?? code, readdirSync(folder).sort()]));
  });
}

describe.skipIf(!built)('a run that is ended (skipped before `npm run build`)', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves what was there, or the whole', async (signal) => {
    writeFileSync(join(folder, 'out.json'), 'old');
    for (const ms of [30, 120, 250]) {
      const [end, files] = await killed(signal, ms);
      expect([signal, 0, 1]).toContain(end);
      expect(files).toEqual(['out.json']);
      expect(readFileSync(join(folder, 'out.json'), 'utf8')).toMatch(/^old$|1 patch, hunks only/);
    }
  });
  it.each([
    ['stdout is full', '>/dev/full 2>/dev/null', 2],
    ['both are full', '>/dev/full 2>/dev/full', 2],
    ['the file is a full device', '-o /dev/full 2>/dev/null', 2],
    ['stdout is closed', '>&- 2>/dev/null', 1],
    ['stderr is closed', '>/dev/null 2>&-', 1],
    ['stdin is closed', '>/dev/null <&-', 1],
  ])('ends with its own exit code where %s', (_, redirection, status) => {
    const words = [...PROGRAM, 'check', SERIES, '--fail-on', 'warning'].map((word) => `'${word}'`);
    expect(spawnSync('sh', ['-c', `${words.join(' ')} ${redirection}`], { stdio: 'ignore' }).status).toBe(status);
  });
});
