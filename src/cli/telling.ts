import type { FailLevel } from '../report/index.js';
import type { Origin } from '../rules/index.js';
import { UsageError } from './failure.js';
import { words } from './words.js';

export const FORMATS = ['text', 'json'] as const;
/** Those of a report: the path of each finding can also be had as a kernel would log it. */
export const REPORT_FORMATS = [...FORMATS, 'ftrace'] as const;
export const COLOR_WHEN = ['auto', 'always', 'never'] as const;
export const FAIL_LEVELS = ['confirmed', 'error', 'warning', 'never'] as const satisfies readonly FailLevel[];
export const HIDDEN_ORIGINS = ['preexisting', 'transient', 'resolved'] as const satisfies readonly Origin[];

export type Format = (typeof REPORT_FORMATS)[number];
export type ColorWhen = (typeof COLOR_WHEN)[number];

/** How `check` and `scan` are to tell their report. */
export interface Telling {
  readonly format: Format;
  readonly output: string | undefined;
  readonly color: ColorWhen;
  readonly failOn: FailLevel;
  readonly include: readonly Origin[];
  readonly terse: boolean;
  readonly showTypes: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly summary: boolean;
}

/** The same as oclif parsed it. */
interface TellingFlags extends Omit<Telling, 'format' | 'failOn' | 'include' | 'showTypes'> {
  readonly format: string;
  readonly 'fail-on': FailLevel;
  readonly include: string | undefined;
  readonly 'show-types': boolean;
}

/** Reads the flags about the output. Throws UsageError for a format or an origin that does not exist. */
export function telling(flags: TellingFlags): Telling {
  return {
    ...flags,
    format: reportFormatOf(flags.format),
    failOn: flags['fail-on'],
    include: originsOf(flags.include),
    showTypes: flags['show-types'],
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

/** The same for a command that prints findings. */
export function reportFormatOf(value: string): Format {
  return oneOf(REPORT_FORMATS, value);
}

function oneOf<F extends string>(formats: readonly F[], value: string): F {
  const format = formats.find((known) => known === value);
  if (!format) throw new UsageError(`--format ${value} is not available (${formats.join(', ')})`);
  return format;
}

function originsOf(value: string | undefined): Origin[] {
  return words(value).map((word) => {
    const origin = HIDDEN_ORIGINS.find((known) => known === word);
    if (!origin) throw new UsageError(`--include ${word}: not one of ${HIDDEN_ORIGINS.join(', ')}`);
    return origin;
  });
}

/**
 * Whether to colour text on `stream`: as `--color` says, else on a terminal unless NO_COLOR is set (no-color.org).
 * Text for a file has no stream.
 */
export function wantsColor(when: ColorWhen, stream: { readonly isTTY?: boolean } | undefined): boolean {
  if (when !== 'auto') return when === 'always';
  return stream?.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
