import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, joined } from './markup.js';

describe('html', () => {
  it('escapes text, and puts pieces in as they are', () => {
    const piece = html`<b>${'<i> & "'}</b>`;
    expect(html`<p title="${`'"`}">${piece}${[piece]}${undefined}${1}</p>`.markup).toBe(
      '<p title="&#39;&quot;"><b>&lt;i&gt; &amp; &quot;</b><b>&lt;i&gt; &amp; &quot;</b>1</p>',
    );
    expect(joined([piece, piece], '<').markup).toContain('</b>&lt;<b>');
  });

  it('makes controls and bidi overrides visible', () => {
    expect(html`${'a\u202eb\x1b[1m\u2028'}`.markup).toBe('a&lt;U+202E&gt;b^[[1m&lt;U+2028&gt;');
  });

  it('lets no text open or close anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(html`${text}`.markup)));
  });
});
