import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownLine, prose, quotedLine, WIDTH } from './own-text.js';

/** What a program that reads mail could take for something else, each with the program. */
const TAKEN: Readonly<Record<string, RegExp>> = {
  'trailer, b4': /^\s*\w\S*:\s+\S/,
  'separator, mbox': /^>*From /,
  'diff, git am': /^(?:diff |Index: |@@|--- |\+\+\+ )/,
  'cut, git am': /^---/,
  'signature, mail programs': /^-- /,
  'quote, mail programs': /^>/,
  'command, syzbot': /#\s*syz/i,
  'command, patchwork': /pw-bot\s*:/i,
};

const words = fc.constantFrom(
  'From ',
  'Fixes: ',
  'Reported-by: a@b.c',
  'diff --git a/x b/x',
  '---',
  '-- ',
  '>',
  '+++ ',
  '@@ ',
  'Index: x',
  '#syz test',
  '#',
  'syz',
  'pw-bot: changes-requested',
  '-- >8 --',
  '\x1b[31m',
  '\n',
  '\r',
  ' ',
  '\t',
  '\u202e',
);
const hostile = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 8 }))).map((parts) => parts.join(''));

describe('a line of ours', () => {
  it('is nothing but text to any program', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = ownLine(text);
        for (const [what, pattern] of Object.entries(TAKEN)) expect([what, pattern.test(line)]).toEqual([what, false]);
        expect([...line].length).toBeLessThanOrEqual(WIDTH);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
        expect(line).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f\u202e]/);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what is harmless', () => {
    for (const line of ['  on entry    1  caller', '    +\tfolio_put(folio);', 'Does this leak a folio?'])
      expect(ownLine(line)).toBe(line);
  });

  it('bars what looks like a trailer, with an indent too', () => {
    expect(ownLine('Fixes: 0123456789ab ("mm: x")')).toBe('| Fixes: 0123456789ab ("mm: x")');
    expect(ownLine('    Tested-by: a <a@b.c>')).toBe('    | Tested-by: a <a@b.c>');
  });
});

describe('a quoted line', () => {
  it('is one line behind a mark, of bounded length', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = quotedLine(text.repeat(20));
        expect(line).toMatch(/^>(?: [^\n]*)?$/);
        expect(Buffer.byteLength(line)).toBeLessThan(998);
        expect(line).not.toMatch(/#\s*syz|pw-bot\s*:/i);
      }),
    );
  });
});

describe('a line without an end', () => {
  it.each(['8<', '-8', '#', 'pw-bot ', '> '])('takes no longer to be cut: %s', (piece) => {
    expect([...quotedLine(piece.repeat(500_000))].length).toBeLessThan(250);
  });
});

describe('prose', () => {
  it('is broken so that no line begins with a word and a colon', () => {
    const lines = prose([`${'x '.repeat(34)}so behind: a page reads as 0.`]);
    expect(lines.filter((line) => /^\w+:/.test(line))).toEqual([]);
    expect(lines.join(' ')).toContain('so behind: a page');
  });
});
