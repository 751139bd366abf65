import type { Step } from '../analysis/index.js';
import type { SkippedFunction } from '../c/index.js';
import type { Run, Verdict } from '../replay/index.js';
import type { Finding } from '../rules/index.js';
import type { Diagnostic } from '../text/index.js';

export interface JudgedFinding {
  readonly finding: Finding;
  readonly verdict: Verdict;
  /** When the versions are compared: the same path before the patch, run in the world of the witness. */
  readonly base?: BaseRun;
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
  readonly subject: string;
  readonly messageId?: string;
  readonly applied: boolean;
  readonly findings: readonly JudgedFinding[];
  readonly skipped: readonly SkippedFunction[];
  /** Findings that replay proved wrong: counted, never shown. */
  readonly refuted: number;
}

/** Everything one run has to say; the same input gives the same report, byte for byte. */
export interface Report {
  readonly tool: { readonly name: 'foliolint'; readonly version: string };
  readonly tree: { readonly kind: 'git' | 'directory' | 'none'; readonly kernel?: string };
  readonly patches: readonly PatchReport[];
  readonly diagnostics: readonly Diagnostic[];
}
