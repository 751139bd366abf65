import type { Told } from './job.js';
import type { Sites } from './sites.js';

/** What every set is measured with. */
export interface Context {
  readonly tree: string;
  readonly seeds: readonly number[];
  /** Most patches of one seed; each set has a number of its own. */
  readonly count: number | undefined;
  readonly workers: number;
  /** All places of the files below these folders where a mutation can be made. */
  readonly sites: (folders: readonly string[]) => Promise<Sites>;
  /** `doing` is what is measured. */
  readonly progress: (doing: string, done: number, all: number) => void;
  /** Keeps a patch for reading by hand. */
  readonly keep: (name: string, patch: Buffer) => void;
}

/** One line of the table. */
export interface Row {
  readonly measure: string;
  readonly measured: string;
  readonly required: string;
  /** Absent for a number that nothing is required of. */
  readonly holds?: boolean;
}

/** What one set showed. */
export interface Measured {
  readonly rows: readonly Row[];
  /** Lines for reading by hand. */
  readonly misses: readonly string[];
  readonly alarms: readonly string[];
}

/** `74 of 90, 82.2 %`. */
export function share(part: number, all: number): string {
  return all === 0 ? 'none' : `${part} of ${all}, ${((100 * part) / all).toFixed(1)} %`;
}

/** True for what a patch is to blame for. */
export function isIntroduced({ origin }: Told): boolean {
  return origin === 'introduced';
}

/** `mm/a.c:12 f(): over-put, confirmed: message`. */
export function toldText({ file, line, function: name, rule, confirmed, message }: Told): string {
  return `${file}:${line} ${name}(): ${rule}, ${confirmed ? 'confirmed' : 'unconfirmed'}: ${message}`;
}
