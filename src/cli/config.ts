import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Diagnostic, readSmallFile } from '../text/index.js';
import { flagOfKey, isSwitch, settingOf, type WrittenOption } from './config-option.js';

/** What is configured, as words of a command line, and what is wrong with it. */
export interface Configured {
  readonly words: string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A line of a configuration: an option with or without a value, and its place. */
interface Entry extends WrittenOption {
  readonly input: string;
  readonly line?: number;
}

/**
 * The words `argv` of a command that takes `flags`, and before them what they leave to git config `foliolint.*` and the
 * files `.foliolint.conf`. Of two that say something the later one counts: git config, the conf of `.scripts`, of
 * `$HOME`, of the current folder (the places of .checkpatch.conf; all that are there are read).
 */
export async function configured(flags: readonly string[], argv: readonly string[]): Promise<Configured> {
  const diagnostics: Diagnostic[] = [];
  const settings = new Map<string, readonly string[]>();
  const entries = [...(await gitEntries(diagnostics)), ...confEntries(diagnostics)];
  const rules = entries.length > 0 ? (await import('../rules/index.js')).ruleIds() : [];
  for (const entry of entries) {
    const { input, line } = entry;
    const setting = settingOf(entry, rules);
    if (setting.kind === 'flag') settings.set(setting.flag, setting.words);
    else diagnostics.push({ level: setting.level, input, ...(line && { line }), message: setting.message });
  }
  const left = [...settings].filter(([flag]) => flags.includes(flag) && !isGiven(flag, argv));
  return { words: [...left.flatMap(([, words]) => words), ...argv], diagnostics };
}

function isGiven(flag: string, argv: readonly string[]): boolean {
  return argv.some((word) => [`--${flag}`, `--no-${flag}`].includes(word) || word.startsWith(`--${flag}=`));
}

async function gitEntries(diagnostics: Diagnostic[]): Promise<Entry[]> {
  const { configSection } = await import('../git/index.js');
  return configSection('foliolint').flatMap(({ key, value }) => {
    const [input, name] = [`git config ${key}`, nameOf(key.slice('foliolint.'.length))];
    if (name === undefined) diagnostics.push({ level: 'error', input, message: 'there is no such key' });
    if (name === undefined || name === HOOKS) return [];
    const entry = (said: string | undefined): Entry => ({ input, name, value: said, isForeign: false });
    if (!isSwitch(name)) return [entry(value.replace(/^~(?=\/)/, homedir()))];
    // `summary = false` is the switch --no-summary.
    return isFalse(value) === name.startsWith('no-') ? [entry(undefined)] : [];
  });
}

/** Said to the hooks, not to a command. */
const HOOKS = 'hooks';

function nameOf(key: string): string | undefined {
  return key === 'blockpush' ? HOOKS : (flagOfKey(key) ?? flagOfKey(`no${key}`));
}

/** git-config(1), "boolean". */
function isFalse(value: string): boolean {
  return ['false', 'no', 'off', '0', ''].includes(value.toLowerCase());
}

const NAME = '.foliolint.conf';

function confEntries(diagnostics: Diagnostic[]): Entry[] {
  const home = homedir();
  const isHome = realpath('.') === realpath(home);
  const files = [
    { input: join('.scripts', NAME), isForeign: true },
    ...(isHome ? [] : [{ input: join(home, NAME), isForeign: false }]),
    { input: NAME, isForeign: !isHome },
  ];
  return files.flatMap((file) => readConf(file, diagnostics));
}

function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function readConf(file: Pick<Entry, 'input' | 'isForeign'>, diagnostics: Diagnostic[]): Entry[] {
  const lines = linesOf(file, diagnostics).map((text) => text.replace(/#.*/, '').split(/\s+/).filter(Boolean));
  return lines.flatMap((words, i) => {
    const { entries, stray } = optionsOf(words);
    const place = { ...file, line: i + 1 };
    if (stray !== undefined) {
      // What stands in a file of others may be anybody's secret, and a log is read by many.
      const message = `${file.isForeign ? 'a word here' : stray} is no option: write --NAME, or --NAME VALUE`;
      diagnostics.push({ level: 'error', input: file.input, line: i + 1, message });
    }
    return entries.map((entry) => ({ ...place, ...entry }));
  });
}

/** Far above any list of options. */
const MOST_BYTES = 65_536;

function linesOf({ input, isForeign }: Pick<Entry, 'input' | 'isForeign'>, diagnostics: Diagnostic[]): string[] {
  const file = readSmallFile(input, MOST_BYTES, isForeign);
  if (file.kind === 'text') return file.text.split('\n');
  if (file.kind === 'unread') diagnostics.push({ level: 'error', input, message: file.because });
  return [];
}

/** `--a b --c=d -q`, as words of one line; a word behind a switch is astray. */
function optionsOf(words: readonly string[]) {
  const entries: Pick<Entry, 'name' | 'value'>[] = [];
  let stray: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] === '-q' ? '--quiet' : words[i]!;
    const [, name, value] = /^--([a-z0-9-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) stray ??= word;
    else if (value !== undefined || isSwitch(name) || words[i + 1]?.startsWith('-')) entries.push({ name, value });
    else entries.push({ name, value: words[++i] });
  }
  return { entries, stray };
}
