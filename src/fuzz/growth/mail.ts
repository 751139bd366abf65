import { checked, repeated, type Shape } from './shape.js';

const hunk = (line = 1) => `@@ -${line},3 +${line},4 @@\n a\n+b\n c\n d\n`;
const diff = (path: string, hunks = hunk()) => `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${hunks}`;
const mail = (headers: string, body: string) =>
  `From: A <a@example.org>\nSubject: [PATCH] x\n${headers}\nWhy.\n---\n${body}`;
const numbered = (i: number, subject: string, body: string, more = '') =>
  `From a@b Thu Jan  1 00:00:00 1970\nFrom: A <a@example.org>\nSubject: ${subject}\nMessage-ID: <${i}@b>\n${more}\nWhy.\n\nSigned-off-by: A <a@b>\n---\n${body}\n`;
const part = (type: string, text: string) => `--b\nContent-Type: ${type}\n\n${text}\n`;
const multipart = (parts: string) =>
  mail('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n', `${parts}--b--\n`);
const leak = (i: number) =>
  `@@ -0,0 +1,9 @@\n+int f${i}(void)\n+{\n+\tstruct folio *folio = folio_alloc(GFP_KERNEL, 0);\n+\n+\tif (!folio)\n+\t\treturn -ENOMEM;\n+\tg(folio);\n+\treturn 0;\n+}\n`;
const created = (path: string, hunks: string) =>
  `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n${hunks}`;

/** Mails, diffs, pages, logs and series. */
export const MAIL_SHAPES: readonly Shape[] = [
  checked('recipients', 100_000, (n) =>
    mail(`Cc: ${repeated(n, (i) => `a${i} <a${i}@example.org>,\n `)}z@b\n`, diff('mm/x.c')),
  ),
  checked('references', 100_000, (n) =>
    mail(`References: ${repeated(n, (i) => `<a${i}@b>\n `)}<z@b>\n`, diff('mm/x.c')),
  ),
  checked('headers', 100_000, (n) =>
    mail(
      repeated(n, (i) => `X-H${i}: x\n`),
      diff('mm/x.c'),
    ),
  ),
  checked('words of a header that are encoded', 20_000, (n) =>
    mail(`To: ${repeated(n, () => '=?utf-8?q?=C3=A9?= ')}\n`, diff('mm/x.c')),
  ),
  checked('parts of a mail', 10_000, (n) =>
    multipart(repeated(n, () => part('text/plain', 'text')) + part('text/x-patch', diff('mm/x.c'))),
  ),
  checked('attached diffs', 3000, (n) => multipart(repeated(n, (i) => part('text/x-patch', diff(`mm/x${i}.c`))))),
  checked('quoted lines', 500_000, (n) =>
    mail(
      '\n',
      repeated(n, (i) => `> line ${i}\n`),
    ),
  ),
  checked('quoted diffs', 4000, (n) =>
    mail(
      '\n',
      repeated(n, (i) => `A wrote:\n${diff(`mm/x${i}.c`).replace(/^/gm, '> ')}\nno.\n`),
    ),
  ),
  checked('levels of quoting', 20_000, (n) =>
    mail(
      '\n',
      repeated(n, (i) => `${'>'.repeat(i % 300)} a\n`),
    ),
  ),
  checked('lines of a body', 200_000, (n) =>
    mail(
      repeated(n, (i) => `line ${i}\n`),
      diff('mm/x.c'),
    ),
  ),
  checked('flowed lines', 100_000, (n) =>
    mail('Content-Type: text/plain; format=flowed\n', repeated(n, () => 'flowed \n') + diff('mm/x.c')),
  ),
  checked('soft line ends', 100_000, (n) =>
    mail('Content-Transfer-Encoding: quoted-printable\n', `${repeated(n, () => 'soft=\n')}\n${diff('mm/x.c')}`),
  ),
  checked('files of a diff', 4000, (n) => repeated(n, (i) => diff(`mm/x${i}.c`))),
  checked('hunks of a file', 8000, (n) =>
    diff(
      'mm/x.c',
      repeated(n, (i) => hunk(1 + i * 10)),
    ),
  ),
  checked('lines of a hunk', 100_000, (n) =>
    diff('mm/x.c', `@@ -0,0 +1,${n} @@\n${repeated(n, (i) => `+int a${i};\n`)}`),
  ),
  checked('hunks without a file', 20_000, (n) => repeated(n, (i) => hunk(1 + i * 10))),
  checked('headers without hunks', 20_000, (n) => repeated(n, (i) => `diff --git a/x${i}.c b/x${i}.c\n`)),
  checked('hunks that are cut', 4000, (n) => repeated(n, (i) => diff(`mm/x${i}.c`, '@@ -1,9 +1,9 @@\n a\n+b\n'))),
  checked('renames', 20_000, (n) =>
    repeated(n, (i) => `diff --git a/x${i} b/y${i}\nsimilarity index 100%\nrename from x${i}\nrename to y${i}\n`),
  ),
  checked('commits of a log', 2000, (n) =>
    repeated(
      n,
      (i) => `commit ${String(i).padStart(40, '0')}\nAuthor: A <a@b>\n\n    mm: x\n\n${diff(`mm/x${i}.c`)}\n`,
    ),
  ),
  checked('messages of a page', 1000, (n) =>
    repeated(
      n,
      (i) =>
        `* [PATCH] x${i}\n  From: A @ 2026-01-02  3:04 UTC (permalink / raw)\n\n${diff(`mm/x${i}.c`)}\n^ permalink raw reply\n\n`,
    ),
  ),
  checked(
    'tags of a page',
    100_000,
    (n) => `<html><body><pre>${repeated(n, () => '<a href="x">&lt;</a>')}\n${diff('mm/x.c')}</pre>`,
  ),
  checked('patches of one file', 150, (n) =>
    repeated(n, (i) =>
      numbered(
        i,
        `[PATCH ${i + 1}/${n}] x`,
        i === 0 ? created('mm/x.c', leak(0)) : diff('mm/x.c', `@@ -1,2 +1,3 @@\n int f0(void)\n+/* ${i} */\n {\n`),
      ),
    ),
  ),
  checked('patches of many files', 150, (n) =>
    repeated(n, (i) => numbered(i, `[PATCH ${i + 1}/${n}] x`, created(`mm/x${i}.c`, leak(i)))),
  ),
  checked('mails of an mbox', 5000, (n) => repeated(n, (i) => numbered(i, `[PATCH] x${i}`, diff(`mm/x${i}.c`)))),
  checked('mails without a patch', 10_000, (n) =>
    repeated(n, (i) => numbered(i, `Re: x${i}`, 'no.\n', `In-Reply-To: <${i - 1}@b>\n`)),
  ),
  checked('copies of a patch', 1000, (n) => repeated(n, (i) => numbered(i, '[PATCH] x', diff('mm/x.c')))),
  checked('versions of a patch', 1000, (n) =>
    repeated(n, (i) => numbered(i, `[PATCH v${i + 1}] x`, diff('mm/x.c', hunk(i + 1)))),
  ),
  checked(
    'asides',
    1000,
    (n) =>
      numbered(0, '[PATCH] x', diff('mm/x.c')) +
      repeated(n, (i) =>
        numbered(i + 1, 'Re: [PATCH] x', diff('mm/x.c', hunk(i + 2)), 'In-Reply-To: <0@b>\n').replace(
          /Signed.*\n---\n/,
          '',
        ),
      ),
  ),
  {
    name: 'mails of a maildir',
    size: 10_000,
    make: (n) => ({
      files: {
        ...Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `box/new/${i}.M.host`,
            numbered(i, `Re: x${i}`, 'no.\n').replace(/^.*\n/, ''),
          ]),
        ),
        'box/cur/0': numbered(n, '[PATCH] x', diff('mm/x.c')).replace(/^.*\n/, ''),
      },
      subject: 'box/cur/0',
      run: { kind: 'command', argv: ['check', 'box', '--verbose'] },
    }),
  },
];
