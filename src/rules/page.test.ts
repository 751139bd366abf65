import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { textFolder } from '../text/index.js';
import { readRulePage, ruleIds } from './page.js';

describe.each(ruleIds())('the page of %s', (id) => {
  const { page, title } = readRulePage(id);
  const codeUnder = (heading: string) =>
    page.blocks.filter((block) => block.heading === heading && block.language === 'c');

  it('has a title of one line and the sections of a page', () => {
    expect(title).toMatch(/^[^A-Z].{20,90}[^.]$/);
    const headings = page.body.split('\n').filter((line) => line.startsWith('## '));
    const sections = ['Wrong', 'Right', 'How to fix', 'Seen', 'False alarms', 'Silence', 'See also'];
    expect(headings).toEqual(sections.map((section) => `## ${section}`));
    for (const way of [`--ignore ${id}`, `foliolint: ignore ${id} `, 'foliolint ignore ID -m'])
      expect(page.body).toContain(way);
  });

  it('names other rules that exist, and fits 80 columns where it is prose', () => {
    const related = /## See also\n\n(.*)$/s.exec(page.body)![1]!.trim().split('\n');
    for (const line of related)
      expect(ruleIds().filter((other) => other !== id)).toContain(/^- ([\w-]+): /.exec(line)?.[1]);
    const prose = page.body.replaceAll(/^(```.*?^```|\|[^\n]*)$/gms, '');
    expect(prose).not.toMatch(/^.{80}/m);
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
  afterAll(() => rmSync(folder, { recursive: true }));
  it.each([
    ['id: other\nseverity: error\ntitle: t', 'rules/hazards/bad.md:2: the page of bad calls itself other'],
    ['id: bad\nseverity: fatal\ntitle: t', 'rules/hazards/bad.md:3: severity is error, warning or note, not fatal'],
    ['id: bad\nseverity: error\ntitle: 3', 'rules/hazards/bad.md:4: `title` must be a line of text'],
    ['id: bad\nseverity: error', 'rules/hazards/bad.md:1: `title` must be a line of text'],
  ])('names the line of what is wrong: %j', (matter, message) => {
    writeFileSync(join(folder, 'bad.md'), `---\n${matter}\n---\n`);
    expect(ruleIds(textFolder(folder))).toEqual(['bad']);
    expect(() => readRulePage('bad', textFolder(folder))).toThrow(message);
  });
});
