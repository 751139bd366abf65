import { describe, expect, it } from 'vitest';
import { readSeries } from './index.js';

const HEAD = 'diff --git a/mm/a.c b/mm/a.c\n--- a/mm/a.c\n+++ b/mm/a.c\n';
const LONG = 'long sample_lend_with_a_name_of_some_length(struct address_space *mapping,';
const HUNK = [
  `@@ -3,5 +3,6 @@ ${LONG}`,
  ' pgoff_t index)',
  ` ${LONG}`,
  '-\treturn sample_lend_what_is_there(mapping, index, SAMPLE_READ | SAMPLE_WAIT);',
  '+\treturn sample_lend_what_is_there(mapping, index, SAMPLE_READ | SAMPLE_WAIT,',
  '+\t\tNULL);',
  ' /* the end',
  ' }',
];

async function read(hunk: readonly string[], behind = '-- \n2.43.0\n') {
  const text = `From: Ada <ada@example.org>\nSubject: [PATCH] mm: lend\n\nWhy.\n---\n${HEAD}${hunk.join('\n')}\n${behind}`;
  const { patches, diagnostics } = await readSeries([{ kind: 'bytes', name: 'in', bytes: Buffer.from(text) }]);
  return {
    hunks: patches.flatMap(({ files }) => files.flatMap(({ hunks }) => hunks)),
    damage: patches[0]?.damage,
    said: diagnostics.map(({ level, line, message }) => `${level} ${line}: ${message}`),
  };
}

describe('a line that a mailer broke', () => {
  it('is put together again where the counts of the hunk prove it', async () => {
    const whole = await read(HUNK);
    expect(whole.said).toEqual([]);
    const broken = HUNK.flatMap((line) => line.replace(/ (\*mapping,|SAMPLE_WAIT[,)];?)$/, '\n$1').split('\n'));
    expect(broken).toHaveLength(HUNK.length + 4);
    const mended = await read(broken);
    const texts = ({ hunks }: typeof whole) =>
      hunks.map(({ section, lines }) => [section, ...lines.map((l) => l.text)]);
    expect(texts(mended)).toEqual(texts(whole));
    expect(mended.said).toEqual([
      'note 9: line 10 and 3 more are wrapped by the mailer, read as one: [PATCH] mm: lend',
    ]);
  });

  it('is named where they do not', async () => {
    const broken = HUNK.flatMap((line) => line.replace(/ (SAMPLE_WAIT.*)$/, '\n$1').split('\n'));
    const { hunks, said } = await read(broken.toSpliced(-3, 1));
    expect(hunks).toEqual([]);
    expect(said).toEqual(['error 13: this line is wrapped by the mailer, and its hunk of mm/a.c is left out']);
  });

  it('is no text behind a hunk that was cut', async () => {
    const text = 'This sentence stands directly below the diff, which lost its last line.\n';
    expect((await read(HUNK.slice(0, -1), text)).said).toEqual([
      'error 9: a hunk of mm/a.c is cut: its header says 5 old and 6 new lines, 4 and 5 are there',
    ]);
  });
});

describe('non-breaking spaces', () => {
  it('for the blanks of a diff are white-space damage', async () => {
    const { hunks, damage, said } = await read(
      HUNK.map((line) => line.replace(/^ /, '\u00a0').replace('\t', '\u00a0 \u00a0')),
    );
    expect(hunks[0]?.lines.map(({ kind }) => kind[0]).join('')).toBe('ccraacc');
    expect(damage?.whitespace).toBe(true);
    expect(said).toEqual(['note 9: white-space damage: non-breaking spaces (U+00A0) for blanks: [PATCH] mm: lend']);
  });

  it('inside of a text, and in front of prose, are none', async () => {
    const hunk = HUNK.map((line) => line.replace('the end', 'the\u00a0end'));
    const { hunks, damage, said } = await read(hunk);
    expect(hunks[0]?.lines.at(-2)?.text).toBe('/* the\u00a0end');
    expect([damage?.whitespace, said]).toEqual([false, []]);
  });
});
