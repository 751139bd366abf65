import type { Count, Step } from '../analysis/index.js';

/** One row of a ledger: a step of the path, and the count around it. */
export interface LedgerRow {
  readonly step: Step;
  /** Value of `page_ref_count()` before and after the step; equal where the step changes nothing. */
  readonly before: number;
  readonly after: number;
  /** Who holds references after the step: `{ caller: 1, path: 1, 'page-cache': 4 }`; zero entries are left out. */
  readonly holders: Readonly<Record<string, number>>;
  /** What the simulator found wrong at this step: `freed while the caller holds 1`, a fired kernel check. */
  readonly fault?: string;
  /** Kernel checks that fired although the step is in order: as the series has changed them, they are wrong. */
  readonly fired?: string;
}

/** The run of a path in one world, that is: who else holds references, and how many pages the folio has. */
export interface Run {
  readonly world: string;
  /** Of the folio: it has `2 ** order` pages. Absent: one page. */
  readonly order?: number;
  readonly rows: readonly LedgerRow[];
  /** References the path still claims at the end, minus those it owes to keep. */
  readonly left: number;
  readonly faulty: boolean;
  /** The run as lines of its own, where it is not one path: a schedule has a column for each thread. */
  readonly table?: readonly string[];
  /** For a schedule: its threads, and what each row is in the column of its thread. */
  readonly threads?: Threads;
}

export interface Threads {
  readonly names: readonly string[];
  /** One for each row. `lines` are the call where it begins, and the shared access, indented. */
  readonly moves: readonly { readonly thread: number; readonly lines: readonly string[] }[];
}

export interface Verdict {
  readonly outcome: 'confirmed' | 'refuted' | 'unconfirmed';
  /** One sentence: why this outcome. */
  readonly because: string;
  readonly runs: readonly Run[];
}

/** What a path is expected to leave: the claim that it may keep (0, or what its contract promises). */
export interface Due {
  readonly claim: Count;
  /** Where that comes from: `the function did so before the patch`, `declared contract`. */
  readonly because: string;
}
