/** A place in a file that a person can go to; `line` and `column` count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Something to tell the user about an input, apart from findings: one clear line with file and place. */
export interface Diagnostic {
  readonly level: 'error' | 'warning' | 'note';
  /** The input as the user named it (a path, `-` for stdin, a commit id). */
  readonly input: string;
  /** 1-based line in that input, where there is one. */
  readonly line?: number;
  readonly message: string;
  /** Told with `--verbose` only: one line of the whole says it in short. */
  readonly isDetail?: true;
  /** What was thrown, where the fault is the program's own: it is told with a report that can be sent. */
  readonly fault?: unknown;
}
