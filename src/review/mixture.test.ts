import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { review } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-mixture-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `quiet` makes it the tree of another kernel, in which the second hunk has no place. */
const FILE = (quiet: string) => `int covey_open(struct covey *covey)
{
\tstruct folio *folio = filemap_get_folio(covey->mapping, 0);

\tif (IS_ERR(folio))
\t\treturn PTR_ERR(folio);
\tcovey_log(covey);
\tfolio_put(folio);
\treturn 0;
}

int covey_close(struct covey *covey)
{
\tstruct folio *folio = filemap_get_folio(covey->mapping, 1);

\tif (IS_ERR(folio))
\t\treturn PTR_ERR(folio);
\tcovey_hush(covey);
${quiet}\tfolio_put(folio);
\treturn 1;
}
`;

const HUNK = (
  line: number,
  call: string,
  back: number,
) => `@@ -${line},5 +${line},5 @@ int covey_${call === 'log' ? 'open' : 'close'}(struct covey *covey)
 \t\treturn PTR_ERR(folio);
 \tcovey_${call}(covey);
-\tfolio_put(folio);
+\tcovey_mark(covey);
 \treturn ${back};
 }
`;

async function check(quiet: string) {
  mkdirSync(join(folder, 'mm'), { recursive: true });
  writeFileSync(join(folder, 'Makefile'), 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\nEXTRAVERSION =\n');
  writeFileSync(join(folder, 'mm/covey.c'), FILE(quiet));
  const diff = `--- a/mm/covey.c\n+++ b/mm/covey.c\n${HUNK(6, 'log', 0)}${HUNK(17, 'hush', 1)}`;
  writeFileSync(join(folder, 'x.patch'), diff);
  const { patches, diagnostics } = await review({
    inputs: ['x.patch'].map((name) => join(folder, name)),
    tree: folder,
    cwd: folder,
  });
  const [patch] = patches;
  return {
    found: patch?.findings.map(({ finding, verdict }) => `${finding.function} ${verdict.outcome}`),
    skipped: patch?.skipped.map(({ function: name, reason }) => `${name}: ${reason}`),
    hunks: patch?.hunks,
    loud: diagnostics.filter(({ isDetail }) => !isDetail).length,
  };
}

it('confirms what a patch does that applies', async () => {
  expect(await check('')).toEqual({
    found: ['covey_open confirmed', 'covey_close confirmed'],
    skipped: [],
    hunks: { applied: 2, failed: 0, already: 0 },
    loud: 0,
  });
});

it('does not analyse a function that misses a hunk, and follows no path where every second hunk is missing', async () => {
  expect(await check('\tcovey_flush(covey);\n')).toEqual({
    found: [],
    skipped: ['covey_close: the hunk at line 17 does not apply'],
    hunks: { applied: 1, failed: 1, already: 0 },
    loud: 1,
  });
});
