import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { exitCodeOf } from '../report/index.js';
import { review, scan } from './index.js';

const SERIES = fileURLToPath(new URL('../../testdata/series/use-after-put/', import.meta.url));
const INPUT = join(SERIES, 'series.mbox');

let folder: string;
const at = (path: string) => join(folder, path);
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always', ...args], {
    cwd: at(cwd),
    stdio: ['ignore', 'ignore', 'ignore'],
  });
const told = ({ patches, diagnostics }: Awaited<ReturnType<typeof review>>) => [
  ...patches.flatMap(({ findings }) => findings.map(({ finding }) => finding.rule)),
  ...diagnostics.filter(({ level }) => level !== 'note').map(({ level, message }) => `${level}: ${message}`),
];
const check = async (tree: string) => told(await review({ inputs: [INPUT], tree: at(tree), cwd: folder }));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foliolint-repositories-'));
  cpSync(join(SERIES, 'tree'), at('origin'), { recursive: true });
  git('origin', 'init', '-q', '-b', 'main');
  git('origin', 'add', '-A');
  git('origin', 'commit', '-qm', 'one');
  git('origin', 'commit', '-qm', 'two', '--allow-empty');
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

describe('a tree that is', () => {
  it('a shallow clone is read, and its first commit is not taken for one that made all', async () => {
    git('.', 'clone', '-q', '--depth', '1', `file://${at('origin')}`, 'shallow');
    expect(await check('shallow')).toEqual(['use-after-put']);
    vi.spyOn(process, 'cwd').mockReturnValue(at('shallow'));
    const report = await review({ inputs: [], range: 'HEAD', cwd: at('shallow') });
    expect(told(report)).toEqual([
      expect.stringMatching(/^error: this shallow clone begins with [0-9a-f]{12}: git fetch --deepen=1 tells/),
    ]);
    const missing = await review({ inputs: [], range: 'HEAD~1..', cwd: at('shallow') });
    expect(told(missing)).toEqual(['error: no such revision: HEAD~1']);
  });
  it('a sparse clone is read from its objects, whatever is checked out', async () => {
    git('.', 'clone', '-q', 'origin', 'sparse');
    git('sparse', 'sparse-checkout', 'set', 'include');
    expect(readdirSync(at('sparse'))).not.toContain('mm');
    expect(await check('sparse')).toEqual(['use-after-put']);
  });
  it('a second work tree is read', async () => {
    git('origin', 'worktree', 'add', '-q', '../second');
    expect(await check('second')).toEqual(['use-after-put']);
  });
  it('a submodule is read, and not as a part of what holds it', async () => {
    git('.', 'init', '-q', 'super');
    git('super', 'submodule', '--quiet', 'add', `file://${at('origin')}`, 'linux');
    git('super', 'commit', '-qm', 'linux');
    expect(await check('super/linux')).toEqual(['use-after-put']);
    const inside = await scan({ paths: ['linux/mm'], tree: at('super'), cwd: folder });
    expect(told(inside)).toEqual(['error: no C file there']);
  });
  it.skipIf(process.getuid?.() !== 0)(
    "somebody else's is a plain folder, and has no commits (skipped but for root)",
    async () => {
      cpSync(at('origin'), at('other'), { recursive: true });
      for (const path of ['other', 'other/.git']) chownSync(at(path), 65534, 65534);
      const refused = 'git refuses this repository because another user owns it (safe.directory in git-config(1))';
      vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
      vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
      expect(await check('other')).toEqual(['use-after-put', `warning: ${refused}`]);
      vi.spyOn(process, 'cwd').mockReturnValue(at('other'));
      const report = await review({ inputs: [], range: 'HEAD', cwd: at('other') });
      expect([told(report), exitCodeOf(report, 'confirmed')]).toEqual([[`error: ${refused}`], 2]);
      vi.unstubAllEnvs();
    },
  );
});
