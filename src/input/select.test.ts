import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSeries } from './index.js';

/** One mail: its id, its subject, the id that it answers; `*` in front of the subject for one without a diff. */
type Mail = readonly [id: string, subject: string, parent?: string, sender?: string];

interface Thread {
  readonly mails: readonly Mail[];
  /** The ids of the mails whose patches are read, in order. */
  readonly read: string;
  /** What `b4 am` takes where that is not the same, and why we do otherwise. */
  readonly b4?: { readonly takes: string; readonly because: string };
  readonly said?: readonly string[];
}

const v1: readonly Mail[] = [
  ['c', '*[PATCH 0/3] mm: pond'],
  ['p1', '[PATCH 1/3] mm: dig', 'c'],
  ['p2', '[PATCH 2/3] mm: fill', 'c'],
  ['p3', '[PATCH 3/3] mm: fish', 'c'],
];
const v2: readonly Mail[] = [
  ['c2', '*[PATCH v2 0/2] mm: pond', 'c'],
  ['q1', '[PATCH v2 1/2] mm: dig deeper', 'c2'],
  ['q2', '[PATCH v2 2/2] mm: fill', 'c2'],
];

const THREADS: Readonly<Record<string, Thread>> = {
  'a series out of order': { mails: [v1[3]!, v1[0]!, v1[2]!, v1[1]!], read: 'p1 p2 p3' },
  'v2 in reply to v1': {
    mails: [...v1, ...v2],
    read: 'q1 q2',
    said: ['left out: v1 (3 patches); what is read is the newest: [PATCH v2 1/2] mm: dig deeper'],
  },
  'v1 behind v2': { mails: [...v2, ...v1], read: 'q1 q2' },
  'v2 of one patch': {
    mails: [
      ['a', '[PATCH] mm: net'],
      ['b', '[PATCH v2] mm: cast net', 'a'],
    ],
    read: 'b',
  },
  'a version behind the number': {
    mails: [
      ['a', '[PATCH 1/1] mm: net'],
      ['b', '[PATCH 1/1 V2] mm: net', 'a'],
    ],
    read: 'b',
  },
  'a partial reroll': {
    mails: [...v1, ['r', '[PATCH v2 2/3] mm: fill slowly', 'p2']],
    read: 'p1 r p3',
    said: ['left out: older mails of patch 2; what is read is the newest: [PATCH 1/3] mm: dig'],
  },
  'partial rerolls of several versions, behind answers': {
    mails: [
      ...v1,
      ['a', '*Re: [PATCH 2/3] mm: fill', 'p2', 'Bo'],
      ['r', '[PATCH v2 2/3] mm: fill', 'a'],
      ['s', '[PATCH v2 3/3] mm: fish', 'p3'],
      ['t', '[PATCH v3 2/3] mm: fill', 'r'],
    ],
    read: 'p1 t s',
  },
  'a patch more than the count': { mails: [...v1, ['p4', '[PATCH 4/3] mm: frogs', 'c']], read: 'p1 p2 p3 p4' },
  'a cover letter that alone names the version': {
    mails: [...v1, ['c2', '*[PATCH v2 0/1] mm: pond', 'c'], ['q1', '[PATCH 1/1] mm: dig', 'c2']],
    read: 'q1',
    b4: { takes: 'p1 p2 p3', because: 'it asks the cover letter only while it knows no patch without a version' },
  },
  'one patch sent again without a version': {
    mails: [
      ['a', '[PATCH] mm: net'],
      ['b', '[PATCH] mm: net', 'a'],
    ],
    read: 'b',
    said: ['left out: v1 as it was sent before (1 patch); what is read is the newest: [PATCH] mm: net'],
  },
  RESEND: {
    mails: [
      ['a', '[PATCH v2] mm: net'],
      ['b', '[PATCH v2 RESEND] mm: net', 'a'],
    ],
    read: 'b',
    b4: { takes: 'a', because: 'an answer goes to the mail that people have in front of them' },
  },
  'v2.1 of one patch': {
    mails: [...v2, ['r', '[PATCH v2.1 2/2] mm: fill', 'q2']],
    read: 'q1 r',
    b4: { takes: 'q1 q2', because: 'it reads no such version' },
  },
  'a reroll without number': {
    mails: [...v1, ['r', '[PATCH v2] mm: fill', 'p2']],
    read: 'p1 r p3',
    b4: { takes: 'r', because: 'it asks for the number, and would leave the series behind' },
  },
  'a patch of another in the thread': {
    mails: [...v2, ['x', '[PATCH] mm: drain', 'q1', 'Bo']],
    read: 'q1 q2 x',
    b4: { takes: 'q1 q2', because: 'it takes one series, and we look at every patch' },
  },
  'a pull request with its patches': {
    mails: [
      ['c', '*[GIT PULL 0/2] mm: pond'],
      ['p1', '[PATCH 1/2] mm: dig', 'c'],
      ['p2', '[PATCH 2/2] mm: fill', 'c'],
    ],
    read: 'p1 p2',
  },
  'a robot that answers': {
    mails: [...v1, ['k', '*Re: [PATCH 0/3] mm: pond', 'c', 'Robot']],
    read: 'p1 p2 p3',
  },
  'a series without its second patch': {
    mails: [v1[0]!, v1[1]!, v1[3]!],
    read: 'p1 p3',
    said: ['patch 2 of 3 is not here: [PATCH 1/3] mm: dig'],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'foliolint-select-'));
afterAll(() => rmSync(folder, { recursive: true }));

function mbox(mails: readonly Mail[]): string {
  return mails
    .map(([id, subject, parent, sender = 'Ada'], at) => {
      const isBare = subject.startsWith('*');
      const body = isBare
        ? 'Please look.\n---\n mm/a.c | 1 +\n 1 file changed, 1 insertion(+)\n'
        : `Because.\n---\n${diff(id)}`;
      return [
        `From m@z Thu Jan  1 00:00:00 1970\nFrom: ${sender} <${sender}@example.org>\nSubject: ${subject.replace('*', '')}`,
        `Date: Tue, 3 Mar 2026 09:${10 + at}:00 +0000\nMessage-ID: <${id}@example.org>`,
        ...(parent === undefined ? [] : [`In-Reply-To: <${parent}@example.org>`]),
        `\n${body}\n`,
      ].join('\n');
    })
    .join('');
}

function diff(id: string): string {
  return `diff --git a/mm/${id}.c b/mm/${id}.c\n--- a/mm/${id}.c\n+++ b/mm/${id}.c\n@@ -3,2 +3,3 @@ int f(void)\n a\n+b\n c\n`;
}

async function read(text: string) {
  const { patches, diagnostics } = await readSeries([{ kind: 'bytes', name: 'in', bytes: Buffer.from(text) }]);
  const ids = patches.map(({ kind, files }) => `${kind === 'aside' ? 'aside ' : ''}${files[0]!.newPath!.slice(3, -2)}`);
  return { ids: ids.join(' '), said: diagnostics.map(({ message }) => message) };
}

describe('what is read of a thread', () => {
  it.each(Object.keys(THREADS))('%s', async (name) => {
    const { mails, read: wanted, said } = THREADS[name]!;
    const found = await read(mbox(mails));
    expect(found.ids).toBe(wanted);
    if (said) expect(found.said).toEqual(said);
  });

  it('two series of one mbox are read one after the other', async () => {
    const other: Mail[] = [
      ['e', '*[PATCH 0/2] fs: barn'],
      ['e1', '[PATCH 1/2] fs: roof', 'e'],
      ['e2', '[PATCH 2/2] fs: door', 'e'],
    ];
    const mixed = [v1[0]!, other[0]!, v1[2]!, other[2]!, v1[1]!, other[1]!, v1[3]!];
    expect((await read(mbox(mixed))).ids).toBe('p1 p2 p3 e1 e2');
  });

  it('versions in threads of their own are known by sender and subjects', async () => {
    const own = v2.map(([id, subject, parent]): Mail => (id === 'c2' ? [id, subject] : [id, subject, parent!]));
    expect((await read(mbox([...v1, ...own]))).ids).toBe('q1 q2');
    const others = own.map(([id, subject, parent]): Mail => [id, subject, parent ?? 'none', 'Bo']);
    expect((await read(mbox([...v1, ...others]))).ids).toBe('p1 p2 p3 q1 q2');
  });

  it('a patch knows its own cover letter, also where both answer the one of the version before', async () => {
    const beside = v2.map(([id, subject]): Mail => [id, subject, 'c']);
    const { patches } = await readSeries([{ kind: 'bytes', name: 'in', bytes: Buffer.from(mbox([...v1, ...beside])) }]);
    expect(patches.map(({ subject, carrier }) => [subject.slice(1, 13), carrier?.cover])).toEqual([
      ['PATCH v2 1/2', 4],
      ['PATCH v2 2/2', 4],
    ]);
  });

  it('a diff in an answer goes with the version that it answers', async () => {
    const answers: Mail[] = [
      ['x', 'Re: [PATCH 2/3] mm: fill', 'p2', 'Bo'],
      ['y', 'Re: [PATCH v2 2/2] mm: fill', 'q2', 'Bo'],
    ];
    expect(await read(mbox([...v1, answers[0]!, ...v2, answers[1]!]))).toEqual({
      ids: 'q1 q2 aside y',
      said: [
        'left out: v1 (3 patches), 1 diff in answers to these; what is read is the newest: [PATCH v2 1/2] mm: dig deeper',
      ],
    });
  });

  it('commits with one subject are no versions', async () => {
    const commit = (id: string) =>
      `commit ${id.repeat(40)}\nAuthor: Ada <ada@example.org>\nDate:   now\n\n    mm: net\n\n${diff('a')}\n`;
    expect((await read(commit('b') + commit('a'))).ids).toBe('a a');
  });
});

const hasB4 = spawnSync('b4', ['--version']).status === 0;

describe.skipIf(!hasB4)('b4 am', () => {
  it.each(Object.keys(THREADS))('takes the same of: %s', (name) => {
    const { mails, read: ours, b4 } = THREADS[name]!;
    const file = join(folder, 'thread.mbox');
    writeFileSync(file, mbox(mails));
    const [id] = mails.find(([, , parent]) => parent === undefined) ?? mails[0]!;
    const config = join(folder, 'config');
    writeFileSync(config, '[b4]\n attestation-policy = off\n[user]\n name = Ada\n email = ada@example.org\n');
    const args = ['--offline-mode', 'am', '-m', file, '-o', folder, '-n', 'taken', `${id}@example.org`];
    execFileSync('b4', args, { env: { ...process.env, HOME: folder, GIT_CONFIG_GLOBAL: config }, stdio: 'pipe' });
    const taken = readFileSync(join(folder, 'taken.mbx'), 'utf8').matchAll(/^\+\+\+ b\/mm\/(\w+)\.c$/gm);
    expect([...taken].map(([, one]) => one).join(' ')).toBe(b4?.takes ?? ours);
  });
});
