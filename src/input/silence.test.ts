import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSeries } from './index.js';

const DIFF = `diff --git a/mm/a.c b/mm/a.c
--- a/mm/a.c
+++ b/mm/a.c
@@ -3,3 +3,2 @@ static int frob(void)
 a
-put_page(page);
 c
`;
const SUBJECT = '[PATCH] mm: frob';
const mail = (subject: string, text: string, id: string, more = '') =>
  `From m@z Thu Jan  1 00:00:00 1970\nFrom: Ada <ada@example.org>\nSubject: ${subject}\nMessage-ID: <${id}@example.org>\n${more}\n${text}\n\n`;
const attached = (type: string, name: string, content: Buffer | string) =>
  mail(
    SUBJECT,
    `--b\nContent-Type: text/plain\n\nSee attached.\n\n--b\nContent-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\n` +
      `Content-Transfer-Encoding: base64\n\n${Buffer.from(content).toString('base64')}\n--b--`,
    'at',
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n',
  );

async function read(...mails: string[]) {
  const { patches, diagnostics } = await readSeries([
    { kind: 'bytes', name: 'in', bytes: Buffer.from(mails.join('')) },
  ]);
  return {
    patches: patches.map(({ kind, files }) => `${kind} ${files.map(({ newPath }) => newPath).join()}`),
    said: diagnostics.map(({ level, message }) => `${level}: ${message}`),
  };
}

describe('an attached file', () => {
  it.each([
    ['application/octet-stream', '0001-mm-frob', DIFF],
    ['application/octet-stream', 'frob.patch.bin', DIFF],
    ['application/gzip', 'frob.patch.gz', gzipSync(DIFF)],
  ])('is read by its bytes: %s %s', async (type, name, content) => {
    expect(await read(attached(type, name, content))).toEqual({ patches: ['patch mm/a.c'], said: [] });
  });

  it.each([
    ['frob.patch.xz', '\xfd7zXZ\0\0', 'error: the attached frob.patch.xz is not read: it is packed with xz'],
    ['all.zip', 'PK\x03\x04\0\0', 'warning: the attached all.zip is not read: it is packed with zip'],
    ['a\x1b[2J.patch', 'x\0y', 'error: the attached a^[[2J.patch is not read: it is binary'],
    [
      'frob.patch.gz',
      '\x1f\x8b\x08broken',
      'error: the attached frob.patch.gz is not read: it cannot be unpacked, or unpacks to more than 16 MB',
    ],
    [
      'bomb.gz',
      gzipSync(Buffer.alloc(17 << 20, '\n')),
      /^warning: the attached bomb.gz is not read: it cannot be unpacked/,
    ],
    ['frob.png', '\x89PNG\r\n\x1a\n\0\0', 'note: there is no patch in it'],
  ])('that is none of text is told: %s', async (name, content, message) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    const { patches, said } = await read(attached('application/octet-stream', name, bytes));
    expect(patches).toEqual([]);
    expect(said).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });
});

describe('a diff', () => {
  it('of a cover letter is an aside, and told; the interdiff that git writes is nothing', async () => {
    const told = 'warning: a cover letter holds a diff, which is looked at as an aside';
    expect(await read(mail('[PATCH 0/1] mm: frob', DIFF, 'c'))).toEqual({ patches: ['aside mm/a.c'], said: [told] });
    expect((await read(mail('[PATCH v2 0/1] mm: frob', `Interdiff against v1:\n${DIFF}`, 'c'))).patches).toEqual([]);
  });

  it('of a reply that changes something else at the same lines is an aside, and a copy is none', async () => {
    const reply = (diff: string) => mail(`Re: ${SUBJECT}`, diff, 'r', 'In-Reply-To: <p@example.org>\n');
    const patch = mail(SUBJECT, DIFF, 'p');
    expect((await read(patch, reply(DIFF.replace('-put_page(page)', '-put_folio(page)')))).patches).toEqual([
      'patch mm/a.c',
      'aside mm/a.c',
    ]);
    expect((await read(patch, reply(DIFF))).patches).toEqual(['patch mm/a.c']);
  });

  it('that changes the same in another function is no copy, with the same subject too', async () => {
    const other = DIFF.replace('frob(void)', 'poke(void)').replace('-3,3 +3,2', '-30,3 +30,2');
    const both = await read(mail(SUBJECT, DIFF, 'p'), mail(SUBJECT, other, 'q'), mail(SUBJECT, DIFF, 'r'));
    expect(both.patches).toEqual(['patch mm/a.c', 'patch mm/a.c']);
    expect(both.said).toEqual([
      `note: left out: v1 as it was sent before (1 patch); what is read is the newest: ${SUBJECT}`,
    ]);
  });
});

describe('what git apply reads too', () => {
  const hunk = DIFF.slice(DIFF.indexOf('@@'));
  const bare = async (text: string) => {
    const { patches, diagnostics } = await readSeries([{ kind: 'bytes', name: 'in', bytes: Buffer.from(text) }]);
    const paths = patches.flatMap(({ files }) => files.map(({ newPath }) => newPath));
    return [paths, diagnostics.map(({ level, line, message }) => `${level} ${line}: ${message}`)];
  };

  it('has the names of --- and +++ where diff --git has others', async () => {
    const text = `diff --git a/Documentation/a.rst b/Documentation/a.rst\n--- a/mm/a.c\n+++ b/mm/a.c\n${hunk}`;
    expect(await bare(text)).toEqual([['mm/a.c'], []]);
  });

  it.each(['+++ b/mm/b.c\n', '', 'a word\n'])('is told where no two names stand above a hunk, but %j', async (name) => {
    const said = 'a hunk with no file name right above it is not read';
    const line = DIFF.split('\n').length + (name === '' ? 0 : 1);
    const text = name === '' ? `${DIFF}\n${hunk}` : `${DIFF}${name}${hunk}`;
    expect(await bare(text)).toEqual([['mm/a.c'], [`error ${name === '' ? line + 1 : line}: ${said}`]]);
  });

  it('has hunks where its header calls it binary', async () => {
    const text = DIFF.replace('--- ', 'Binary files a/mm/a.c and b/mm/a.c differ\n--- ');
    const { patches } = await readSeries([{ kind: 'bytes', name: 'in', bytes: Buffer.from(text) }]);
    expect(patches[0]?.files[0]).toMatchObject({ kind: 'modify', hunks: [{}] });
  });

  it.each(['\r', '\u2028'])('may have %j behind its @@', async (end) => {
    expect(await bare(DIFF.replace(' static int frob(void)', end))).toEqual([['mm/a.c'], []]);
  });

  it('is told where its numbers are too large', async () => {
    const more = `${DIFF}@@ -99999999999,1 +1,1 @@\n-a\n+b\n`;
    expect(await bare(more)).toEqual([['mm/a.c'], ['error 8: a hunk with such numbers is not read']]);
  });

  it('may stand above the first mail of a saved page, and below the last', async () => {
    const page = `${DIFF}\nFrom: A <a@example.org>\nDate: today\n\n${DIFF.replaceAll('a.c', 'b.c')}`;
    expect((await bare(page))[0]).toEqual(['mm/b.c', 'mm/a.c']);
    const head = '* [PATCH] mm: x\n  From: A @ 2026-01-02  3:04 UTC (permalink / raw)\n\n';
    const thread = `${head}${DIFF}\n^ permalink raw reply\n\n${DIFF.replaceAll('a.c', 'b.c')}`;
    expect((await bare(thread))[0]).toEqual(['mm/a.c', 'mm/b.c']);
  });
});

describe('a pull request without its patches', () => {
  const text = (place: string) =>
    `The following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  Linux 7.0 (2026-03-01)\n\n` +
    `are available in the Git repository at:\n\n  ${place}\n\nfor you to fetch changes up to 89abcdef:\n\n  mm: frob\n\n mm/a.c | 2 +-\n`;

  it('says how its patches can be looked at', async () => {
    expect(await read(mail('[GIT PULL] mm', text('https://git.example.org/mm.git tags/mm-7.1'), 'g'))).toEqual({
      patches: [],
      said: [
        'note: this pull request holds no patch: git fetch https://git.example.org/mm.git tags/mm-7.1, and check --git 0123456789ab..FETCH_HEAD',
      ],
    });
  });

  it('with a place that a shell would read otherwise names none', async () => {
    for (const place of ['https://a.example/$(id)', '--upload-pack=id git@a:b', 'https://a.example/x;id', 'ext::sh id'])
      expect((await read(mail('[GIT PULL] mm', text(place), 'g'))).said).toEqual(['note: there is no patch in it']);
  });

  it('with them is their cover letter', async () => {
    const cover = mail('[GIT PULL 0/1] mm', text('https://git.example.org/mm.git mm'), 'g');
    expect(await read(cover, mail('[PATCH 1/1] mm: frob', DIFF, 'p', 'In-Reply-To: <g@example.org>\n'))).toEqual({
      patches: ['patch mm/a.c'],
      said: [],
    });
  });
});
