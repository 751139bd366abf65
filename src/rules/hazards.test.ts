import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import type { SourceImage } from '../tree/index.js';
import { checkFile } from './file.js';
import { readRulePage, ruleIds } from './page.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

/** What a new file with this text raises, as `line: rule`. */
function raised(text: string): string[] {
  const last = text.split('\n').length;
  const post: SourceImage = {
    path: 'mm/frob.c',
    side: 'post',
    text,
    complete: true,
    fragments: [],
    changed: [{ first: 1, last }],
    gaps: [],
  };
  const { findings, skipped } = checkFile({ post, preLine: () => undefined }, { ownership });
  expect(skipped).toEqual([]);
  return findings.map((f) => `${f.line}: ${f.rule}`);
}

/** The lines that carry a `want` mark. */
function wanted(text: string): string[] {
  return text.split('\n').flatMap((line, i) => {
    const rule = /\/\* want: ([\w-]+) \*\//.exec(line)?.[1];
    return rule ? [`${i + 1}: ${rule}`] : [];
  });
}

/** Pages whose examples are no functions of a driver name the test that runs them: see `examples` in their front matter. */
const ofFunctions = ruleIds().filter((id) => readRulePage(id).page.matter.examples === undefined);

describe.each(ofFunctions)('the examples of %s', (id) => {
  const { page } = readRulePage(id);
  it.each(page.blocks.filter((b) => b.language === 'c').map((b) => [b.heading, b.text] as const))('%s', (_, text) => {
    expect(raised(text)).toEqual(wanted(text));
  });
});
