import type { InputFlags } from './request.js';

/** What is named again. */
type Named = Partial<Pick<InputFlags, 'git' | 'staged' | 'base' | 'tree' | 'timeout'>>;

/** The command that shows a finding of the same input again, by the id of the finding: it runs in a shell as it stands. */
export function replayCommand(
  inputs: readonly string[],
  flags: Named,
  { isScan = false } = {},
): (id: string) => string {
  // What was on stdin is gone.
  const named = inputs.length > 0 || flags.git !== undefined || flags.staged ? inputs : ['-'];
  const hasStdin = named.includes('-');
  const words = [
    ...(isScan ? ['--scan'] : []),
    ...named.map((input) => (input === '-' ? 'FILE' : shellWord(input))),
    ...option('-g', flags.git),
    ...(flags.staged ? ['--staged'] : []),
    ...option('--base', flags.base),
    ...option('--tree', flags.tree),
    ...option('--timeout', flags.timeout?.toString()),
  ];
  const told = hasStdin ? ', FILE being what was on stdin' : '';
  return (id) => `foliolint replay ${[id, ...words].join(' ')}${told}`;
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, shellWord(value)];
}

/** A word that a POSIX shell reads as this very text, and this program as no option. */
function shellWord(text: string): string {
  const plain = text.startsWith('-') ? `./${text}` : text;
  return /^[\w@%+:,./-][\w@%+=:,./~^-]*$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}
