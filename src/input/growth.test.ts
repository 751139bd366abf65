import { describe, expect, it } from 'vitest';
import { readSeries } from './read.js';

/** Half a million characters: where work grows with the square of the input, one of these takes an hour. */
const LENGTH = 500_000;
const DIFF = 'diff --git a/mm/x.c b/mm/x.c\n--- a/mm/x.c\n+++ b/mm/x.c\n@@ -1,2 +1,3 @@\n a\n+b\n c\n';
const mail = (headers: string, body: string) => `From: A <a@example.org>\n${headers}\n\n${body}`;

/** Where a mail, a diff, a log or a page may hold any text at all. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  sender: (text) => `From: a${text}b\nSubject: [PATCH] x\n\nbody\n`,
  'sender of a decoded mail': (text) =>
    `From: a${text}b\nSubject: x\nContent-Transfer-Encoding: quoted-printable\n\n${DIFF}`,
  subject: (text) => mail(`Subject: [PATCH] ${text}`, `body\n---\n${DIFF}`),
  threading: (text) => mail(`Subject: x\nReferences: ${text}\nIn-Reply-To: ${text}`, 'body\n'),
  'in-body sender': (text) => mail('Subject: [PATCH] x', `From:${text}b\n\nbody\n---\n${DIFF}`),
  attribution: (text) => mail('Subject: Re: x', `${text} wrote:\n> a\n${text}\n`),
  charset: (text) => mail(`Subject: x\nContent-Type: text/plain; charset=${text}; format=flowed`, `${text}\n${DIFF}`),
  'notes below the cut': (text) =>
    mail('Subject: [PATCH] x', `b\n---\nfoliolint: ignore ${text}x\nbase-commit: ${text}x\n${DIFF}`),
  'names of a diff': (text) => `diff --git ${text}\n--- ${text}\n+++ ${text}\n@@ -1,2 +1,3 @@ ${text}\n a\n+b\n c\n`,
  'lines of a diff': (text) => `--- a/mm/x.c${text}b\n+++ b/mm/x.c${text}b\n@@ -1,2 +1,3 @@\n ${text}\n+${text}b\n c\n`,
  'facts of a diff': (text) => `diff --git a/mm/x.c b/mm/x.c\nindex ${text}\nrename from ${text}\n${DIFF}`,
  log: (text) => `commit ${'a'.repeat(40)}\nAuthor: ${text}\n\n    ${text}\n\n${DIFF}`,
  page: (text) => `<pre>From: ${text}\nSubject: [PATCH]${text}\n${text}</pre>\n`,
};
const UNITS = [
  ' ',
  '\t',
  '\f',
  '(',
  ')',
  '<',
  '>',
  '> ',
  '"',
  '\\',
  '[',
  '=?utf-8?q?',
  '-',
  '+',
  '@',
  'a ',
  '&lt;',
  ',',
];

describe.each(Object.keys(PLACES))('%s', (place) => {
  it('is read in work that is in proportion to its length', async () => {
    for (const unit of UNITS) {
      const text = PLACES[place]!(unit.repeat(LENGTH / unit.length));
      await expect(readSeries([{ kind: 'stdin', bytes: Buffer.from(text) }])).resolves.toBeDefined();
    }
  });
});

describe('file names whose quoting is broken', () => {
  it.each(['"x', '"a\\q"'])('are passed by, and told: %s', async (name) => {
    const text = `--- ${name}\n+++ ${name}\n@@ -1,2 +1,3 @@\n a\n+b\n c\n`;
    const { patches, diagnostics } = await readSeries([{ kind: 'stdin', bytes: Buffer.from(text) }]);
    expect(patches).toEqual([]);
    expect(diagnostics.map(({ level, line }) => [level, line])).toEqual([['error', 1]]);
  });

  it('are passed by in a quote, too', async () => {
    const quoted = '> --- "x\n> +++ "x\n> @@ -1,2 +1,3 @@\n>  a\n> +b\n>  c\n';
    const text = mail('Subject: Re: [PATCH] x', `B wrote:\n${quoted}`);
    await expect(readSeries([{ kind: 'stdin', bytes: Buffer.from(text) }])).resolves.toBeDefined();
  });
});
