import type { ArgumentUsage, CommandUsage, FlagUsage, Values } from './command.js';

/** The completion of zsh, with the descriptions: for a file `_foliolint` in `$fpath`, or to eval after compinit. */
export function zshCompletion(commands: readonly CommandUsage[]): string {
  const topics = [...new Set(commands.flatMap(({ words }) => words.slice(0, -1)))];
  return [
    '#compdef foliolint',
    '# Completion of foliolint for zsh. To have it always, with a directory of $fpath:',
    '#     foliolint completion zsh > ~/.zfunc/_foliolint',
    '',
    ...topics.flatMap((topic) => [...chooser([topic], below(commands, topic)), '']),
    ...commands.flatMap((command) => [...argumentsOf(command), '']),
    ...chooser([], top(commands, topics)),
    '',
    'if [ "$funcstack[1]" = _foliolint ]; then',
    '    _foliolint "$@"',
    'else',
    '    compdef _foliolint foliolint',
    'fi',
    '',
  ].join('\n');
}

interface Choice {
  readonly word: string;
  readonly summary: string;
}

/** What may stand first: commands of one word, and the words that others stand behind. */
function top(commands: readonly CommandUsage[], topics: readonly string[]): Choice[] {
  const single = commands.filter(({ words }) => words.length === 1);
  const grouped = topics.map((word) => ({
    word,
    summary: below(commands, word)
      .map((c) => c.word)
      .join(', '),
  }));
  return [...single.map(({ words, summary }) => ({ word: words[0]!, summary })), ...grouped];
}

function below(commands: readonly CommandUsage[], topic: string): Choice[] {
  return commands
    .filter(({ words }) => words.length === 2 && words[0] === topic)
    .map(({ words, summary }) => ({ word: words[1]!, summary }));
}

/** A function that completes one of `choices`, and hands the rest of the line to the function of the one that was typed. */
function chooser(path: readonly string[], choices: readonly Choice[]): string[] {
  const name = functionName(path);
  return [
    `${name}() {`,
    '    local context curcontext=$curcontext state line',
    '    typeset -A opt_args',
    '    local -a choices=(',
    ...choices.map(({ word, summary }) => `        ${quoted(`${word}:${summary.replaceAll(':', '\\:')}`)}`),
    '    )',
    `    _arguments -C ${path.length === 0 ? `'(- *)--version[print the version]' ` : ''}'(- *)'{-h,--help}'[print help]' '1: :->word' '*:: :->rest'`,
    '    case $state in',
    "        word) _describe -t commands 'foliolint command' choices ;;",
    '        rest)',
    `            (( $+functions[${name}_\${line[1]}] )) && ${name}_\${line[1]}`,
    '            ;;',
    '    esac',
    '}',
  ];
}

function argumentsOf({ words, flags, arguments: args }: CommandUsage): string[] {
  const specs = [...flags.flatMap(flagSpecs), `'(- *)'{-h,--help}'[print help]'`, ...args.map(argumentSpec)];
  return [`${functionName(words)}() {`, '    _arguments -s \\', `        ${specs.join(' \\\n        ')}`, '}'];
}

function functionName(words: readonly string[]): string {
  return ['_foliolint', ...words].join('_');
}

function flagSpecs(flag: FlagUsage): string[] {
  const { name, char, hasNo, value } = flag;
  const text = `[${described(flag.description)}]${value ? `:${described(value.name)}:${action(value.values)}` : ''}`;
  const long = value ? `--${name}=` : `--${name}`;
  const no = hasNo ? [quoted(`--no-${name}[do not ${described(flag.description)}]`)] : [];
  if (char === undefined) return [quoted(long + text), ...no];
  const short = value ? `-${char}+` : `-${char}`;
  return [`'(-${char} --${name})'{${short},${long}}${quoted(text)}`, ...no];
}

function argumentSpec({ name, values, isRepeated }: ArgumentUsage, i: number): string {
  return quoted(`${isRepeated ? '*' : i + 1}:${described(name)}:${action(values)}`);
}

function action(values: Values): string {
  switch (values.kind) {
    case 'files':
      return '_files';
    case 'directories':
      return '_files -/';
    case 'anything':
      return ' ';
    case 'words':
      return values.isList ? `_values -s , value ${values.words.join(' ')}` : `(${values.words.join(' ')})`;
  }
}

/** Text inside of a specification of _arguments, where brackets and colons end it. */
function described(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
