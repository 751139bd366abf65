import type { RulePage } from '../rules/index.js';
import { didYouMean } from '../text/index.js';
import { UsageError } from './failure.js';
import { words } from './words.js';

/** The rule ids of a comma list. Throws UsageError for a rule that does not exist. */
export async function rulesOf(flag: 'types' | 'ignore', value: string | undefined): Promise<string[] | undefined> {
  if (value === undefined) return undefined;
  const { ruleIds } = await import('../rules/index.js');
  const known = ruleIds();
  for (const word of words(value))
    if (!known.includes(word)) throw new UsageError(`--${flag} ${word}: ${noSuchRule(word, known)}`);
  return words(value);
}

/** The page of the rule `id`. Throws UsageError when there is no such rule. */
export async function knownRule(id: string): Promise<RulePage> {
  const { readRulePage, ruleIds } = await import('../rules/index.js');
  const known = ruleIds();
  if (!known.includes(id)) throw new UsageError(`${id}: ${noSuchRule(id, known)}`);
  return readRulePage(id);
}

/** The pages of all rules, in the order of their ids. */
export async function allRules(): Promise<readonly RulePage[]> {
  const { readRulePage, ruleIds } = await import('../rules/index.js');
  return ruleIds().map((id) => readRulePage(id));
}

function noSuchRule(word: string, known: readonly string[]): string {
  return `no such rule${didYouMean(word, known) || ' (foliolint rules lists them)'}`;
}
