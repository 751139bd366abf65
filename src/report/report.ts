import type { Step } from '../analysis/index.js';
import type { SkippedFunction } from '../c/index.js';
import type { Patch, StoredMail } from '../input/index.js';
import type { Run, Verdict } from '../replay/index.js';
import type { Finding } from '../rules/index.js';
import type { Diagnostic } from '../text/index.js';
import type { Base, Excerpt } from '../tree/index.js';

export interface JudgedFinding {
  readonly finding: Finding;
  readonly verdict: Verdict;
  /** When the versions are compared: the same path before the patch, run in the world of the witness. */
  readonly base?: BaseRun;
  /** Set where a finding that counts nowhere is shown because it was asked for. */
  readonly suppression?: Suppression;
  /** When an earlier version of the series was checked, too: whether the finding was in it. */
  readonly since?: 'new' | 'still' | 'fixed';
  /** Where the format shows source: the function that the finding is in. */
  readonly source?: Excerpt;
}

/** Who said that a finding is none, and why: the ignore file, a note of the author in the patch, a baseline. */
export interface Suppression {
  readonly by: 'ignored' | 'noted' | 'baseline';
  readonly reason: string;
}

/** An earlier version of a series, and the findings that were in it and are in this one no more. */
export interface Since {
  /** As the user named it. */
  readonly input: string;
  readonly fixed: readonly JudgedFinding[];
}

export type BaseRun =
  | {
      readonly kind: 'run';
      /** The path of the finding, and the same path before the patch, in one world. */
      readonly patched: Run;
      readonly base: Run;
      /** The steps that both paths have, `[of the finding, of the base]`, and the steps of the base. */
      readonly pairs: readonly (readonly [number, number])[];
      readonly baseSteps: readonly Step[];
    }
  | { readonly kind: 'none'; readonly because: string };

export interface PatchReport {
  readonly index: number;
  readonly kind: 'patch' | 'aside' | 'scan';
  /** As it was read, for forms that quote it; a scan has none. */
  readonly patch?: Patch;
  readonly subject: string;
  readonly messageId?: string;
  readonly applied: boolean;
  /** What became of the hunks of C files in the tree; absent where there is no tree. */
  readonly hunks?: { readonly applied: number; readonly failed: number; readonly already: number };
  readonly findings: readonly JudgedFinding[];
  readonly skipped: readonly SkippedFunction[];
  /** Ids of the resolved findings that the patch mends. */
  readonly fixes?: readonly string[];
  /** Findings that replay proved wrong: counted, never shown. */
  readonly refuted: number;
}

/** Everything one run has to say; the same input gives the same report, byte for byte. */
export interface Report {
  readonly tool: { readonly name: 'foliolint'; readonly version: string };
  readonly tree: { readonly kind: 'git' | 'directory' | 'none'; readonly kernel?: string; readonly base?: Base };
  readonly patches: readonly PatchReport[];
  /** The mails of the inputs, for forms that hold them; a scan has none. */
  readonly mails?: readonly StoredMail[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many findings were suppressed and left out, by whom. */
  readonly suppressed?: Readonly<Record<Suppression['by'], number>>;
  readonly since?: Since;
}
