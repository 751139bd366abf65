import { type Page, PageError, parsePage, shippedFolder } from '../text/index.js';
import type { Severity } from './finding.js';

/** The page of a rule, `rules/hazards/ID.md`: what `explain` prints and where a rule's severity is set. */
export interface RulePage {
  readonly id: string;
  readonly severity: Severity;
  /** What the rule is about, in one line. */
  readonly title: string;
  readonly page: Page;
}

/** The folder that the pages are shipped in. */
const HAZARDS = shippedFolder('rules/hazards');

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'note'];

/** The ids of all rules that have a page, sorted. */
export function ruleIds(folder = HAZARDS): string[] {
  return folder
    .names()
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));
}

/** Reads the page of a rule that `ruleIds` lists. Throws PageError when the page is not as a rule's page must be. */
export function readRulePage(id: string, folder = HAZARDS): RulePage {
  const page = parsePage(`rules/hazards/${id}.md`, folder.read(`${id}.md`));
  const text = (key: string) => {
    const value = page.matter[key];
    if (typeof value !== 'string') throw new PageError(page.placeOf(key), `\`${key}\` must be a line of text`);
    return value;
  };
  if (text('id') !== id) throw new PageError(page.placeOf('id'), `the page of ${id} calls itself ${text('id')}`);
  const severity = text('severity');
  if (!SEVERITIES.includes(severity))
    throw new PageError(page.placeOf('severity'), `severity is error, warning or note, not ${severity}`);
  return { id, severity: severity as Severity, title: text('title'), page };
}
