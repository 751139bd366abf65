import type { RulePage } from '../rules/index.js';
import { UsageError } from './failure.js';
import { words } from './words.js';

/** The rule ids of a comma list. Throws UsageError for a rule that does not exist. */
export async function rulesOf(flag: 'types' | 'ignore', value: string | undefined): Promise<string[] | undefined> {
  if (value === undefined) return undefined;
  const { ruleIds } = await import('../rules/index.js');
  const known = ruleIds();
  for (const word of words(value))
    if (!known.includes(word)) throw new UsageError(`--${flag} ${word}: no such rule (foliolint rules lists them)`);
  return words(value);
}

/** The page of the rule `id`. Throws UsageError when there is no such rule. */
export async function knownRule(id: string): Promise<RulePage> {
  const { readRulePage, ruleIds } = await import('../rules/index.js');
  if (!ruleIds().includes(id)) throw new UsageError(`no rule ${id} (foliolint rules lists them)`);
  return readRulePage(id);
}
