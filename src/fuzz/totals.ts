import { type Case, FAILURES, type FailureKind } from './case.js';
import type { Measured } from './child.js';
import type { Options } from './options.js';

/** What a run did. */
export interface Totals {
  readonly add: (it: Case, number: number, measured: Measured) => void;
  readonly failed: () => boolean;
  /** One line. */
  readonly text: (options: Pick<Options, 'seed' | 'readers'>) => string;
}

/** The case that used most of something. */
interface Most {
  readonly value: number;
  readonly case: string;
}

export function newTotals(): Totals {
  const failures = new Map<FailureKind, number>();
  const started = Date.now();
  let cases = 0;
  let slowest: Most = { value: 0, case: '-' };
  let largest: Most = { value: 0, case: '-' };
  return {
    add: ({ reader }, number, { outcome, cpuSeconds, bytes }) => {
      cases++;
      const name = `${reader} ${number}`;
      if (cpuSeconds > slowest.value) slowest = { value: cpuSeconds, case: name };
      if (bytes > largest.value) largest = { value: bytes, case: name };
      if (outcome.kind !== 'held') failures.set(outcome.kind, (failures.get(outcome.kind) ?? 0) + 1);
    },
    failed: () => failures.size > 0,
    text: ({ seed, readers }) =>
      [
        `seed ${seed}, ${cases} cases of ${readers.length} readers in ${Math.round((Date.now() - started) / 1000)} s:`,
        `${FAILURES.map((kind) => `${failures.get(kind) ?? 0} ${kind}`).join(', ')};`,
        `at most ${slowest.value.toFixed(1)} s (${slowest.case}) and ${largest.value >> 20} MB (${largest.case})`,
      ].join(' '),
  };
}
