import { isAbsolute, relative, resolve } from 'node:path';
import { type Ownership, readOwnership } from './analysis/index.js';
import type { SkippedFunction } from './c/index.js';
import { commitsOf, open, stagedDiff } from './git/index.js';
import { type Patch, readSeries, type Source } from './input/index.js';
import { type Library, openLibrary } from './kernel/index.js';
import {
  builtin,
  type Due,
  replay,
  replayBase,
  type SemanticsPair,
  seriesPrimitives,
  type Verdict,
} from './replay/index.js';
import { type JudgedFinding, type PatchReport, type Report, witnessRun } from './report/index.js';
import { checkFile, converts, type Finding, incompleteConversion, type Origin, scanFile } from './rules/index.js';
import { type Diagnostic, shippedFolder, tool } from './text/index.js';
import {
  applyPatch,
  excerptOf,
  type ImagePair,
  isCSource,
  isInnerPath,
  type KernelTree,
  openTree,
  wholeFile,
} from './tree/index.js';

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
  /** Also keep the source around each finding. */
  readonly source?: boolean;
  readonly stdin?: Buffer;
  readonly progress?: (text: string) => Promise<void>;
  readonly cwd: string;
}

export interface ScanOptions {
  readonly paths: readonly string[];
  /** Also keep the source around each finding. */
  readonly source?: boolean;
  readonly tree?: string;
  readonly types?: readonly string[];
  readonly ignore?: readonly string[];
  readonly progress?: (text: string) => Promise<void>;
  readonly cwd: string;
}

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
  const ownership = readOwnership(shippedFolder('rules/ownership'));
  const diagnostics = [...asked, ...series.diagnostics, ...opened.diagnostics];
  const patches: PatchReport[] = [];
  let ground: Ground = {
    tree: opened.tree,
    library: await openLibrary(opened.tree, series.patches.flatMap(sourcePaths)),
  };
  const primitives = seriesPrimitives(opened.tree);
  for (const [i, patch] of series.patches.entries()) {
    await options.progress?.(`${patch.index}/${series.patches.length} ${patch.subject}`);
    const earlier = series.patches.slice(0, i).filter(({ kind }) => kind === 'patch');
    const semantics = await primitives.semantics(earlier, patch);
    const { next, changes, report, said } = reviewPatch(ground, patch, { ownership, semantics }, options);
    const contract = await primitives.check(earlier, patch);
    const known = new Set(patches.flatMap((p) => p.findings.map((j) => j.finding.id)));
    const own = report.findings.filter(({ finding }) => !isMirror(finding) || known.has(finding.id));
    const broken = contract.findings.filter(({ finding }) => isWanted(finding, options));
    const findings = [...own, ...broken];
    patches.push({ ...report, findings: options.source ? findings.map((j) => withSource(j, changes)) : findings });
    diagnostics.push(...said, ...contract.diagnostics);
    if (patch.kind === 'patch') ground = next;
  }
  await addConversion(ground.tree, series.patches, patches, options);
  const kernel = opened.tree.version;
  return {
    tool: tool(),
    tree: { kind: opened.tree.kind, ...(kernel ? { kernel } : {}) },
    patches: markTransient(patches),
    mails: series.mails,
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

/** What functions do to counts: the callees by their contracts, the primitives as they are before and after a patch. */
interface Means {
  readonly ownership: Ownership;
  readonly semantics: SemanticsPair;
}

/** What a patch stands on. */
interface Ground {
  readonly tree: KernelTree;
  readonly library: Library;
}

/** The C files that a patch touches, by their old and new names. */
function sourcePaths({ files }: Patch): string[] {
  const paths = files.flatMap(({ oldPath, newPath }) => [oldPath ?? [], newPath ?? []].flat());
  return paths.filter((path) => isCSource(path) && isInnerPath(path));
}

/** Findings of one patch, judged; and what the next patch stands on. */
function reviewPatch({ tree, library }: Ground, patch: Patch, { ownership, semantics }: Means, options: Filter) {
  const { next, changes, applied, diagnostics } = applyPatch(tree, patch);
  const libraries = { pre: library, post: library.after(next, sourcePaths(patch)) };
  const results = changes.map((pair) =>
    checkFile(pair, { ownership, version: tree.version, libraries, compare: options.compare }),
  );
  const wanted = results.flatMap((r) => r.findings).filter((f) => isWanted(f, options));
  const judged = wanted.map((f) => judge(f, semantics)).filter((j) => j.verdict.outcome !== 'refuted');
  const report: PatchReport = {
    index: patch.index,
    kind: patch.kind,
    patch,
    subject: patch.subject,
    ...(patch.messageId === undefined ? {} : { messageId: patch.messageId }),
    applied,
    findings: judged,
    skipped: results.flatMap((r) => r.skipped),
    refuted: wanted.length - judged.length,
  };
  return { next: { tree: next, library: libraries.post }, changes, report, said: diagnostics };
}

/** Keeps the function that a finding is in, as the patch has it; what the patch resolves is in the version before. */
function withSource(judged: JudgedFinding, changes: readonly ImagePair[]): JudgedFinding {
  const { file, line, origin, trace } = judged.finding;
  const side = origin === 'resolved' ? 'pre' : 'post';
  const pair = changes.find((change) => change[side]?.path === file);
  const steps = trace?.file === file ? trace.steps : [];
  const source = pair && excerptOf(pair, side, [line, ...steps.map(({ loc }) => loc.line)]);
  return source ? { ...judged, source } : judged;
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

function isWanted(f: Finding, { types, ignore }: Filter): boolean {
  return (types === undefined || types.includes(f.rule)) && !ignore?.includes(f.rule);
}

const NOTHING_DUE: Due = { claim: { constant: 0, terms: {} }, because: 'the path took it itself' };

/** A finding about one statement is its own proof. */
function statement(finding: Finding): JudgedFinding {
  return { finding, verdict: { outcome: 'confirmed', because: 'the statement itself shows it', runs: [] } };
}

/** A finding about a path is replayed, on the primitives of the version that has the path. */
function judge(finding: Finding, semantics: SemanticsPair): JudgedFinding {
  if (!finding.trace) return statement(finding);
  const own = finding.origin === 'resolved' ? semantics.before : semantics.after;
  const verdict = doubted(replay(finding.trace, finding.rule, finding.due ?? NOTHING_DUE, own), finding.doubt);
  return withBase({ finding, verdict }, semantics);
}

function doubted(verdict: Verdict, doubt: string | undefined): Verdict {
  return verdict.outcome === 'confirmed' && doubt !== undefined
    ? { ...verdict, outcome: 'unconfirmed', because: doubt }
    : verdict;
}

/** When the versions are compared: the path before the patch, in the world that shows the finding. */
function withBase(judged: JudgedFinding, { before }: SemanticsPair): JudgedFinding {
  const { base, trace, due = NOTHING_DUE } = judged.finding;
  const patched = witnessRun(judged);
  if (!base || !trace || !patched) return judged;
  if (base.kind === 'none') return { ...judged, base };
  const run = replayBase(base.trace, trace, patched.world, due, before);
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
  const ownership = readOwnership(shippedFolder('rules/ownership'));
  const said = [...diagnostics];
  const model = builtin(tree.version);
  const semantics: SemanticsPair = { before: model, after: model };
  const findings: JudgedFinding[] = [];
  const skipped: SkippedFunction[] = [];
  let refuted = 0;
  const files = await filesOf(tree, options, said);
  const libraries = { post: await openLibrary(tree, files) };
  for (const [i, path] of files.entries()) {
    await options.progress?.(`${i + 1}/${files.length} ${path}`);
    const text = tree.read(path) ?? '';
    const result = scanFile(path, text, { ownership, version: tree.version, libraries });
    const judged = result.findings.filter((f) => isWanted(f, options)).map((f) => judge(f, semantics));
    const kept = judged.filter((j) => j.verdict.outcome !== 'refuted');
    findings.push(...(options.source ? kept.map((j) => withSource(j, [wholeFile(path, text)])) : kept));
    refuted += judged.filter((j) => j.verdict.outcome === 'refuted').length;
    skipped.push(...result.skipped);
    // tree-sitter frees its trees in finalizers, which need a turn of the event loop.
    await new Promise((done) => setImmediate(done));
  }
  return {
    tool: tool(),
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
    const inside = insideTree(path, top, cwd);
    const below = tree.exists(inside) ? [inside] : await tree.list(inside === '.' ? '' : inside.replace(/\/$/, ''));
    if (below.length === 0) said.push({ level: 'error', input: path, message: 'no C file there' });
    files.push(...below);
  }
  await tree.prefetch(files);
  return files;
}

/** A path of a tree that was named is one inside of it, unless it is absolute. */
function insideTree(path: string, top: string | undefined, cwd: string): string {
  return top !== undefined && !isAbsolute(path) ? path : relative(resolve(cwd, top ?? '.'), resolve(cwd, path));
}
