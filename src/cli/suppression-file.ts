import { type Diagnostic, printable } from '../text/index.js';

/** A line of an ignore file or a baseline. */
export interface SuppressionEntry {
  readonly input: string;
  /** 1-based. */
  readonly line: number;
  readonly id: string;
  /** Absent where only the id was known. */
  readonly rule?: string;
  readonly reason: string;
  /** The line itself. */
  readonly text: string;
}

interface Parsed {
  readonly entries: readonly SuppressionEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a line is made from. */
export interface Suppressible {
  readonly id: string;
  readonly rule?: string;
  readonly function?: string;
  readonly file?: string;
}

/**
 * Reads `ID RULE FUNCTION FILE REASON` a line; `-` stands for what is not known, `#` starts a comment. A line that is
 * broken, or names a rule that is not in `rules`, is a diagnostic and suppresses nothing.
 */
export function parseSuppressions(input: string, content: string, rules: readonly string[]): Parsed {
  const entries: SuppressionEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [i, text] of content.split('\n').entries()) {
    if (/^\s*(#|$)/.test(text)) continue;
    const [id = '', rule = '', , file, ...reason] = text.trim().split(/\s+/);
    const problem = problemOf(id, rule, file, rules);
    if (problem !== undefined) diagnostics.push({ level: 'error', input, line: i + 1, message: problem });
    else entries.push({ input, line: i + 1, id, ...(rule !== '-' && { rule }), reason: reason.join(' '), text });
  }
  return { entries, diagnostics };
}

function problemOf(id: string, rule: string, file: string | undefined, rules: readonly string[]): string | undefined {
  if (!/^[0-9a-f]{8}$/.test(id)) return `${id} is no id of a finding: 8 hex digits`;
  if (file === undefined) return 'a line is ID RULE FUNCTION FILE REASON';
  if (rule !== '-' && !rules.includes(rule)) return `no rule ${rule} any more: take this line out`;
  return undefined;
}

/** The line of a finding, without its line end. */
export function suppressionLine({ id, rule, function: name, file }: Suppressible, reason: string): string {
  const columns = [id, rule, name, file].map((column) => (column ?? '-').replace(/\s/g, '?') || '-');
  return printable([...columns, reason.replace(/\s+/g, ' ').trim()].join(' ').trim());
}
