import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeries } from './index.js';
import { readMail } from './mail.js';

const DIFF = `diff --git a/mm/x.c b/mm/x.c
index 1111111..2222222 100644
--- a/mm/x.c
+++ b/mm/x.c
@@ -3,5 +3,6 @@ int f(void)
 {
 	a();
 
+	b = "é";
 	c();
 }
`;

const mail = (headers: string, body: string) => `From: Ada Writer <ada@example.org>
Date: Tue, 3 Feb 2026 08:01:18 +0000
Subject: [PATCH] mm: x
Message-ID: <1@example.org>
MIME-Version: 1.0
${headers}

${body}`;

const BODY = `Why.\n\nSigned-off-by: Ada Writer <ada@example.org>\n---\n mm/x.c | 1 +\n\n${DIFF}-- \n2.43.0\n`;
const quotedPrintable = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte === 0x3d || byte > 0x7e || byte === 0x09
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('');
const part = (type: string, text: string) => `--b\nContent-Type: ${type}\n\n${text}\n`;

const MAILS: Record<string, string> = {
  '8bit': mail('Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit', BODY),
  'quoted-printable': mail(
    'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable',
    quotedPrintable(BODY),
  ),
  base64: mail(
    'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64',
    Buffer.from(BODY)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n'),
  ),
  'in-body headers': mail(
    'Content-Type: text/plain; charset=UTF-8',
    `From: =?UTF-8?q?B=C3=A9a?= <bea@example.org>\n\n${BODY}`.replace('=?UTF-8?q?B=C3=A9a?=', 'Béa'),
  ),
  'in-body headers, encoded and folded': mail(
    'Content-Type: text/plain; charset=UTF-8',
    `Subject: mm: =?UTF-8?q?B=C3=A9a?=\n =?UTF-8?q?_and?= a tail\n that is long\nFrom: "Ada B. Writer" <bea@example.org>\n\n${BODY}`,
  ),
  'in-body headers, a name with a dot': mail(
    'Content-Type: text/plain; charset=UTF-8',
    `From: "Ada B. Writer (Team)" <bea@example.org>\n\n${BODY}`,
  ),
  'a format-patch file pasted': mail(
    'Content-Type: text/plain; charset=UTF-8',
    `>From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: Bea <bea@example.org>\nSubject: [PATCH] mm: y\n\n${BODY}`,
  ),
  'a name with a comment': mail('Content-Type: text/plain; charset=UTF-8', BODY).replace('Writer', 'Writer (Team)'),
  'flowed, with lines before which one blank is stuffed': mail(
    'Content-Type: text/plain; charset=UTF-8; format=flowed',
    ` From: Bea <bea@example.org>\nSubject: mm: a long \nline\n\n${BODY.replace(/^ /gm, '  ').replace('Why.', ' > why \n >\n')}`,
  ),
  'flowed, but sent as it is': mail('Content-Type: text/plain; charset=UTF-8; format=flowed', BODY),
};

const only = async (text: string | Buffer) => {
  const { patches, diagnostics } = await readSeries([{ kind: 'bytes', name: 'x.eml', bytes: Buffer.from(text) }]);
  expect(diagnostics).toEqual([]);
  expect(patches).toHaveLength(1);
  return patches[0]!;
};
const added = (patch: Awaited<ReturnType<typeof only>>) =>
  patch.files
    .flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines))
    .filter(({ kind }) => kind === 'added')
    .map(({ text }) => text);

describe('readMail', () => {
  it.each(Object.keys(MAILS))('reads what git mailinfo reads: %s', async (name) => {
    const patch = await only(MAILS[name]!);
    const folder = mkdtempSync(join(tmpdir(), 'foliolint-mail-'));
    try {
      const [message, diff] = [join(folder, 'message'), join(folder, 'diff')];
      const info = execFileSync('git', ['mailinfo', '-k', message, diff], { input: MAILS[name]!, encoding: 'utf8' });
      const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(info)?.[1];
      expect(patch.subject).toBe(value('Subject'));
      expect(patch.author).toBe(`${value('Author')} <${value('Email')}>`);
      expect(patch.body).toBe(readFileSync(message, 'utf8').trim());
      expect(added(patch)).toEqual(['\tb = "é";']);
      expect(readFileSync(diff, 'utf8')).toContain('+\tb = "é";');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('undoes a flowed body that was really stuffed', async () => {
    const stuffed = BODY.replace(/^ /gm, '  ').replace('Why.', 'Why \nnot.');
    const patch = await only(mail('Content-Type: text/plain; charset=UTF-8; format=flowed', stuffed));
    expect(patch.body).toMatch(/^Why not\./);
    expect(patch.files[0]?.hunks[0]?.lines[1]?.text).toBe('\ta();');
    expect(patch.files[0]?.hunks[0]?.lines[2]?.text).toBe('');
  });

  it('reads a multipart mail with the patch attached, and one signed', async () => {
    const attached =
      part('text/plain; charset=UTF-8', 'Why.\n') +
      part('text/x-patch; name=x.patch\nContent-Disposition: attachment; filename=x.patch', DIFF);
    expect(added(await only(mail('Content-Type: multipart/mixed; boundary=b', `${attached}--b--\n`)))).toEqual([
      '\tb = "é";',
    ]);
    const signed = part('text/plain; charset=UTF-8', BODY) + part('application/pgp-signature', 'abc');
    const patch = await only(mail('Content-Type: multipart/signed; boundary=b', `${signed}--b--\n`));
    expect(added(patch)).toEqual(['\tb = "é";']);
  });

  it('reads a format-patch file that is attached as the mail that it is', async () => {
    const inner = `From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n${MAILS['8bit']!.replace('mm: x', 'mm: inner')}`;
    const text = mail(
      'Content-Type: multipart/mixed; boundary=b',
      `${part('text/plain', 'See the file.')}${part('text/x-patch; name=1.patch', inner)}--b--\n`,
    );
    expect((await only(text)).subject).toBe('[PATCH] mm: inner');
  });

  it('reads the commit message of an answer from its top, where it opens with headers', async () => {
    const text = mail('Content-Type: text/plain; charset=UTF-8', '').replace('Subject: ', 'Subject: Re: ');
    const own =
      'From: Bea <bea@example.org>\nSubject: [PATCH] mm: y\n\nWhy.\n\nSigned-off-by: Bea <bea@example.org>\n---\n';
    const patch = await only(`${text}${own}\nOn Tue, Ada Writer wrote:\n> a quote\n\n${DIFF}`);
    expect([patch.kind, patch.subject, patch.author]).toEqual(['patch', '[PATCH] mm: y', 'Bea <bea@example.org>']);
    expect(patch.body).toMatch(/^Why\./);
  });

  it('decodes Latin-1, declared or not', async () => {
    const latin = (type: string) => Buffer.from(mail(type, BODY), 'latin1');
    expect(added(await only(latin('Content-Type: text/plain; charset=ISO-8859-1')))).toEqual(['\tb = "é";']);
    expect(added(await only(latin('Content-Type: text/plain')))).toEqual(['\tb = "é";']);
  });

  it('decodes headers that are no UTF-8 and not encoded as Latin-1', async () => {
    const raw = (encoding: BufferEncoding) => ({
      input: 'x',
      bytes: Buffer.from(mail('To: Jörg Über <j@example.org>', BODY), encoding),
      line: 1,
      escaped: false,
    });
    for (const encoding of ['latin1', 'utf8'] as const)
      expect((await readMail(raw(encoding))).envelope.to).toEqual([{ name: 'Jörg Über', address: 'j@example.org' }]);
  });

  it('gives the line of the file where the body is not encoded', async () => {
    const text = MAILS['8bit']!;
    const line = text.slice(0, text.indexOf('+\tb')).split('\n').length;
    const [hunk] = (await only(text)).files[0]!.hunks;
    expect(hunk?.lines.find(({ kind }) => kind === 'added')?.inputLine).toBe(line);
    const signed = mail(
      'Content-Type: multipart/signed; boundary=b',
      `${part('text/plain; charset=UTF-8', BODY)}--b--\n`,
    );
    const there = signed.slice(0, signed.indexOf('@@ -3')).split('\n').length;
    expect((await only(signed)).files[0]?.hunks[0]?.inputLine).toBe(there);
  });

  it('takes thread ids, the direct parent last', async () => {
    const bytes = Buffer.from(mail('In-Reply-To: <p@x>\nReferences: <r@x> <p@x> <q@x>', 'x'));
    const { message } = await readMail({ input: 'x', bytes, line: 1, escaped: false });
    expect(message.parents).toEqual(['<r@x>', '<q@x>', '<p@x>']);
  });
});
