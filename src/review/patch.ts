import type { Ownership } from '../analysis/index.js';
import type { SemanticsPair } from '../conformance/index.js';
import type { Patch } from '../input/index.js';
import type { Library } from '../kernel/index.js';
import type { PatchReport } from '../report/index.js';
import { checkFileOnce, type EffectChange } from '../rules/index.js';
import type { Diagnostic } from '../text/index.js';
import { applyPatch, type ImagePair, isCSource, isInnerPath, type KernelTree } from '../tree/index.js';
import { judgeAll } from './judging.js';
import type { ReviewOptions } from './options.js';
import { unseen } from './unseen.js';

/** What a patch stands on. */
export interface Ground {
  readonly tree: KernelTree;
  readonly library: Library;
}

/** What functions do to counts: the callees by their contracts, the primitives as they are before and after a patch. */
interface Means {
  readonly ownership: Ownership;
  readonly semantics: SemanticsPair;
}

/** One patch, judged. */
export interface ReviewedPatch {
  readonly report: PatchReport;
  readonly changes: readonly ImagePair[];
  /** Functions whose callers may have to be adapted. */
  readonly effects: readonly EffectChange[];
  /** What the next patch stands on. */
  readonly next: Ground;
  readonly diagnostics: readonly Diagnostic[];
}

/** Findings of one patch on `ground`, judged. */
export function reviewPatch(
  { tree, library }: Ground,
  patch: Patch,
  { ownership, semantics }: Means,
  options: ReviewOptions,
): ReviewedPatch {
  const { next, changes, applied, rejects, diagnostics } = applyPatch(tree, patch);
  const libraries = { pre: library, post: library.after(next, sourcePaths(patch)) };
  const results = changes.map((pair) =>
    checkFileOnce(pair, { ownership, version: tree.version, libraries, compare: options.compare }),
  );
  const found = results.flatMap(({ findings }) => findings);
  const report: PatchReport = {
    index: patch.index,
    kind: patch.kind,
    patch,
    subject: patch.subject,
    ...(patch.messageId === undefined ? {} : { messageId: patch.messageId }),
    applied,
    ...judgeAll(found, semantics, options),
    skipped: [...results.flatMap(({ skipped }) => skipped), ...unseen(patch, changes, rejects)],
  };
  const effects = results.flatMap((r) => r.effects);
  return { next: { tree: next, library: libraries.post }, changes, effects, report, diagnostics };
}

/** The C files that a patch touches, by their old and new names. */
export function sourcePaths({ files }: Patch): string[] {
  const paths = files.flatMap(({ oldPath, newPath }) => [oldPath ?? [], newPath ?? []].flat());
  return paths.filter((path) => isCSource(path) && isInnerPath(path));
}
