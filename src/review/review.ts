import { readOwnership } from '../analysis/index.js';
import { seriesPrimitives, touchesHeaders } from '../conformance/index.js';
import { type Patch, readSeries } from '../input/index.js';
import { openLibrary } from '../kernel/index.js';
import type { JudgedFinding, PatchReport, Report } from '../report/index.js';
import { converts, incompleteConversion } from '../rules/index.js';
import { shippedFolder, tool } from '../text/index.js';
import { type KernelTree, openTree, unreadFiles } from '../tree/index.js';
import { addContractChanges, type PatchEffect } from './callers.js';
import { distrusting } from './distrust.js';
import { lostPatch } from './fault.js';
import { fitOf } from './fit.js';
import { withFixes } from './fixes.js';
import { isWanted, statement } from './judging.js';
import { keepingOf } from './keeping.js';
import type { Filter, ReviewOptions } from './options.js';
import { type Ground, reviewPatch, sourcePaths } from './patch.js';
import { sourcesOf } from './sources.js';
import { toldOnce } from './told-once.js';
import { toldTree } from './told-tree.js';
import { markTransient } from './transient.js';
import { withSource } from './with-source.js';
import { workOf } from './work.js';

/**
 * Reads the inputs, lays patch on patch on the tree, compares the two versions of every touched function, and replays
 * what was found.
 * @throws OwnershipError when a rule file is broken; bad input is told in the report's diagnostics
 */
export function review(options: ReviewOptions): Promise<Report> {
  return distrusting(options, reviewOnce);
}

async function reviewOnce(options: ReviewOptions): Promise<Report> {
  const { sources, repository, diagnostics: asked } = await sourcesOf(options);
  const series = await readSeries(sources);
  const opened = await openTree(options.tree, {
    patches: series.patches,
    ...(options.base ? { base: options.base } : {}),
    ...(repository ? { repository } : {}),
  });
  const ownership = readOwnership(shippedFolder('rules/ownership'));
  const diagnostics = [...asked, ...series.diagnostics, ...opened.diagnostics];
  const patches: PatchReport[] = [];
  const effects: PatchEffect[] = [];
  const library = await openLibrary(opened.tree, series.patches.flatMap(sourcePaths), keepingOf(opened.tree, options));
  let ground: Ground = { tree: opened.tree, library, mixed: new Set(), hunks: { all: 0, failed: 0 } };
  const primitives = seriesPrimitives(opened.tree);
  const earlier: Patch[] = [];
  const met = new Set<string>();
  const work = workOf(options.timeout);
  for (const patch of series.patches) {
    await options.progress?.(`${patch.index}/${series.patches.length} ${patch.subject}`);
    const means = { ownership, work: work.ofPatch() };
    const looked = await lookAt(ground, patch, { primitives, earlier, means }, options).catch(lostPatch(patch));
    if ('fault' in looked) {
      patches.push(looked.report);
      diagnostics.push(looked.fault);
      continue;
    }
    const { semantics, reviewed, contract } = looked;
    const broken = contract.findings.filter(({ finding }) => isWanted(finding, options));
    const findings = [...withoutMirrors(reviewed.report, met), ...broken];
    for (const { finding } of findings) met.add(finding.id);
    const { changes } = reviewed;
    patches.push({
      ...reviewed.report,
      findings: options.source ? findings.map((j) => withSource(j, changes)) : findings,
    });
    diagnostics.push(...reviewed.diagnostics, ...contract.diagnostics);
    if (patch.kind === 'aside') continue;
    if (touchesHeaders(patch)) earlier.push(patch);
    ground = reviewed.next;
    effects.push(...reviewed.effects.map((change) => ({ change, at: patches.length - 1, semantics })));
  }
  await addContractChanges({ ...ground, ownership }, effects, patches, options);
  library.keep();
  await addConversion(ground.tree, series.patches, patches, options);
  const touched = new Set(series.patches.flatMap((patch) => patch.files).flatMap((f) => [f.oldPath, f.newPath]));
  const unread = unreadFiles(opened.tree.unread(), options.tree ?? '.', (path) => touched.has(path));
  const tree = toldTree(opened.tree);
  return {
    tool: tool(),
    tree,
    patches: withFixes(markTransient(toldOnce(patches)), effects),
    mails: series.mails,
    diagnostics: [...fitOf(tree, patches), ...diagnostics, ...unread],
  };
}

/** What stands around a patch of a series. */
interface Around {
  readonly primitives: ReturnType<typeof seriesPrimitives>;
  /** The patches before it that touch headers. */
  readonly earlier: readonly Patch[];
  readonly means: Omit<Parameters<typeof reviewPatch>[2], 'semantics'>;
}

async function lookAt(ground: Ground, patch: Patch, { primitives, earlier, means }: Around, options: ReviewOptions) {
  const semantics = await primitives.semantics(earlier, patch);
  const reviewed = await reviewPatch(ground, patch, { ...means, semantics }, options);
  return { semantics, reviewed, contract: await primitives.check(earlier, patch) };
}

/**
 * Seen from its end, every changed balance looks like one that was mended: it is only where this series broke it.
 * @param known ids of the findings of earlier patches
 */
function withoutMirrors({ findings }: PatchReport, known: ReadonlySet<string>): JudgedFinding[] {
  const isMirror = ({ finding: { origin, due } }: JudgedFinding) => origin === 'resolved' && due !== undefined;
  return findings.filter((j) => !isMirror(j) || known.has(j.finding.id));
}

/** Tells what the series has left to convert, with the last patch that converts. */
async function addConversion(
  tree: KernelTree,
  patches: readonly Patch[],
  reports: PatchReport[],
  options: Filter,
): Promise<void> {
  const own = patches.filter(({ kind }) => kind === 'patch');
  const at = patches.findLastIndex((patch) => patch.kind === 'patch' && converts(patch));
  const finding = at < 0 ? undefined : await incompleteConversion(tree, own);
  if (!finding || !isWanted(finding, options)) return;
  reports[at] = { ...reports[at]!, findings: [...reports[at]!.findings, statement(finding)] };
}
