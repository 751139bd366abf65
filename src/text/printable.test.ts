import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson } from './printable.js';

describe('printable', () => {
  it('shows controls in caret notation and keeps tabs', () => {
    expect(printable('\x1b[31mred\x1b[0m\tx\x7f\0')).toBe('^[[31mred^[[0m\tx^?^@');
  });

  it('shows C1 controls, which some terminals take for an escape', () => {
    expect(printable('\x9b31m')).toBe('<U+009B>31m');
  });

  it('shows bidi overrides and invisible characters', () => {
    expect(printable('if (a\u202e \u2066)\u200b')).toBe('if (a<U+202E> <U+2066>)<U+200B>');
  });

  it('breaks no line and leaves names alone', () => {
    expect(printable('a\r\nb')).toBe('a^M^Jb');
    expect(printable('Jérôme Glisse, 李, 𝒻')).toBe('Jérôme Glisse, 李, 𝒻');
  });

  it('is idempotent and lets no control through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = printable(text);
        expect(printable(shown)).toBe(shown);
        expect([...shown].every((c) => c === '\t' || c >= ' ')).toBe(true);
      }),
    );
  });
});

describe('printableJson', () => {
  it('changes the bytes, never the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = printableJson(JSON.stringify(value, null, 2));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(printable(json.replaceAll('\n', ''))).toBe(json.replaceAll('\n', ''));
      }),
    );
  });
});
