import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { review } from './index.js';

const SERIES = fileURLToPath(new URL('../../testdata/series/', import.meta.url));

const said = async (mail: string, tree: string) => {
  const inputs = [`${SERIES}${mail}/series.mbox`];
  const { diagnostics } = await review({ inputs, tree: `${SERIES}${tree}/tree`, cwd: SERIES });
  return diagnostics.filter(({ message }) => message.startsWith('nothing of it applies')).map(({ message }) => message);
};

it('says that the tree is not the one that the patches are for', async () => {
  expect(await said('thread', 'zswap-leak')).toEqual([
    expect.stringMatching(/^nothing of it applies to Linux \d.*, or try without --tree$/),
  ]);
});

it('is silent where something applies', async () => {
  expect(await said('zswap-leak', 'zswap-leak')).toEqual([]);
});
