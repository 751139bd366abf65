import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { review } from '../review/index.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-jumped-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said of one hunk in the middle of a function, without a tree. */
async function said(added: string[], below: string): Promise<string[]> {
  const lines = [
    '@@ -40,5 +40,7 @@ int covey_check(struct covey *covey, pgoff_t index)',
    ' \tcovey->index = index;',
    ' \terr = covey_verify(covey);',
    ...added.map((line) => `+${line}`),
    ' \tfolio_mark_accessed(folio);',
    ' \tfolio_put(folio);',
    ` ${below}`,
  ];
  const input = join(folder, 'x.patch');
  writeFileSync(input, `--- a/mm/covey.c\n+++ b/mm/covey.c\n${lines.join('\n')}\n`);
  const { patches } = await review({ inputs: [input], cwd: folder });
  return patches.flatMap(({ findings }) =>
    findings.map(({ finding, verdict }) => `${finding.rule} ${finding.line} ${verdict.outcome}`),
  );
}

test.each([
  ['to a label that the hunk shows', ['\tif (err)', '\t\tgoto out;'], 'out:', ['refcount-leak 42 unconfirmed']],
  ['out of a loop', ['\tif (err)', '\t\tbreak;'], '\t}', ['refcount-leak 42 unconfirmed']],
  ['to the next round', ['\tif (err)', '\t\tcontinue;'], '\t}', ['refcount-leak 42 unconfirmed']],
  ['to a label out of sight, which may put it', ['\tif (err)', '\t\tgoto put;'], '\tcovey->nr++;', []],
  ['where there is no folio', ['\tif (IS_ERR(folio))', '\t\tgoto out;'], 'out:', []],
  ['behind a call that may take it', ['\tif (covey_give(covey, folio))', '\t\tgoto out;'], 'out:', []],
])('a new jump %s', async (_, added, below, expected) => {
  expect(await said(added, below)).toEqual(expected);
});
