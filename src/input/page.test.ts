import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeries } from './index.js';
import type { Patch } from './series.js';

const read = (name: string) =>
  readSeries([{ kind: 'path', path: join(import.meta.dirname, '../../testdata/mail', name) }]);
const brief = ({ index, kind, subject, author, files }: Patch) => [
  index,
  kind,
  subject,
  author,
  files.map(({ newPath }) => newPath),
];

describe('a saved thread page', () => {
  it('gives the patches once, in order, and the aside behind them', async () => {
    const { patches, diagnostics } = await read('inbox-page.txt');
    expect(patches.map(brief)).toEqual([
      [
        1,
        'patch',
        '[PATCH v2 1/2] mm/sample: drop the reference on the error path',
        'Bea Author <bea@example.org>',
        ['mm/sample.c'],
      ],
      [2, 'patch', '[PATCH v2 2/2] mm/sample: check the lookup', 'Ada Writer', ['mm/lookup.c']],
      [3, 'aside', 'Re: [PATCH v2 2/2] mm/sample: check the lookup', 'Zoe Tester', ['mm/find.c']],
    ]);
    expect(diagnostics.map(({ level }) => level)).toEqual(['note', 'note', 'note']);
  });

  it('takes commit messages without addressees and diffstat', async () => {
    const { patches } = await read('inbox-page.txt');
    expect(patches[0]?.body).toBe(
      'sample_get() takes a reference and the error path keeps it.\n* one bullet that is no title\nSigned-off-by: Bea Author <bea@example.org>',
    );
  });

  it('puts empty lines back where a quote has them, and says where none has', async () => {
    const { patches } = await read('inbox-page.txt');
    const [mended, short] = patches.map(({ files }) => files[0]!.hunks[0]!);
    expect(mended?.lines.map(({ text, newLine }) => [text, newLine]).slice(0, 4)).toEqual([
      ['{', 10],
      ['int ret;', 11],
      ['', 12],
      ['folio_get(folio);', 13],
    ]);
    expect(patches.map(({ damage }) => damage)).toEqual([
      { whitespace: true, blankLines: false },
      { whitespace: true, blankLines: true },
      { whitespace: true, blankLines: true },
    ]);
    expect(short?.lines).toHaveLength(7);
  });
});

describe('a saved hypermail page', () => {
  it('gives the patch from the quote, and the aside', async () => {
    const { patches, diagnostics } = await read('hypermail-page.txt');
    expect(patches.map(brief)).toEqual([
      [
        1,
        'patch',
        '[PATCH] mm/sample: drop the reference on the error path',
        'Ada Writer <ada@xxxxxxxxxxx>',
        ['mm/sample.c'],
      ],
      [2, 'aside', 'Re: [PATCH] mm/sample: drop the reference on the error path', 'Cid Answerer', ['mm/use.c']],
    ]);
    expect(patches[0]?.body).toBe('The error path keeps the reference.\n\nSigned-off-by: Ada Writer <ada@xxxxxxxxxxx>');
    expect(patches[0]?.files[0]?.hunks[0]?.inputLine).toBe(28);
    expect(diagnostics.map(({ line, message }) => [line, message.split(':')[0]])).toEqual([
      [28, 'this patch is read from a quote'],
      [28, 'this copy has lost leading blanks and tabs'],
      [51, 'this copy has lost leading blanks and tabs'],
    ]);
  });
});

describe('a saved page in HTML', () => {
  it('drops tags, decodes entities and keeps line numbers', async () => {
    const { patches, diagnostics } = await read('inbox-page.html');
    expect(diagnostics).toEqual([]);
    expect(patches.map(brief)).toEqual([
      [1, 'patch', '[PATCH] mm/sample: drop it', 'Ada Writer <ada@example.org>', ['mm/sample.c']],
    ]);
    expect(patches[0]?.body).toContain('keeps the reference & leaks.');
    const [hunk] = patches[0]!.files[0]!.hunks;
    expect([hunk?.inputLine, hunk?.lines[2]?.text, hunk?.lines[3]?.inputLine]).toEqual([20, '\tif (ret < 0)', 25]);
  });
});

const seeds = process.env.FOLIOLINT_SEEDS;

describe.skipIf(seeds === undefined)('the seed threads (skipped without FOLIOLINT_SEEDS)', () => {
  const series = (prefix: string) =>
    readSeries([{ kind: 'path', path: seeds! }]).then(({ patches, diagnostics }) => ({
      patches: patches.filter(({ input }) => input.includes(`/${prefix}`)),
      diagnostics,
    }));

  it('reads the thread of two patches', async () => {
    const { patches } = await series('001');
    expect(patches.map(({ kind, subject, files }) => [kind, subject, files.length])).toEqual([
      ['patch', '[PATCH v2 1/2] mm: drop page refcount zero state semantics', 6],
      ['patch', '[PATCH v2 2/2] mm: implement page refcount locking via dedicated bit', 2],
      ['aside', 'Re: [syzbot ci] Re: mm: improve folio refcount scalability', 1],
    ]);
    expect(patches.map(({ damage }) => damage.blankLines)).toEqual([false, false, true]);
  });

  it('reads the patch that is only quoted', async () => {
    const { patches } = await series('002');
    expect(patches.map(({ kind, subject, files }) => [kind, subject, files.map(({ newPath }) => newPath)])).toEqual([
      [
        'patch',
        '[PATCH] mm/migrate_device: fix folio refcount leak on folio_split_unmapped failure',
        ['mm/migrate_device.c'],
      ],
      [
        'aside',
        'Re: [PATCH] mm/migrate_device: fix folio refcount leak on folio_split_unmapped failure',
        ['mm/huge_memory.c'],
      ],
    ]);
  });

  it('finds no patch where there is none', async () => expect((await series('000')).patches).toEqual([]));
});

it('takes a page whose tags stand before the first header on one line for a page', async () => {
  const mail = 'Subject: [PATCH] mm: tidy\n\n---\n--- a/mm/a.c\n+++ b/mm/a.c\n@@ -1 +1 @@\n-a-&gt;b\n+a-&gt;c\n';
  const bytes = Buffer.from(`<html><body><pre>From: A B &lt;a@example.org&gt;\n${mail}</pre></body></html>`);
  const { patches } = await readSeries([{ kind: 'bytes', name: 'page.html', bytes }]);
  expect(patches[0]?.files[0]?.hunks[0]?.lines.map(({ text }) => text)).toEqual(['a->b', 'a->c']);
});
