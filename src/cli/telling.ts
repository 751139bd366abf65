import type { FailLevel, FormName } from '../report/index.js';
import type { Origin } from '../rules/index.js';
import { UsageError } from './failure.js';
import { words } from './words.js';

/** Of commands that show no report. */
export const FORMATS = ['text', 'json'] as const;
/** Those of `replay`: a path can also be had as a kernel would log it. */
export const REPLAY_FORMATS = [...FORMATS, 'ftrace', 'html'] as const;
/** Those of a report, each with the words of `--help`. */
export const REPORT_FORMATS = {
  text: 'for people',
  json: 'for programs: src/report/report-1.schema.json',
  ftrace: 'the paths as the page_ref tracepoints would log them',
  checkpatch: 'the lines of scripts/checkpatch.pl',
  b4: 'b4 prep and b4 am --check: nothing when clean',
  'b4-review': 'the checks of b4 review, JSON',
  sarif: 'SARIF 2.1.0, paths as code flows',
  html: 'one page for a browser: source, ledgers, charts',
  rdjson: 'reviewdog',
  nipa: 'a test of NIPA: exit code 0, 250 or 1, a line to $DESC_FD',
  patchwork: 'a check of patchwork for each patch, JSON',
} as const satisfies Readonly<Record<FormName, string>>;
/** What `--color` takes. */
export const COLOR_WHEN = ['auto', 'always', 'never'] as const;
/** What `--fail-on` takes. */
export const FAIL_LEVELS = ['confirmed', 'error', 'warning', 'never'] as const satisfies readonly FailLevel[];
/** Findings that no patch at the end of the series is to blame for; `--include` shows them. */
export const HIDDEN_ORIGINS = ['preexisting', 'transient', 'resolved'] as const satisfies readonly Origin[];

/** What `--include` also knows: findings that somebody has looked at. */
export const SUPPRESSED = ['ignored', 'baseline'] as const;

export type ColorWhen = (typeof COLOR_WHEN)[number];

/** How `check` and `scan` are to tell their report. */
export interface Telling {
  readonly format: FormName;
  readonly output: string | undefined;
  readonly color: ColorWhen;
  readonly failOn: FailLevel;
  readonly include: readonly Origin[];
  readonly terse: boolean;
  readonly showTypes: boolean;
  readonly showFile: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly summary: boolean;
  /** The command that shows a finding again, by its id. */
  readonly replayCommand?: (id: string) => string;
}

/** The same as oclif parsed it. */
interface TellingFlags extends Omit<Telling, 'format' | 'failOn' | 'include' | 'showTypes' | 'showFile'> {
  readonly format: string;
  readonly 'fail-on': FailLevel;
  readonly include: string | undefined;
  readonly 'show-types': boolean;
  readonly showfile: boolean;
}

/**
 * Reads the flags about the output. Throws UsageError for a format or an origin that does not exist, and names
 * `further` formats with the others: those that the command writes in another way.
 */
export function telling(flags: TellingFlags, further: readonly string[] = []): Telling {
  return {
    ...flags,
    format: oneOf(Object.keys(REPORT_FORMATS) as FormName[], flags.format, further),
    failOn: flags['fail-on'],
    include: includedOrigins(flags.include),
    showTypes: flags['show-types'],
    showFile: flags.showfile,
  };
}

/** Progress is for a person: text is asked for, and stderr is a terminal. */
export function showsProgress({ format, quiet }: Pick<Telling, 'format' | 'quiet'>): boolean {
  return format === 'text' && !quiet && process.stderr.isTTY === true;
}

/** The format asked for. Throws UsageError for one that this version cannot write. */
export function formatOf(value: string): (typeof FORMATS)[number] {
  return oneOf(FORMATS, value);
}

/** The same for `replay`. */
export function replayFormatOf(value: string): (typeof REPLAY_FORMATS)[number] {
  return oneOf(REPLAY_FORMATS, value);
}

function oneOf<F extends string>(formats: readonly F[], value: string, further: readonly string[] = []): F {
  const format = formats.find((known) => known === value);
  if (!format) throw new UsageError(`--format ${value} is not available (${[...formats, ...further].join(', ')})`);
  return format;
}

/** The origins of `--include`. Throws UsageError for a word that it does not know. */
export function includedOrigins(value: string | undefined, known = includable()): Origin[] {
  for (const word of words(value))
    if (!known.includes(word)) throw new UsageError(`--include ${word}: not one of ${known.join(', ')}`);
  return HIDDEN_ORIGINS.filter((origin) => words(value).includes(origin));
}

/** All that `--include` takes. */
export function includable(): readonly string[] {
  return [...HIDDEN_ORIGINS, ...SUPPRESSED];
}

/**
 * Whether to colour text on `stream`: as `--color` says, else on a terminal unless NO_COLOR is set (no-color.org).
 * Text for a file has no stream.
 */
export function wantsColor(when: ColorWhen, stream: { readonly isTTY?: boolean } | undefined): boolean {
  if (when !== 'auto') return when === 'always';
  return stream?.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
