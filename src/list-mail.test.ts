import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Patch, readSeries } from './input/index.js';

/**
 * One patch as eight list servers and mailers write it (`testdata/mail/lists`): whole header blocks, each transfer
 * encoding, CR LF, format=flowed, signed, inline and attached. Each is read in each file format that holds mails.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LISTS = `${ROOT}testdata/mail/lists/`;
const NAMES = readdirSync(LISTS).map((name) => name.replace('.eml', ''));
const folder = mkdtempSync(join(tmpdir(), 'foliolint-lists-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OTHER = 'From: Ada Keeper <ada@example.org>\nSubject: lunch\nMessage-ID: <lunch@example.org>\n\nAt noon?\n';
const eml = (name: string) => readFileSync(`${LISTS}${name}.eml`, 'latin1');
const mbox = (separator: string, mails: readonly string[]) => mails.map((mail) => `${separator}\n${mail}\n`).join('');
const escaped = (mail: string, pattern: RegExp) => mail.replace(pattern, '>$&');
const bodyLength = (mail: string) => mail.length - /\r?\n\r?\n/.exec(mail)!.index - 2;
const counted = (mail: string) => `Content-Length: ${bodyLength(mail)}\n${mail}`;
const around = (mail: string) => [OTHER, mail, OTHER.replace('lunch', 'supper')];

/** What is written for a mail, by path; the first folder or file is what the user names. */
const CARRIERS: Record<string, (mail: string) => Record<string, string | Buffer>> = {
  eml: (mail) => ({ 'x.eml': mail }),
  mboxrd: (mail) => ({
    'rd.mbox': mbox(
      'From mboxrd@z Thu Jan  1 00:00:00 1970',
      around(mail).map((each) => escaped(each, /^>*From /gm)),
    ),
  }),
  mboxo: (mail) => ({
    'o.mbox': mbox(
      'From bea@example.org Tue Mar  3 09:01:00 2026',
      around(mail).map((each) => escaped(each, /^From /gm)),
    ),
  }),
  mboxcl2: (mail) => ({
    'cl2.mbox': mbox('From bea@example.org Tue Mar  3 09:01:00 2026', around(mail).map(counted)),
  }),
  maildir: (mail) => ({
    'dir/new/1772524862.M1P1.host': OTHER,
    'dir/cur/1772524863.M1P2.host:2,S': mail,
    'dir/tmp/1772524864.M1P3.host': 'half a ma',
  }),
  'lei q -f mboxrd': (mail) => ({ 'lei.mbox': lei(mail) }),
  'lei q -f mboxrd, gzip': (mail) => ({ 'lei.mbox.gz': gzipSync(Buffer.from(lei(mail), 'latin1')) }),
};

/** lei puts the blob and how well it fits into the separator, and what it knows about the mail behind its headers. */
function lei(mail: string): string {
  const separator = 'From 0123456789abcdef0123456789abcdef01234567=99@mboxrd Thu Jan  1 00:00:00 1970';
  const known = mail.replace(/\r?\n\r?\n/, (end) => end.replace('\n', '\nStatus: O\n'));
  return mbox(
    separator,
    around(known).map((each) => escaped(each, /^>*From /gm)),
  );
}

/** Writes a mail in a format, and gives the path that the user names. */
function write(name: string, carrier: string): string {
  const place = join(folder, name, carrier.replace(/\W+/g, '-'));
  const files = Object.entries(CARRIERS[carrier]!(eml(name)));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), content, 'latin1');
  }
  return join(place, files[0]![0].split('/')[0]!);
}

function changed({ files }: Patch) {
  return files.flatMap(({ oldPath, newPath, hunks }) => [
    `${oldPath} ${newPath}`,
    ...hunks.flatMap(({ lines }) => lines.map(({ kind, text }) => `${kind[0]} ${text}`)),
  ]);
}

/** Read from a mail that needs no decoding: the standard for the others. */
const PLAIN = await readSeries([{ kind: 'bytes', name: 'plain', bytes: readFileSync(`${LISTS}sourceforge.eml`) }]);

describe.each(NAMES)('a patch as %s writes it', (name) => {
  it.each(Object.keys(CARRIERS))('is read from %s', async (carrier) => {
    const { patches, diagnostics } = await readSeries([{ kind: 'path', path: write(name, carrier) }]);
    expect(diagnostics).toEqual([]);
    expect(patches).toHaveLength(1);
    const [patch] = patches;
    expect(patch).toMatchObject({
      kind: 'patch',
      subject: "[PATCH v3 1/2] mm/sample: lend Béa's folio with a reference",
      author: 'Béa Writer <bea@example.org>',
      messageId: '<lend.1@example.org>',
      body: expect.stringMatching(
        /^From now on a sample .*\nBéa saw .*\n\nSigned-off-by: Béa Writer <bea@example.org>$/,
      ),
    });
    expect(patch!.carrier?.envelope).toMatchObject({
      references: ['<lend.0@example.org>'],
      cc: expect.arrayContaining([{ name: 'Ada Keeper', address: 'ada@example.org' }]),
    });
    expect(changed(patch!)).toHaveLength(26);
    expect(changed(patch!)).toEqual(changed(PLAIN.patches[0]!));
  });
});

// git joins an empty context line of a flowed patch with the next line.
it.each(NAMES.filter((name) => name !== 'infradead'))(
  '%s is read as git mailinfo and git apply read it',
  async (name) => {
    const [message, diff] = [join(folder, `${name}.message`), join(folder, `${name}.diff`)];
    const input = Buffer.from(eml(name).replace(/\r\n/g, '\n'), 'latin1');
    const info = execFileSync('git', ['mailinfo', '-k', message, diff], { input, encoding: 'utf8' });
    const [patch] = (await readSeries([{ kind: 'bytes', name, bytes: Buffer.from(eml(name), 'latin1') }])).patches;
    const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(info)?.[1];
    expect(patch!.subject).toBe(value('Subject'));
    expect(patch!.author).toBe(`${value('Author')} <${value('Email')}>`);
    expect(patch!.body).toBe(readFileSync(message, 'utf8').trim());
    const stat = execFileSync('git', ['apply', '--numstat', diff], { cwd: folder, encoding: 'utf8' });
    expect(stat).toBe('14\t0\tmm/lend.c\n3\t1\tmm/sample.c\n');
  },
);

const built = existsSync(`${ROOT}dist/cli/main.js`);

describe.skipIf(!built)('the built program (skipped before `npm run build`)', () => {
  const carriers = Object.keys(CARRIERS);
  it.each(NAMES.map((name, at) => [name, carriers[at % carriers.length]!]))('checks %s in %s', (name, carrier) => {
    const command = [`${ROOT}bin/foliolint.js`, 'check', write(name, carrier)];
    const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', input: '' });
    expect(stdout).toMatch(/^mm\/lend\.c:13:\d+: \w+: .*\[use-after-put\]$/m);
    expect(stderr).toBe('');
  });
});
