import pc from 'picocolors';
import type { RulePage } from '../rules/index.js';

/** `/* want: over-put *\/` in the code of a page tells the tests of the rule where it is raised. */
const TEST_MARK = /\s*\/\* want: \S+ \*\/$/gm;

/** The page of a rule for a terminal: what the front matter says in two lines, then the text with its code indented. */
export function renderRulePage(rule: RulePage, color: boolean): string {
  const { bold } = pc.createColors(color);
  const lines = [bold(`${rule.id} (${rule.severity})`), rule.title, ''];
  let inCode = false;
  for (const line of withoutTestMarks(rule.page.body.trim()).split('\n')) {
    const heading = inCode ? undefined : /^#+\s+(.*)$/.exec(line)?.[1];
    if (line.startsWith('```')) inCode = !inCode;
    else if (heading !== undefined) lines.push(bold(heading));
    else lines.push(inCode && line !== '' ? `    ${line}` : line);
  }
  return `${lines.join('\n')}\n`;
}

/** The text of a rule's page as a reader gets it. */
export function withoutTestMarks(body: string): string {
  return body.replace(TEST_MARK, '');
}

/** One line a rule: id, severity, title. */
export function renderRuleList(rules: readonly RulePage[]): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`).join('');
}
