import { parseArgs } from 'node:util';
import { READERS } from './readers.js';

export interface Options {
  readonly seed: number;
  readonly minutes: number;
  /** At most so many cases: how far a run comes in its time hangs on the machine. */
  readonly cases: number;
  /** Only this case. */
  readonly only?: number;
  readonly readers: readonly string[];
  /** Measure how work grows with the input, of shapes whose names hold one of these words; no words, all. */
  readonly growth?: readonly string[];
  /** Where the inputs of failures are kept. */
  readonly keep?: string;
}

/** Reads the command line. Throws an Error with one line for what cannot be used. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true });
  const readers = values.readers?.split(',') ?? Object.keys(READERS);
  const unknown = readers.find((name) => !(name in READERS));
  if (unknown !== undefined) throw new Error(`--readers ${unknown}: there are ${Object.keys(READERS).join(', ')}`);
  return {
    seed: numberOf('--seed', values.seed ?? '1'),
    minutes: numberOf('--minutes', values.minutes ?? '2'),
    cases: values.cases === undefined ? Number.POSITIVE_INFINITY : numberOf('--cases', values.cases),
    readers,
    ...(values.case !== undefined && { only: numberOf('--case', values.case) }),
    ...(values.growth === true && { growth: positionals }),
    ...(values.keep !== undefined && { keep: values.keep }),
  };
}

const FLAGS = {
  seed: { type: 'string' },
  minutes: { type: 'string' },
  case: { type: 'string' },
  cases: { type: 'string' },
  readers: { type: 'string' },
  keep: { type: 'string' },
  growth: { type: 'boolean' },
} as const;

function numberOf(flag: string, text: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new Error(`${flag} ${text}: this is no number`);
  return Number(text);
}
