import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Cache, NO_CACHE } from '../cache/index.js';
import { review } from './index.js';

const SERIES = fileURLToPath(new URL('../../testdata/series/use-after-put/', import.meta.url));

it('a patch at which the program fails is lost, and no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-fault-'));
  const mail = readFileSync(join(SERIES, 'series.mbox'), 'utf8');
  const other = mail
    .replace(/^Message-I[dD]: <.*>/m, 'Message-Id: <other@example.org>')
    .replaceAll('mm/warren.c', 'mm/burrow.c');
  writeFileSync(join(folder, 'x.mbox'), other + mail);
  let asked = 0;
  const get = () => {
    if (asked++ % 2 === 0) throw new TypeError('a fault of ours');
    return undefined;
  };
  const cache: Cache = {
    ...NO_CACHE,
    pack: (name, version) => (name === 'checks' ? { get, put: () => {} } : NO_CACHE.pack(name, version)),
    renewed: () => cache,
  };
  const report = await review({ inputs: [join(folder, 'x.mbox')], tree: join(SERIES, 'tree'), cwd: folder, cache });
  rmSync(folder, { recursive: true });
  expect(report.patches.map(({ findings }) => findings.map(({ finding }) => finding.rule))).toEqual([
    [],
    ['use-after-put'],
  ]);
  const { fault, message } = report.diagnostics.find((told) => told.fault !== undefined)!;
  expect([String(fault), message]).toEqual([
    'TypeError: a fault of ours',
    expect.stringMatching(/^internal error at a patch: it was not analysed, all others were \(/),
  ]);
});
