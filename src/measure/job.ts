import type { Origin, Severity } from '../rules/index.js';

/** Work for a worker process: patches checked as one series, or folders scanned. */
export type Job =
  | { readonly kind: 'review'; readonly tree: string; readonly patch: Buffer }
  | { readonly kind: 'scan'; readonly tree: string; readonly paths: readonly string[] };

/** A finding as measuring looks at it. */
export interface Told {
  readonly rule: string;
  readonly severity: Severity;
  readonly origin: Origin;
  readonly file: string;
  readonly function: string;
  readonly line: number;
  readonly message: string;
  readonly confirmed: boolean;
}

export type Outcome =
  /** `patches` has the findings of each patch; `skipped` names the functions that were not analysed. */
  | {
      readonly kind: 'done';
      readonly patches: readonly (readonly Told[])[];
      readonly skipped: readonly string[];
    }
  /** The program failed, took too long, or the patch did not apply. */
  | { readonly kind: 'failed'; readonly because: string };
