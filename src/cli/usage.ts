import type { Command, Config, Interfaces } from '@oclif/core';
import type { ArgumentUsage, CommandUsage, FlagUsage, Values } from '../usage/index.js';
import { allRules } from './rule.js';
import { HIDDEN_ORIGINS } from './telling.js';

/** The commands of this program as their classes describe them, in the order of their names. */
export async function commandUsages({ commands }: Config): Promise<readonly CommandUsage[]> {
  const rules = (await allRules()).map(({ id }) => id);
  const lists: Lists = { types: rules, ignore: rules, include: HIDDEN_ORIGINS, RULE: rules };
  const shown = commands.filter(({ hidden }) => !hidden).sort((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(shown.map(async (command) => usageOf(command.id.split(':'), await command.load(), lists)));
}

/** Words that a flag or an argument of this name takes, whatever command it belongs to. */
type Lists = Readonly<Record<string, readonly string[]>>;

function usageOf(words: readonly string[], command: Command.Class, lists: Lists): CommandUsage {
  const { summary, description = '', args = {}, flags = {}, examples = [], strict } = command;
  const named = Object.entries(args).filter(([, { hidden }]) => !hidden);
  const argumentsOf = named.map(([name, arg], i) =>
    argumentUsage(name, arg, { isRepeated: strict === false && i === named.length - 1, lists }),
  );
  const flagsOf = Object.entries(flags)
    .filter(([, { hidden }]) => !hidden)
    .map(([name, flag]) => flagUsage(name, flag, { ...lists, ...formatsOf(description) }));
  return {
    words,
    summary: plain(summary ?? description),
    description: summary === undefined ? [] : paragraphs(plain(description)),
    synopsis: typeof command.usage === 'string' ? plain(command.usage) : synopsisOf(words, argumentsOf, flagsOf),
    arguments: argumentsOf,
    flags: flagsOf,
    examples: (examples as readonly unknown[])
      .filter((e) => typeof e === 'string')
      .map((e) => plain(e).replace(/^\$ /, '')),
  };
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

/** The formats, where the description of a command tells them one a line (`formatsHelp`). */
function formatsOf(description: string): Lists {
  const [, lines] = /^Formats:\n((?:.+\n?)+)/m.exec(description) ?? [];
  return lines === undefined ? {} : { format: lines.split('\n').flatMap((line) => /^\S+/.exec(line)?.[0] ?? []) };
}

/** Templates of oclif, of which only the name of the program is used. */
function plain(text: string): string {
  return text.replaceAll('<%= config.bin %>', 'foliolint').trim();
}

function argumentUsage(
  name: string,
  { description = '', required = false, options }: Interfaces.Arg<unknown>,
  { isRepeated, lists }: { readonly isRepeated: boolean; readonly lists: Lists },
): ArgumentUsage {
  const words = options ?? lists[name];
  const values: Values = words ? { kind: 'words', words, isList: false } : valuesNamed(name);
  return { name, description: plain(description), isRequired: required, isRepeated, values };
}

function flagUsage(name: string, flag: Interfaces.Flag<unknown>, lists: Lists): FlagUsage {
  return {
    name,
    ...(flag.char === undefined ? {} : { char: flag.char }),
    description: plain(flag.description ?? flag.summary ?? ''),
    group: flag.helpGroup ?? 'OTHER',
    hasNo: flag.type === 'boolean' && flag.allowNo === true,
    ...(flag.type === 'option' && typeof flag.default === 'string' ? { default: flag.default } : {}),
    ...(flag.type === 'option'
      ? { value: { name: valueName(name, flag), values: flagValues(name, flag, lists) } }
      : {}),
  };
}

function valueName(name: string, { helpValue }: Interfaces.OptionFlag<unknown>): string {
  return [helpValue].flat()[0] ?? name.toUpperCase();
}

/** Options of oclif, or a description that is nothing but the words: `text, json`, `text or json`. */
function flagValues(name: string, flag: Interfaces.OptionFlag<unknown>, lists: Lists): Values {
  if (lists[name]) return { kind: 'words', words: lists[name], isList: valueName(name, flag).includes(',') };
  if (flag.options) return { kind: 'words', words: flag.options, isList: false };
  if (/^[\w-]+((, | or )[\w-]+)+$/.test(flag.description ?? ''))
    return { kind: 'words', words: flag.description!.split(/, | or /), isList: false };
  return valuesNamed(valueName(name, flag));
}

/** By the name that help has for the value. */
function valuesNamed(name: string): Values {
  if (name === 'DIR') return { kind: 'directories' };
  return { kind: /^(FILE|INPUT|PATH|SCRIPT)\b/.test(name) ? 'files' : 'anything' };
}

function synopsisOf(words: readonly string[], args: readonly ArgumentUsage[], flags: readonly FlagUsage[]): string {
  const argument = ({ name, isRequired, isRepeated }: ArgumentUsage) => {
    const shown = isRepeated ? `${name}...` : name;
    return isRequired ? shown : `[${shown}]`;
  };
  const flag = ({ name, char, value }: FlagUsage) =>
    `[${char === undefined ? `--${name}` : `-${char}`}${value ? ` ${value.name}` : ''}]`;
  return [...words, ...args.map(argument), ...flags.map(flag)].join(' ');
}
