import { describe, expect, it } from 'vitest';
import { parsePage } from './page.js';

const PAGE = `---
id: over-put
severity: error
title: a reference is dropped that the path does not own
---
# Why

Text with \`code\`.

## Wrong

\`\`\`c
void f(struct folio *folio)
{
	folio_put(folio);	/* want: over-put */
}
\`\`\`

## Right

\`\`\`c
void g(void) {}
\`\`\`
`;

describe('parsePage', () => {
  it('reads front matter with places', () => {
    const page = parsePage('over-put.md', PAGE);
    expect(page.matter).toEqual({
      id: 'over-put',
      severity: 'error',
      title: 'a reference is dropped that the path does not own',
    });
    expect(page.placeOf('severity')).toEqual({ file: 'over-put.md', line: 3 });
    expect(page.body.startsWith('# Why\n')).toBe(true);
  });

  it('reads blocks with their heading and their first line', () => {
    const [wrong, right] = parsePage('over-put.md', PAGE).blocks;
    expect(wrong).toMatchObject({ language: 'c', heading: 'Wrong', line: 13 });
    expect(PAGE.split('\n')[wrong!.line - 1]).toBe(wrong!.text.split('\n')[0]);
    expect(right).toEqual({ language: 'c', heading: 'Right', text: 'void g(void) {}\n', line: 22 });
  });

  it('reads many blocks in work that is in proportion to their number', () => {
    const many = 300_000;
    const page = parsePage('x.md', `---\nid: x\n---\n${'```c\nx\n```\n'.repeat(many)}`);
    expect(page.blocks).toHaveLength(many);
  });

  it('keeps line numbers with CRLF', () => {
    const page = parsePage('x.md', PAGE.replaceAll('\n', '\r\n'));
    expect(page.blocks.map((block) => block.line)).toEqual([13, 22]);
  });

  it.each([
    ['# no front matter\n', 'x.md:1: a page starts with front matter'],
    ['---\nid: a\n', 'x.md:1: the front matter is not closed'],
    ['---\nid: a\nid: b\n---\n', 'x.md:3: Map keys must be unique'],
    ['---\n- a\n---\n', 'x.md:2: front matter is a list of'],
    ['---\nid: a\n---\n\n```c\nint x;\n', 'x.md:5: this code block is not closed'],
  ])('names file and line of what is wrong: %j', (text, message) => {
    expect(() => parsePage('x.md', text)).toThrow(message);
  });
});
