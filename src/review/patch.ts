import type { Ownership } from '../analysis/index.js';
import { treesFreed } from '../c/index.js';
import type { SemanticsPair } from '../conformance/index.js';
import type { Patch } from '../input/index.js';
import type { Library } from '../kernel/index.js';
import type { PatchReport } from '../report/index.js';
import { checkFileOnce, type EffectChange, type FileResult } from '../rules/index.js';
import type { Diagnostic, Share } from '../text/index.js';
import { applyPatch, type ImagePair, isCSource, isInnerPath, type KernelTree } from '../tree/index.js';
import { faultText } from './fault.js';
import { handedOnBy } from './handed-on.js';
import { judgeAll } from './judging.js';
import { movedBy } from './moved.js';
import type { ReviewOptions } from './options.js';
import { functionKey, unseen } from './unseen.js';
import { exhaustedText } from './work.js';

/** What a patch stands on. */
export interface Ground {
  readonly tree: KernelTree;
  readonly library: Library;
  /** Functions that miss a hunk of a patch before, as `functionKey` names them: old and new lines are mixed there. */
  readonly mixed: ReadonlySet<string>;
  /** Hunks of the series so far, and how many of them have no place. */
  readonly hunks: { readonly all: number; readonly failed: number };
}

/** What functions do to counts: the callees by their contracts, the primitives as they are before and after a patch. */
interface Means {
  readonly ownership: Ownership;
  readonly semantics: SemanticsPair;
  readonly work: Share;
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
export async function reviewPatch(
  ground: Ground,
  patch: Patch,
  means: Means,
  options: ReviewOptions,
): Promise<ReviewedPatch> {
  const { tree, library } = ground;
  const { ownership, semantics, work } = means;
  const context = { ownership, version: tree.version, compare: options.compare, work };
  const { next, changes, applied, hunks, rejects, diagnostics } = applyPatch(tree, patch);
  const missing = unseen(patch, rejects);
  const partly = missing.flatMap((it) => (it.function === '' ? [] : it.function));
  const libraries = { pre: library, post: library.after(next, sourcePaths(patch), partly) };
  const lacking = missing.flatMap((it) => (it.function === '' ? [] : functionKey(it.file, it.function)));
  const mixed = new Set([...ground.mixed, ...lacking]);
  const fit = { all: ground.hunks.all + hunks.applied + hunks.failed, failed: ground.hunks.failed + hunks.failed };
  const isMoved = movedBy(patch);
  const isHandedOn = handedOnBy(patch, ownership);
  const results: FileResult[] = [];
  for (const pair of changes) {
    const result = checkFileOnce(pair, { ...context, libraries });
    const own = { ...result, findings: result.findings.filter((f) => !isMoved(f, pair) && !isHandedOn(f, pair)) };
    results.push(withoutMixed(own, { mixed, fit }, pair));
    await treesFreed();
  }
  const found = results.flatMap(({ findings }) => findings);
  const report: PatchReport = {
    index: patch.index,
    kind: patch.kind,
    patch,
    subject: patch.subject,
    ...(patch.messageId === undefined ? {} : { messageId: patch.messageId }),
    applied,
    ...(tree.kind === 'none' ? {} : { hunks }),
    ...judgeAll(found, semantics, options),
    skipped: [...results.flatMap(({ skipped }) => skipped), ...missing],
  };
  const effects = mixed.size > 0 ? [] : results.flatMap((r) => r.effects);
  const faults = results.flatMap((r) => r.faults).map(faultText);
  return {
    next: { tree: next, library: libraries.post, mixed, hunks: fit },
    changes,
    effects,
    report,
    diagnostics: [...diagnostics, ...faults, ...exhaustedText(report, patch.input, patch.subject)],
  };
}

/**
 * What is left of a check where some functions miss a hunk: nothing of those, nothing certain of what others owe, since their
 * callers may be among them, and of paths nothing at all where many hunks are missing. Hunks that are looked at by themselves
 * are as good as without a tree.
 */
function withoutMixed(
  result: FileResult,
  { mixed, fit }: { mixed: ReadonlySet<string>; fit: Ground['hunks'] },
  { pre, post }: ImagePair,
): FileResult {
  if (mixed.size === 0 || !(post ?? pre)?.complete) return result;
  const isMixed = (file: string, name: string) => mixed.has(functionKey(file, name));
  return {
    findings: result.findings
      .filter((f) => !isMixed(f.file, f.function) && (f.trace === undefined || !isMisfit(fit)))
      .map((f) => (f.due ? { doubt: NOT_ALL, ...f } : f)),
    skipped: result.skipped.filter((s) => !isMixed(s.file, s.function)),
    faults: result.faults,
    effects: result.effects.filter((e) => !isMixed(e.file, e.name)),
  };
}

/** Where more than a tenth of the hunks has no place, the series was made for another kernel: what callees do there is not known. */
function isMisfit({ all, failed }: Ground['hunks']): boolean {
  return failed * 10 > all;
}

const NOT_ALL = 'hunks for other functions do not apply to this tree';

/** The C files that a patch touches, by their old and new names. */
export function sourcePaths({ files }: Patch): string[] {
  const paths = files.flatMap(({ oldPath, newPath }) => [oldPath ?? [], newPath ?? []].flat());
  return paths.filter((path) => isCSource(path) && isInnerPath(path));
}
