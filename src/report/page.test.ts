import { expect, it } from 'vitest';
import { readRulePage, ruleIds } from '../rules/index.js';
import { renderRuleList, renderRulePage } from './page.js';

it.each(ruleIds())('prints the page of %s without marks for tests or for Markdown', (id) => {
  const text = renderRulePage(readRulePage(id), false);
  expect(text).not.toMatch(/want:|```|^#/m);
  expect(text).not.toMatch(/[ \t]+$/m);
  expect(text).toMatch(/\nWrong\n\n {4}\S/);
});

it('lists a rule a line', () => {
  const [first, ...others] = renderRuleList(ruleIds().map((id) => readRulePage(id))).split('\n');
  expect(first).toBe('bug-on-new-check        note     a new BUG_ON() or VM_BUG_ON() in reference count code');
  expect(others).toHaveLength(ruleIds().length);
});
