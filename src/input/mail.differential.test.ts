import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readSeries } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-mailinfo-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What git reads: the subject and the author as it tells them, and the lines that the diff adds. */
function mailinfo(mail: Buffer) {
  const [message, diff] = [join(folder, 'message'), join(folder, 'diff')];
  const info = execFileSync('git', ['mailinfo', '-k', message, diff], { input: mail, encoding: 'utf8' });
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(info)?.[1];
  const lines = readFileSync(diff, 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith('@@')) + 1;
  const count = Number(/\+1,(\d+) @@/.exec(lines[start - 1]!)![1]);
  const added = lines.slice(start, start + count).map((line) => line.slice(1));
  return { subject: value('Subject'), author: `${value('Author')} <${value('Email')}>`, added };
}

async function ours(mail: Buffer) {
  const { patches, diagnostics } = await readSeries([{ kind: 'bytes', name: 'x', bytes: mail }]);
  expect(diagnostics).toEqual([]);
  const [patch] = patches;
  const lines = patch!.files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return { subject: patch!.subject, author: patch!.author, added: lines.map(({ text }) => text) };
}

/** RFC 2045: escapes what is no printable ASCII, and white space at a line's end; breaks lines at 76. */
function quotedPrintable(text: string): string {
  const escaped = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  const encodeLine = (line: string) => {
    const tokens = [...Buffer.from(line)].map((byte, at, all) => {
      const plain = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
      return plain || (byte === 0x20 && at < all.length - 1) ? String.fromCharCode(byte) : escaped(byte);
    });
    let written = '';
    let width = 0;
    for (const token of tokens) {
      if (width + token.length > 75) {
        written += '=\n';
        width = 0;
      }
      written += token;
      width += token.length;
    }
    return written;
  };
  return text.split('\n').map(encodeLine).join('\n');
}

const ENCODINGS: Record<string, (text: string) => string> = {
  '8bit': (text) => text,
  'quoted-printable': quotedPrintable,
  base64: (text) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n'),
};
const encodedWord = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** What ends a line, and what git calls binary, is left out. */
const noBreaks = fc.string({ unit: 'grapheme', maxLength: 90 }).map((text) => text.replace(/\p{Cc}/gu, ''));
const SPECIAL = [
  '',
  ' ',
  '\t',
  'From here',
  '>From there',
  '-- ',
  '--- a/x',
  '@@ -1 +1 @@',
  'diff --git a/x b/x',
  'a  ',
];
const words = fc.array(fc.constantFrom('mm:', 'Béa', 'lend', 'ÿ=?', '"a"', 'x_y', '日本'), {
  minLength: 1,
  maxLength: 6,
});

describe('a mail of any text', () => {
  it.each(Object.keys(ENCODINGS))('in %s is read as git mailinfo reads it', async (encoding) => {
    const lines = fc.array(fc.oneof(noBreaks, fc.constantFrom(...SPECIAL)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(words, lines, async (title, text) => {
        const subject = ['[PATCH]', ...title].map(encodedWord).join('\n ');
        const hunk = [`@@ -0,0 +1,${text.length} @@`, ...text.map((line) => `+${line}`)].join('\n');
        const head = 'diff --git a/mm/x.c b/mm/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/mm/x.c\n';
        const body = ENCODINGS[encoding]!(`Why.\n---\n${head}${hunk}\n-- \n2.47.0\n`);
        const type = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding:${encoding}`;
        const mail = `From:${encodedWord('Béa B.')} <bea@example.org>\nSubject: ${subject}\n${type}\n\n${body}`;
        expect(await ours(Buffer.from(mail))).toEqual(mailinfo(Buffer.from(mail)));
      }),
      { numRuns: 40 },
    );
  });
});
