import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readSeries, type Series, type Source } from './index.js';

const THREAD = readFileSync(join(import.meta.dirname, '../../testdata/mail/thread.mbox'));
const folder = mkdtempSync(join(tmpdir(), 'foliolint-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

const save = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const path = (name: string): Source => ({ kind: 'path', path: name });
const bytes = (content: string | Buffer): Source => ({ kind: 'bytes', name: 'in', bytes: Buffer.from(content) });
const subjects = ({ patches }: Series) => patches.map(({ index, kind, subject }) => `${index} ${kind} ${subject}`);

const diff = (file: string) => `diff --git a/mm/${file} b/mm/${file}
index 1111111..2222222 100644
--- a/mm/${file}
+++ b/mm/${file}
@@ -3,2 +3,3 @@ int f(void)
 a
+b
 c
`;
const mail = (subject: string, text: string, id = subject) =>
  `From m@z Thu Jan  1 00:00:00 1970\nFrom: Ada <ada@example.org>\nSubject: ${subject}\nMessage-ID: <${encodeURIComponent(id)}>\n\n${text}\n\n`;

const TWO_AND_ASIDE = [
  '1 patch [PATCH v2 1/2] mm/sample: drop the reference on the error path',
  '2 patch [PATCH v2 2/2] mm/sample: check the lookup',
  '3 aside Re: [PATCH v2 1/2] mm/sample: drop the reference on the error path',
];

describe('readSeries', () => {
  it('takes the interdiff of a cover letter for no patch', async () => {
    const box =
      mail('[PATCH v2 0/1] a series', diff('a.c')) + mail('[PATCH v2 1/1] mm/a: b', `text\n---\n${diff('a.c')}`);
    expect(subjects(await readSeries([bytes(box)]))).toEqual(['1 patch [PATCH v2 1/1] mm/a: b']);
  });

  it('sorts an mbox, leaves quotes out, and gives the base of the cover letter to the patches', async () => {
    const series = await readSeries([path(save('thread.mbox', THREAD))]);
    expect(subjects(series)).toEqual(TWO_AND_ASIDE);
    expect(series.diagnostics).toEqual([]);
    expect(series.patches.slice(0, 2)).toMatchObject([
      {
        author: 'Béa Author <bea@example.org>',
        messageId: '<v2.1@example.org>',
        baseCommit: '0123456789abcdef0123456789abcdef01234567',
      },
      { body: expect.stringContaining('\nFrom now on it may'), baseCommit: '0123456789abcdef0123456789abcdef01234567' },
    ]);
    const text = THREAD.toString().split('\n');
    for (const { files } of series.patches) {
      for (const line of files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines))) {
        expect(text[line.inputLine - 1]?.slice(1)).toBe(line.text);
      }
    }
  });

  it('reads the same from gzip, a maildir, a folder and standard input', async () => {
    const pieces = THREAD.toString()
      .split(/^From mboxrd@z .*\n/m)
      .slice(1);
    for (const [at, piece] of pieces.entries()) {
      save(`maildir/${at % 2 ? 'cur' : 'new'}/17000${at}.host:2,S`, piece);
      save(`folder/${at}.eml`, piece);
    }
    const sources: Source[] = [
      path(save('thread.mbox.gz', gzipSync(THREAD))),
      path(join(folder, 'maildir')),
      path(join(folder, 'folder')),
      { kind: 'stdin', bytes: THREAD },
    ];
    for (const source of sources) expect(subjects(await readSeries([source]))).toEqual(TWO_AND_ASIDE);
  });

  it('takes a patch from a quote only where it is missing', async () => {
    const quoted = `Ada wrote:\n${`Why.\n\nSigned-off-by: Ada <ada@example.org>\n---\n\n${diff('x.c')}`.replace(/^/gm, '> ')}\nFine.`;
    const reply = mail('Re: [PATCH] mm: x', quoted);
    const alone = await readSeries([bytes(reply)]);
    expect(subjects(alone)).toEqual(['1 patch [PATCH] mm: x']);
    expect(alone.patches[0]).toMatchObject({ body: 'Why.\n\nSigned-off-by: Ada <ada@example.org>' });
    expect(alone.diagnostics.map(({ message }) => message)).toEqual(['this patch is read from a quote: [PATCH] mm: x']);
    const both = await readSeries([bytes(reply), bytes(mail('[PATCH] mm: x', `Why.\n---\n\n${diff('x.c')}`))]);
    expect(subjects(both)).toEqual(['1 patch [PATCH] mm: x']);
    expect(both.diagnostics).toEqual([]);
    const pasted = await readSeries([bytes(`${quoted}\n\nI tried:\n\n${diff('y.c')}`)]);
    expect(pasted.patches.map(({ kind, files }) => [kind, files[0]?.newPath])).toEqual([
      ['patch', 'mm/x.c'],
      ['aside', 'mm/y.c'],
    ]);
  });

  it('reads the newest version, and a repeated mail once', async () => {
    const mbox = [
      '[PATCH v3 2/2] mm: b',
      '[PATCH v3 1/2] mm: a',
      '[PATCH 1/2] mm: a',
      '[PATCH 2/2] mm: b',
      '[PATCH v3 1/2] mm: a',
    ]
      .map((subject) => mail(subject, diff(`${subject.includes('v3') ? 'v3' : 'v1'}${subject.slice(-1)}.c`)))
      .join('');
    const series = await readSeries([bytes(mbox)]);
    expect(subjects(series)).toEqual(['1 patch [PATCH v3 1/2] mm: a', '2 patch [PATCH v3 2/2] mm: b']);
    expect(series.diagnostics).toMatchObject([
      {
        level: 'note',
        message: 'left out: v1 (2 patches); what is read is the newest: [PATCH v3 1/2] mm: a',
      },
      { level: 'note', message: 'this patch is there twice and is read once: [PATCH v3 1/2] mm: a' },
    ]);
  });

  it('takes a reply with scissors or a sign-off for a patch', async () => {
    const text = `> what about y?\n\nLike this:\n\n-- >8 --\nSubject: [PATCH] mm: y\n\nWhy.\n\n${diff('y.c')}`;
    const series = await readSeries([bytes(mail('Re: [PATCH] mm: x', text))]);
    expect(subjects(series)).toEqual(['1 patch [PATCH] mm: y']);
    expect(series.patches[0]?.body).toBe('Why.');
  });

  it('reads a plain diff, a git log, UTF-16, and what the git room hands over', async () => {
    expect(subjects(await readSeries([bytes(diff('x.c'))]))).toEqual(['1 patch in']);
    const utf16 = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(diff('x.c'), 'utf16le')]);
    expect(subjects(await readSeries([bytes(utf16)]))).toEqual(['1 patch in']);
    const commit = (id: string, what: string) =>
      `commit ${id.repeat(40)}\nAuthor: Ada <ada@example.org>\nDate:   now\n\n    mm: ${what}\n\n    Why ${what}.\n\n${diff(`${what}.c`)}\n`;
    const log = await readSeries([bytes(commit('b', 'second') + commit('a', 'first'))]);
    expect(log.patches.map(({ subject, body, commit: id }) => [subject, body, id?.[0]])).toEqual([
      ['mm: first', 'Why first.', 'a'],
      ['mm: second', 'Why second.', 'b'],
    ]);
    const staged: Source = {
      kind: 'diff',
      name: 'staged',
      text: diff('x.c'),
      subject: 'what is staged',
      body: 'B',
      commit: 'c',
    };
    expect((await readSeries([staged])).patches[0]).toMatchObject({
      subject: 'what is staged',
      body: 'B',
      commit: 'c',
      input: 'staged',
    });
  });

  it('gives one diagnostic for each input that cannot be used', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o000);
    mkdirSync(join(folder, 'hollow'));
    const rows: [Source, string, string][] = [
      [path(join(folder, 'missing')), 'error', 'this does not exist'],
      [path(save('empty', '\n \n')), 'error', 'this is empty'],
      [path(save('binary', Buffer.of(0x7f, 0x45, 0x00, 0x01))), 'error', 'this is a binary file'],
      [path(save('broken.gz', Buffer.of(0x1f, 0x8b, 0x00))), 'error', 'this cannot be unpacked'],
      [path(join(folder, 'hollow')), 'error', 'this folder holds no files'],
      [path('/dev/null'), 'error', 'this is neither a file nor a folder'],
      [bytes(mail('a question', 'How does folio_put() work?')), 'note', 'there is no patch in it'],
      [bytes('Just text.\n--- not a diff\n'), 'note', 'there is no patch in it'],
    ];
    // root reads every folder
    if (process.getuid?.() !== 0) rows.push([path(closed), 'error', 'this may not be read']);
    for (const [source, level, message] of rows) {
      const { patches, diagnostics } = await readSeries([source]);
      expect(patches).toEqual([]);
      expect(diagnostics).toMatchObject([{ level, message }]);
    }
    chmodSync(closed, 0o700);
  });

  it('tells a cut patch with file and line, and no escape code leaves', async () => {
    const cut = diff('x.c').replace(' c\n', '').replaceAll('x.c', 'x\x1b[31m.c');
    const { patches, diagnostics } = await readSeries([
      bytes(mail('[PATCH] mm: x', `${diff('y.c')}${cut}-- \n2.43.0`)),
    ]);
    expect(patches[0]?.files.map(({ newPath }) => newPath)).toEqual(['mm/y.c']);
    expect(diagnostics.map(({ level, input, line }) => [level, input, line])).toEqual([
      ['error', 'in', 14],
      ['error', 'in', 18],
    ]);
    for (const { message } of diagnostics) expect(message).not.toContain('\x1b');
  });

  it('never throws', async () => {
    const lines = fc.constantFrom(
      ...THREAD.toString().split('\n'),
      '> ',
      '>>> diff --git a/x b/x',
      'diff --git "a',
      '--- "',
      '+++ "',
      '@@ -1 +1 @@',
      '@@ -9,9 +9,9 @@ f(',
      'From: X @ 2026-01-01 1:00 UTC (permalink / raw)',
      '* [PATCH] x',
      '<html><pre>',
      '&#x41;',
      '<!--',
      'Content-Type: multipart/mixed; boundary=b',
      '--b',
      'Content-Transfer-Encoding: base64',
      '\\ No',
      'rename from "',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { maxLength: 60 }), async (parts) => {
        const { patches } = await readSeries([bytes(parts.join('\n'))]);
        expect(patches.map(({ index }) => index)).toEqual(patches.map((_, at) => at + 1));
      }),
    );
  });
});
