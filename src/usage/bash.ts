import { type CommandUsage, spellings, type Values } from './command.js';

/** The completion of bash (3.2 and newer), as a script to source; needs nothing of the package bash-completion. */
export function bashCompletion(commands: readonly CommandUsage[]): string {
  return [
    '# Completion of foliolint for bash. To have it always:',
    '#     foliolint completion bash > ~/.local/share/bash-completion/completions/foliolint',
    '',
    '# _foliolint_words COMMAND: the commands below it.',
    ...caseFunction('_foliolint_words', '"$1"', words(commands)),
    '',
    '# _foliolint_flags COMMAND: the flags of it.',
    ...caseFunction('_foliolint_flags', '"$1"', flags(commands)),
    '',
    '# _foliolint_values COMMAND FLAG: what stands behind the flag; for the flag -, what the arguments are.',
    ...caseFunction('_foliolint_values', '"$1 $2"', values(commands)),
    '',
    COMPLETE,
  ].join('\n');
}

/** `text` is what the word `of` stands for. */
interface Case {
  readonly of: string;
  readonly text: string;
}

function caseFunction(name: string, subject: string, cases: readonly Case[]): string[] {
  const byText = new Map<string, string[]>();
  for (const { of, text } of cases) byText.set(text, [...(byText.get(text) ?? []), `'${of}'`]);
  const arms = [...byText].map(([text, patterns]) => `        ${patterns.join(' | ')}) echo '${text}' ;;`);
  return [`${name}() {`, `    case ${subject} in`, ...arms, '    esac', '}'];
}

/** For the empty word, and for each command that only stands before others, what may come next. */
function words(commands: readonly CommandUsage[]): Case[] {
  const next = new Map<string, Set<string>>();
  for (const { words: path } of commands)
    path.forEach((word, i) => {
      const before = path.slice(0, i).join(' ');
      next.set(before, (next.get(before) ?? new Set()).add(word));
    });
  return [...next].map(([before, after]) => ({ of: before, text: [...after].join(' ') }));
}

function flags(commands: readonly CommandUsage[]): Case[] {
  const own = commands.map((c) => ({
    of: c.words.join(' '),
    text: [...c.flags.flatMap(spellings), '--help'].join(' '),
  }));
  return [{ of: '', text: '--help --version' }, ...own];
}

function values(commands: readonly CommandUsage[]): Case[] {
  return commands.flatMap((command) => {
    const name = command.words.join(' ');
    const behind = command.flags.flatMap((flag) =>
      flag.value
        ? spellings(flag).map((spelling) => ({ of: `${name} ${spelling}`, text: kind(flag.value!.values) }))
        : [],
    );
    const argument = command.arguments.find(({ values }) => values.kind !== 'anything');
    return argument ? [...behind, { of: `${name} -`, text: kind(argument.values) }] : behind;
  });
}

/** The first word says how to complete, the others are the candidates. */
function kind(of: Values): string {
  return of.kind === 'words' ? [of.isList ? 'list' : 'words', ...of.words].join(' ') : of.kind;
}

/** COMP_WORDBREAKS has `=`: `--format=json` comes as three words. */
const COMPLETE = `_foliolint() {
    local cur=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD - 1]} command='' next values i
    if [ "$cur" = = ]; then
        cur=''
    elif [ "$flag" = = ] && [ "$COMP_CWORD" -gt 2 ]; then
        flag=\${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case " $(_foliolint_words "$command") " in
            *" \${COMP_WORDS[i]} "*) command="\${command:+$command }\${COMP_WORDS[i]}" ;;
        esac
    done
    next=$(_foliolint_words "$command")
    case $flag in
        -?*) values=$(_foliolint_values "$command" "$flag") ;;
        *) values='' ;;
    esac
    if [ -z "$values" ]; then
        case $cur in
            -*) values="words $(_foliolint_flags "$command")" ;;
            *) values=\${next:+words $next} ;;
        esac
    fi
    [ -n "$values" ] || values=$(_foliolint_values "$command" -)
    _foliolint_reply "$cur" "\${values%% *}" "\${values#* }"
}

# _foliolint_reply CUR KIND WORDS: sets COMPREPLY.
_foliolint_reply() {
    local cur=$1 before='' line
    COMPREPLY=()
    case $2 in
        list)
            [ "$cur" = "\${cur%,*}" ] || before=\${cur%,*},
            compopt -o nospace 2>/dev/null
            ;;
        files | directories) compopt -o filenames 2>/dev/null ;;
    esac
    while IFS= read -r line; do
        COMPREPLY+=("$before$line")
    done < <(
        case $2 in
            words | list) compgen -W "$3" -- "\${cur##*,}" ;;
            files) compgen -f -- "$cur" ;;
            directories) compgen -d -- "$cur" ;;
        esac
    )
}

complete -F _foliolint foliolint
`;
