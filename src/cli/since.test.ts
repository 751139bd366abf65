import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { review } from '../review/index.js';
import { compareVersions } from './since.js';

const THREAD = fileURLToPath(new URL('../../testdata/series/thread/series.mbox', import.meta.url));

it('finds nothing new in the same version, not in asides either', async () => {
  const report = await review({ inputs: [THREAD], cwd: '/' });
  const compared = await compareVersions(report, report, 'v1.mbox');
  expect(compared.patches.map(({ kind, findings }) => [kind, findings.map(({ since }) => since)])).toEqual([
    ['patch', ['still']],
    ['aside', ['still']],
  ]);
  expect(compared.since!.fixed).toEqual([]);
});
