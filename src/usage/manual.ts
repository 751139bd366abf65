import { type CommandUsage, type FlagUsage, spellings } from './command.js';
import { AFTER_COMMANDS, BEFORE_COMMANDS, EXAMPLES_AND_AFTER } from './manual-text.js';
import { display, macro, prose, tagList, text } from './mdoc.js';

/** A rule, as the page of the manual lists it. */
export interface RuleLine {
  readonly id: string;
  readonly severity: string;
  readonly title: string;
}

/**
 * The page foliolint(1) in mdoc(7), for mandoc and groff. A flag that several commands have in the same words is
 * described once, in OPTIONS.
 */
export function manual(commands: readonly CommandUsage[], rules: readonly RuleLine[]): string {
  const shared = sharedFlags(commands);
  return [
    ...BEFORE_COMMANDS,
    '.Sh COMMANDS',
    ...commands.flatMap((command) => commandPart(command, shared)),
    '.Sh OPTIONS',
    ...groups(shared),
    '.Sh RULES',
    text('The id of a rule stands in brackets behind the message of a finding.'),
    text('foliolint explain prints its page, with wrong and right code.'),
    ...tagList(
      rules.map(({ id, severity, title }) => ({ tag: macro('Cm', id), body: [text(`${title} (${severity})`)] })),
    ),
    ...AFTER_COMMANDS,
    ...examples(commands),
    ...EXAMPLES_AND_AFTER,
    '',
  ].join('\n');
}

/** Those that several commands have, and that say the same in all of them. */
function sharedFlags(commands: readonly CommandUsage[]): FlagUsage[] {
  const byName = groupBy(
    commands.flatMap(({ flags }) => flags),
    ({ name }) => name,
  );
  return [...byName.values()]
    .filter((same) => same.length > 1 && new Set(same.map(identity)).size === 1)
    .map((same) => same[0]!);
}

function identity({ name, description }: FlagUsage): string {
  return `${name}\n${description}`;
}

function commandPart(
  { words, synopsis, summary, description, flags }: CommandUsage,
  shared: readonly FlagUsage[],
): string[] {
  const known = new Set(shared.map(identity));
  const own = flags.filter((flag) => !known.has(identity(flag)));
  const others = flags.filter((flag) => known.has(identity(flag))).map(({ name }) => `--${name}`);
  return [
    macro('Ss', words.join(' ')),
    ...display([`foliolint ${synopsis}`]),
    '.Pp',
    ...prose(summary),
    ...description.flatMap(paragraphPart),
    ...tagList(own.map(flagItem)),
    ...(others.length === 0 ? [] : ['.Pp', text(`Described below: ${others.join(', ')}.`)]),
  ];
}

/** A paragraph with lines below its first (the formats) is a list. */
function paragraphPart(paragraph: string): string[] {
  const [first = '', ...lines] = paragraph.split('\n');
  return lines.length === 0 ? ['.Pp', ...prose(first)] : ['.Pp', text(first), ...display(lines)];
}

function groups(flags: readonly FlagUsage[]): string[] {
  return [...groupBy(flags, ({ group }) => group)].flatMap(([group, members]) => [
    macro('Ss', group.charAt(0) + group.slice(1).toLowerCase()),
    ...tagList(members.map(flagItem)),
  ]);
}

function flagItem(flag: FlagUsage): { tag: string; body: string[] } {
  const { value, description } = flag;
  const tag = spellings(flag)
    .map((spelling) => `Fl ${text(spelling.slice(1))}${value ? ` Ar ${text(value.name)}` : ''}`)
    .join(' , ');
  const given = flag.default === undefined ? '' : ` (default: ${flag.default})`;
  return { tag, body: prose(`${description}${given}`) };
}

function examples(commands: readonly CommandUsage[]): string[] {
  return ['.Sh EXAMPLES', ...display(commands.flatMap((command) => command.examples))];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
