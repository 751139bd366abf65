import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRulePage, ruleIds } from './page.js';

describe.each(ruleIds())('the page of %s', (id) => {
  const { page, title } = readRulePage(id);
  const codeUnder = (heading: string) =>
    page.blocks.filter((block) => block.heading === heading && block.language === 'c');

  it('has a title of one line and the sections of a page', () => {
    expect(title).toMatch(/^[^A-Z].{20,90}[^.]$/);
    const headings = page.body.split('\n').filter((line) => line.startsWith('## '));
    expect(headings).toEqual(['## Wrong', '## Right', '## How to fix', '## Seen', '## Silence']);
    expect(page.body).toContain(`--ignore ${id}`);
  });

  it('wants exactly its own rule in the wrong code, once, and nothing in the right code', () => {
    const wants = (heading: string) =>
      codeUnder(heading).flatMap(({ text }) => text.match(/\/\* want: .*? \*\//g) ?? []);
    expect(wants('Wrong')).toEqual([`/* want: ${id} */`]);
    expect(codeUnder('Right')).toHaveLength(1);
    expect(wants('Right')).toEqual([]);
  });

  it('indents its code with tabs and ends it as a function ends', () => {
    for (const { text } of page.blocks) {
      expect(text).toMatch(/\n}\n$/);
      expect(text).not.toMatch(/^ {2,}/m);
    }
  });
});

describe('readRulePage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-pages-'));
  it.each([
    ['id: other\nseverity: error\ntitle: t', 'rules/hazards/bad.md:2: the page of bad calls itself other'],
    ['id: bad\nseverity: fatal\ntitle: t', 'rules/hazards/bad.md:3: severity is error, warning or note, not fatal'],
    ['id: bad\nseverity: error\ntitle: 3', 'rules/hazards/bad.md:4: `title` must be a line of text'],
    ['id: bad\nseverity: error', 'rules/hazards/bad.md:1: `title` must be a line of text'],
  ])('names the line of what is wrong: %j', (matter, message) => {
    writeFileSync(join(folder, 'bad.md'), `---\n${matter}\n---\n`);
    expect(ruleIds(folder)).toEqual(['bad']);
    expect(() => readRulePage('bad', folder)).toThrow(message);
  });
});
