import type { Loc } from '../c/index.js';
import type { Assumption } from './assumption.js';
import type { Holder } from './contract.js';
import type { Count } from './count.js';

/**
 * One thing that a path does to one page or folio: all that the simulator ever sees of the analysis.
 * `get`, `put`, `move-to`, `move-from` change what the path claims; `add`, `drop` change what `holder` has.
 */
export type Operation =
  | { readonly kind: 'allocate'; readonly frozen: boolean }
  | { readonly kind: 'get'; readonly times: Count; readonly pin: boolean }
  | { readonly kind: 'put'; readonly times: Count; readonly pin: boolean }
  | { readonly kind: 'move-to'; readonly holder: Holder; readonly times: Count }
  | { readonly kind: 'move-from'; readonly holder: Holder; readonly times: Count }
  | { readonly kind: 'add'; readonly holder: Holder; readonly times: Count }
  | { readonly kind: 'drop'; readonly holder: Holder; readonly times: Count }
  /** Succeeded: on the path where it fails there is no operation. */
  | { readonly kind: 'freeze'; readonly times: Count }
  | { readonly kind: 'unfreeze'; readonly times: Count }
  | { readonly kind: 'set'; readonly value: Count }
  | { readonly kind: 'free' }
  | { readonly kind: 'use' };

/** How the path came to know the object. */
export type ObjectOrigin =
  /** Allocated on the path; the first operation is `allocate`. */
  | { readonly kind: 'allocated'; readonly callee: string }
  /** Found by a call that gives no reference by itself (a lookup under a lock) or whose `get` follows as operation. */
  | { readonly kind: 'found'; readonly callee: string }
  /** Came in as a parameter, or was read from memory that a parameter or a global leads to. */
  | { readonly kind: 'borrowed'; readonly path: string };

/** One line of a path, as a person would tell it. */
export interface Step {
  readonly loc: Loc;
  /** The source text of the line, trimmed. */
  readonly text: string;
  /** What the line does: the called function, `if (…) true`, `return -ENOMEM`. */
  readonly event: string;
  /** Absent for steps that do nothing to the object (branches, the return). */
  readonly operation?: Operation;
  /** Where the effect comes from when the callee did it: `split_huge_pmd_address() puts it when freeze is true`. */
  readonly because?: string;
  /** What is taken for granted about the called function: the verdict must allow for it. */
  readonly assumes?: Assumption;
}

/** One concrete path through one function, seen from one object. */
export interface PathTrace {
  readonly function: string;
  readonly file: string;
  /** The name of the object in the source, `folio` or `vmf->page`. */
  readonly object: string;
  readonly origin: ObjectOrigin;
  readonly steps: readonly Step[];
  /** What the function returns on this path, in source text and as sign: `-ENOMEM`, negative. */
  readonly returns: { readonly text: string; readonly sign: string };
  /** True when the path ends where the function returns; false when it stops at the hazard or leaves the image. */
  readonly complete: boolean;
}
