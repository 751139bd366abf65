/** One input of one reader, and how it is read. */
export interface Case {
  readonly reader: string;
  /** Files by path below a folder of the case's own, one character a byte. */
  readonly files: Readonly<Record<string, string>>;
  /** The file that chance made: what a failure prints, and what is made smaller. */
  readonly subject: string;
  readonly run: Run;
}

/** The words of a command line, or the reader of a file that is shipped with the program. */
export type Run =
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | { readonly kind: 'ownership' }
  | { readonly kind: 'hazard'; readonly id: string }
  /** The subject changes what a cache holds. */
  | { readonly kind: 'cache' }
  /** The subject describes a repository: what git lists of it must be read, or named. */
  | { readonly kind: 'tree' }
  /** The subject is a mail or a diff: git reads it too, and what git sees must be read, or named. */
  | { readonly kind: 'git' };

/** `said`: the beginning of stderr and the end of stdout. */
export type Outcome =
  | { readonly kind: 'held'; readonly said?: string }
  | { readonly kind: FailureKind; readonly because: string };

/** `lie`: something that git sees was neither read nor named; `output`: it holds escapes, or is no JSON. */
export type FailureKind = 'crash' | 'time-out' | 'memory' | 'lie' | 'output';

export const FAILURES: readonly FailureKind[] = ['crash', 'time-out', 'memory', 'lie', 'output'];

/** A limit of one case: of a run of the program in a process of its own. */
export const MOST_CPU_SECONDS = 20;
export const MOST_BYTES = 2 ** 30;
