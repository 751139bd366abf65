import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateField, quotedDate } from './date.js';
import { encodeWords } from './encoded-word.js';
import { listField, textField } from './header.js';
import { mailboxText, readMailbox } from './mailbox.js';

/** RFC 2047, for words in base64 of UTF-8. */
function decode(text: string): string {
  const bytes = [...text.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map(([, word]) => Buffer.from(word!, 'base64'));
  return bytes.length === 0 ? text : Buffer.concat(bytes).toString('utf8');
}

describe('encodeWords', () => {
  it('leaves ASCII alone', () => {
    expect(encodeWords('Re: [PATCH 1/2] mm: x')).toBe('Re: [PATCH 1/2] mm: x');
  });

  it('can be decoded again, in words of at most 75 columns', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const encoded = encodeWords(`é${text}`);
        expect(decode(encoded)).toBe(`é${text}`);
        for (const word of encoded.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
      }),
    );
  });

  it('encodes what already looks encoded, so that it comes out as it was', () => {
    expect(decode(encodeWords('=?UTF-8?B?eA==?='))).toBe('=?UTF-8?B?eA==?=');
  });
});

describe('a header field', () => {
  it('is folded between words', () => {
    const words = 'mm/coop: keep the folio of a coop that is busy while its hens are counted again';
    expect(textField('Subject', `Re: [PATCH v3 12/34] ${words}`)).toBe(
      'Subject: Re: [PATCH v3 12/34] mm/coop: keep the folio of a coop that is busy\n while its hens are counted again',
    );
  });

  it('is one field, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [first, ...rest] = textField('Subject', `a\r\nBcc: x@y\n\n${text}`).split('\n');
        expect(first).toMatch(/^Subject: /);
        for (const line of rest) expect(line).toMatch(/^ \S/);
        expect([first, ...rest].join('')).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });

  it('keeps items whole', () => {
    const ids = ['<a'.padEnd(60, 'x').concat('>'), '<b'.padEnd(60, 'y').concat('>')];
    expect(listField('References', ids, '')).toBe(`References: ${ids[0]}\n ${ids[1]}`);
  });
});

describe('a mailbox', () => {
  it.each([
    ['Ada Writer <ada@example.org>', 'Ada Writer <ada@example.org>'],
    ['"Writer, Ada" <ada@example.org>', '"Writer, Ada" <ada@example.org>'],
    ['Ada (at work) <ada@example.org>', '"Ada (at work)" <ada@example.org>'],
    ['Mika Järvi <mika@example.org>', '=?UTF-8?B?TWlrYSBKw6Rydmk=?= <mika@example.org>'],
    ['ada@example.org', 'ada@example.org'],
  ])('%s', (text, written) => {
    expect(mailboxText(readMailbox(text)!)).toBe(written);
  });

  it.each(['Ada', 'Ada <ada>', 'Ada <a@b, c@d>', 'Ada <a@b\nBcc: c@d>', 'Ada <é@example.org>', ''])(
    'none: %j',
    (text) => {
      expect(readMailbox(text)).toBeUndefined();
    },
  );
});

describe('a date', () => {
  it('is written in UTC', () => {
    expect(dateField(new Date('2026-03-05T08:40:00Z'))).toBe('Date: Thu, 5 Mar 2026 08:40:00 +0000');
  });

  it.each([
    ['Wed, 4 Mar 2026 12:01:00 +0000', 'Wed, Mar 04, 2026 at 12:01:00PM +0000'],
    ['14 Mar 2026 00:05 -0800', 'Sat, Mar 14, 2026 at 12:05:00AM -0800'],
    ['Wed, 4 Mar 2026 23:01:00 GMT (somewhere)', 'Wed, Mar 04, 2026 at 11:01:00PM +0000'],
    ['yesterday', undefined],
  ])('%s as mutt quotes it', (text, quoted) => {
    expect(quotedDate(text)).toBe(quoted);
  });
});
