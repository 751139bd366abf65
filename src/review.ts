import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadOwnership, type Ownership } from './analysis/index.js';
import type { SkippedFunction } from './c/index.js';
import { commitsOf, open, stagedDiff } from './git/index.js';
import { type Patch, readSeries, type Source } from './input/index.js';
import { type Due, primitivesChecker, replay, replayBase } from './replay/index.js';
import { type JudgedFinding, type PatchReport, type Report, witnessRun } from './report/index.js';
import { checkFile, converts, type Finding, incompleteConversion, type Origin, scanFile } from './rules/index.js';
import type { Diagnostic } from './text/index.js';
import { applyPatch, type KernelTree, openTree } from './tree/index.js';

/** What to review, and how. */
export interface ReviewOptions {
  readonly inputs: readonly string[];
  readonly range?: string;
  readonly staged?: boolean;
  readonly tree?: string;
  readonly base?: string;
  readonly types?: readonly string[];
  readonly ignore?: readonly string[];
  readonly include?: readonly Origin[];
  /** Also run each finding's path as it was before the patch. */
  readonly compare?: boolean;
  readonly stdin?: Buffer;
  readonly progress?: (text: string) => void;
  readonly cwd: string;
}

export interface ScanOptions {
  readonly paths: readonly string[];
  readonly tree?: string;
  readonly types?: readonly string[];
  readonly ignore?: readonly string[];
  readonly progress?: (text: string) => void;
  readonly cwd: string;
}

const OWNERSHIP = fileURLToPath(new URL('../rules/ownership', import.meta.url));

/**
 * The whole program: reads the inputs, lays patch on patch on the tree, compares the two versions of every touched
 * function, and replays what was found.
 * @throws OwnershipError when a rule file is broken; bad input is told in the report's diagnostics
 */
export async function review(options: ReviewOptions): Promise<Report> {
  const { sources, repository, diagnostics: asked } = await sourcesOf(options);
  const series = await readSeries(sources);
  const opened = await openTree(options.tree, {
    patches: series.patches,
    ...(options.base ? { base: options.base } : {}),
    ...(repository ? { repository } : {}),
  });
  const ownership = loadOwnership(OWNERSHIP);
  const diagnostics = [...asked, ...series.diagnostics, ...opened.diagnostics];
  const patches: PatchReport[] = [];
  let { tree } = opened;
  const checkPrimitives = primitivesChecker(opened.tree);
  for (const [i, patch] of series.patches.entries()) {
    options.progress?.(`${patch.index}/${series.patches.length} ${patch.subject}`);
    const { next, report, said } = await reviewPatch(tree, patch, ownership, options);
    const earlier = series.patches.slice(0, i).filter(({ kind }) => kind === 'patch');
    const contract = (await checkPrimitives(earlier, patch)).filter(({ finding }) => isWanted(finding, options));
    const known = new Set(patches.flatMap((p) => p.findings.map((j) => j.finding.id)));
    const fresh = patch.kind === 'aside' ? contract.filter(({ finding }) => !known.has(finding.id)) : contract;
    const own = report.findings.filter(({ finding }) => !isMirror(finding) || known.has(finding.id));
    patches.push({ ...report, findings: [...own, ...fresh] });
    diagnostics.push(...said);
    if (patch.kind === 'patch') tree = next;
  }
  await addConversion(tree, series.patches, patches, options);
  const kernel = opened.tree.version;
  return {
    tool: { name: 'foliolint', version: version() },
    tree: { kind: opened.tree.kind, ...(kernel ? { kernel } : {}) },
    patches: markTransient(patches),
    diagnostics,
  };
}

/** Seen from its end, every changed balance looks like one that was mended: it is only where this series broke it. */
function isMirror({ origin, due }: Finding): boolean {
  return origin === 'resolved' && due !== undefined;
}

/** What the user named, as things to read; a range or the index also says which repository they belong to. */
async function sourcesOf(options: ReviewOptions) {
  const sources: Source[] = options.inputs.map((path) =>
    path === '-' ? { kind: 'stdin', bytes: options.stdin ?? Buffer.alloc(0) } : { kind: 'path', path },
  );
  if (options.range === undefined && !options.staged) return { sources, repository: undefined, diagnostics: [] };
  const { repository, diagnostics } = await open();
  const said: Diagnostic[] = [...diagnostics];
  if (!repository) {
    if (said.length === 0) said.push({ level: 'error', input: '.', message: 'this is not a git repository' });
    return { sources, repository, diagnostics: said };
  }
  if (options.range !== undefined) {
    const read = await commitsOf(repository, options.range);
    said.push(...read.diagnostics);
    for (const { id, mail } of read.commits) {
      sources.push({ kind: 'bytes', name: id.slice(0, 12), bytes: mail, commit: id });
    }
  }
  if (options.staged) {
    const { diff, diagnostics: refused } = await stagedDiff(repository);
    said.push(...refused);
    const text = Buffer.from(diff).toString('utf8');
    if (refused.length === 0) sources.push({ kind: 'diff', name: '--staged', text, subject: 'staged changes' });
  }
  return { sources, repository, diagnostics: said };
}

type Filter = Pick<ReviewOptions, 'types' | 'ignore' | 'compare'>;

/** Findings of one patch, judged; and the tree that the next patch stands on. */
async function reviewPatch(tree: KernelTree, patch: Patch, ownership: Ownership, options: Filter) {
  const { next, changes, applied, diagnostics } = applyPatch(tree, patch);
  const results = changes.map((pair) =>
    checkFile(pair, { ownership, version: tree.version, compare: options.compare }),
  );
  const wanted = results.flatMap((r) => r.findings).filter((f) => isWanted(f, options));
  const judged = wanted.map(judge).filter((j) => j.verdict.outcome !== 'refuted');
  const report: PatchReport = {
    index: patch.index,
    kind: patch.kind,
    subject: patch.subject,
    ...(patch.messageId === undefined ? {} : { messageId: patch.messageId }),
    applied,
    findings: judged,
    skipped: results.flatMap((r) => r.skipped),
    refuted: wanted.length - judged.length,
  };
  return { next, report, said: diagnostics };
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
  reports[at] = { ...reports[at]!, findings: [...reports[at]!.findings, judge(finding)] };
}

function isWanted(f: Finding, { types, ignore }: Filter): boolean {
  return (types === undefined || types.includes(f.rule)) && !ignore?.includes(f.rule);
}

const NOTHING_DUE: Due = { claim: { constant: 0, terms: {} }, because: 'the path took it itself' };

/** A finding about one statement is its own proof; one about a path is replayed. */
function judge(finding: Finding): JudgedFinding {
  if (!finding.trace) {
    return { finding, verdict: { outcome: 'confirmed', because: 'the statement itself shows it', runs: [] } };
  }
  const verdict = replay(finding.trace, finding.rule, finding.due ?? NOTHING_DUE);
  return withBase({ finding, verdict });
}

/** When the versions are compared: the path before the patch, in the world that shows the finding. */
function withBase(judged: JudgedFinding): JudgedFinding {
  const { base, trace, due = NOTHING_DUE } = judged.finding;
  const patched = witnessRun(judged);
  if (!base || !trace || !patched) return judged;
  if (base.kind === 'none') return { ...judged, base };
  const run = replayBase(base.trace, trace, patched.world, due);
  if (!run) return judged;
  return { ...judged, base: { kind: 'run', patched, base: run, pairs: base.pairs, baseSteps: base.trace.steps } };
}

/** What a later patch of the series resolves was only there in between. */
function markTransient(patches: readonly PatchReport[]): PatchReport[] {
  return patches.map((patch, i) => {
    const later = patches.slice(i + 1).filter((p) => p.kind === 'patch');
    const gone = new Set(
      later
        .flatMap((p) => p.findings)
        .filter((j) => j.finding.origin === 'resolved')
        .map((j) => j.finding.id),
    );
    const mark = (j: JudgedFinding): JudgedFinding =>
      j.finding.origin === 'introduced' && gone.has(j.finding.id)
        ? { ...j, finding: { ...j.finding, origin: 'transient' } }
        : j;
    return { ...patch, findings: patch.findings.map(mark) };
  });
}

/**
 * Looks at whole files, without a patch: every hazard that one version shows by itself.
 * @throws OwnershipError when a rule file is broken
 */
export async function scan(options: ScanOptions): Promise<Report> {
  const { tree, diagnostics } = await openTree(options.tree ?? options.cwd, { patches: [] });
  const ownership = loadOwnership(OWNERSHIP);
  const said = [...diagnostics];
  const findings: JudgedFinding[] = [];
  const skipped: SkippedFunction[] = [];
  let refuted = 0;
  for (const path of await filesOf(tree, options, said)) {
    options.progress?.(path);
    const result = scanFile(path, tree.read(path) ?? '', { ownership, version: tree.version });
    const judged = result.findings.filter((f) => isWanted(f, options)).map(judge);
    findings.push(...judged.filter((j) => j.verdict.outcome !== 'refuted'));
    refuted += judged.filter((j) => j.verdict.outcome === 'refuted').length;
    skipped.push(...result.skipped);
    // tree-sitter frees its trees in finalizers, which need a turn of the event loop.
    await new Promise((done) => setImmediate(done));
  }
  return {
    tool: { name: 'foliolint', version: version() },
    tree: { kind: tree.kind, ...(tree.version ? { kernel: tree.version } : {}) },
    patches: [{ index: 0, kind: 'scan', subject: 'scan', applied: true, findings, skipped, refuted }],
    diagnostics: said,
  };
}

/** The C files that the paths name, relative to the tree: files, and folders with all that is below. */
async function filesOf(
  tree: KernelTree,
  { paths, tree: top, cwd }: ScanOptions,
  said: Diagnostic[],
): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const inside = top === undefined ? relative(cwd, resolve(cwd, path)) : path;
    const below = tree.exists(inside) ? [inside] : await tree.list(inside === '.' ? '' : inside.replace(/\/$/, ''));
    if (below.length === 0) said.push({ level: 'error', input: path, message: 'no C file there' });
    files.push(...below);
  }
  await tree.prefetch(files);
  return files;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
