import { COLOR_WHEN, FAIL_LEVELS, includable, REPORT_FORMATS } from './telling.js';
import { words } from './words.js';

/** A flag that can have a value of its own for a user or a repository. */
interface Option {
  /** Undefined for a flag that is either given or not. */
  readonly isValue?: (value: string, rules: readonly string[]) => boolean;
  /** It changes how findings look and hides none: a tree under review may set it. */
  readonly harmless?: true;
}

/** By name. Where a report goes (`--output`) and what is read (`--git`, the inputs) is only ever said by hand. */
const OPTIONS: Readonly<Record<string, Option>> = {
  tree: { isValue: isText },
  baseline: { isValue: isText },
  timeout: { isValue: (value) => /^[1-9]\d{0,3}$/.test(value) },
  types: { isValue: areRules },
  ignore: { isValue: areRules },
  'fail-on': { isValue: oneOf(FAIL_LEVELS) },
  format: { isValue: oneOf(Object.keys(REPORT_FORMATS)) },
  include: { isValue: (value) => words(value).every(oneOf(includable())), harmless: true },
  color: { isValue: oneOf(COLOR_WHEN), harmless: true },
  terse: { harmless: true },
  'show-types': { harmless: true },
  showfile: { harmless: true },
  verbose: { harmless: true },
  quiet: {},
  'no-summary': { harmless: true },
  'no-cache': { harmless: true },
};

/** One thing that was configured, as flags; or one line about why it cannot be. */
export type Setting =
  | { readonly kind: 'flag'; readonly flag: string; readonly words: readonly string[] }
  | { readonly kind: 'refused'; readonly level: 'error' | 'warning'; readonly message: string };

/** An option as it was written; `isForeign` tells that a tree under review may have written it. */
export interface WrittenOption {
  readonly name: string;
  readonly value: string | undefined;
  readonly isForeign: boolean;
}

/** The option as the command line would have it; `rules` are those that there are. */
export function settingOf({ name, value, isForeign }: WrittenOption, rules: readonly string[]): Setting {
  const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  // What stands in a file of others may be anybody's secret, and a log is read by many.
  const [asked, said] = isForeign ? ['this', 'such value'] : [`--${name}`, value];
  if (!option) return refused(`${asked} is no option that can be configured`);
  if (isForeign && !option.harmless)
    return refused(
      `--${name} is not taken from the tree under review: ~/.foliolint.conf and git config may`,
      'warning',
    );
  if (!option.isValue)
    return value === undefined
      ? flag(name, [`--${name}`])
      : refused(`--${name} takes no value${isForeign ? '' : `, and has ${value}`}`);
  if (value === undefined) return refused(`--${name} lacks its value`);
  return option.isValue(value, rules) ? flag(name, [`--${name}=${value}`]) : refused(`--${name}: there is no ${said}`);
}

/** The flag that a key of git configuration (in lower case, without its section) stands for. */
export function flagOfKey(key: string): string | undefined {
  return Object.keys(OPTIONS).find((name) => name.replaceAll('-', '') === key);
}

/** Flags that are given or not. */
export function isSwitch(name: string): boolean {
  return Object.hasOwn(OPTIONS, name) && OPTIONS[name]!.isValue === undefined;
}

function flag(name: string, said: readonly string[]): Setting {
  return { kind: 'flag', flag: name.replace(/^no-/, ''), words: said };
}

function refused(message: string, level: 'error' | 'warning' = 'error'): Setting {
  return { kind: 'refused', level, message };
}

function isText(value: string): boolean {
  return value !== '';
}

function areRules(value: string, rules: readonly string[]): boolean {
  return words(value).every((word) => rules.includes(word));
}

function oneOf(known: readonly string[]): (value: string) => boolean {
  return (value) => known.includes(value);
}
