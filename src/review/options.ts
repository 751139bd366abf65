import type { Cache } from '../cache/index.js';
import type { Origin } from '../rules/index.js';

/** What `review` and `scan` have in common. */
interface CommonOptions {
  /** A folder with kernel source; without it the repository around `cwd`, if it is a kernel's. */
  readonly tree?: string;
  /** Rules to run, no others. */
  readonly types?: readonly string[];
  /** Rules to leave out. */
  readonly ignore?: readonly string[];
  /** Also keep the source around each finding. */
  readonly source?: boolean;
  /** Where what was read of the tree is kept for the next run; without it, nowhere. */
  readonly cache?: Cache;
  /** Told what is worked on, a line at a time. */
  readonly progress?: (text: string) => Promise<void>;
  /** What the paths of a patch may take, in seconds that are counted; there is a default. */
  readonly timeout?: number;
  readonly cwd: string;
}

/** What to review, and how. */
export interface ReviewOptions extends CommonOptions {
  readonly inputs: readonly string[];
  readonly range?: string;
  readonly staged?: boolean;
  readonly base?: string;
  readonly include?: readonly Origin[];
  /** Also run each finding's path as it was before the patch. */
  readonly compare?: boolean;
  readonly stdin?: Buffer;
}

/** What to scan, and how. */
export interface ScanOptions extends CommonOptions {
  readonly paths: readonly string[];
}

/** Which of the findings are asked for. */
export type Filter = Pick<ReviewOptions, 'types' | 'ignore'>;
