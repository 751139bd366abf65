import { isAbsolute, relative, resolve } from 'node:path';
import { readOwnership } from '../analysis/index.js';
import { type SkippedFunction, treesFreed } from '../c/index.js';
import { openLibrary } from '../kernel/index.js';
import { builtin } from '../page/index.js';
import type { JudgedFinding, Report } from '../report/index.js';
import { scanFile } from '../rules/index.js';
import { type Diagnostic, shippedFolder, tool } from '../text/index.js';
import { type KernelTree, openTree, unreadFiles, wholeFile } from '../tree/index.js';
import { distrusting } from './distrust.js';
import { faultText } from './fault.js';
import { judgeAll } from './judging.js';
import { keepingOf } from './keeping.js';
import type { ScanOptions } from './options.js';
import { toldTree } from './told-tree.js';
import { withSource } from './with-source.js';
import { exhaustedText, workOf } from './work.js';

/**
 * Looks at whole files, without a patch: every hazard that one version shows by itself.
 * @throws OwnershipError when a rule file is broken
 */
export function scan(options: ScanOptions): Promise<Report> {
  return distrusting(options, scanOnce);
}

async function scanOnce(options: ScanOptions): Promise<Report> {
  const { tree, diagnostics } = await openTree(options.tree ?? options.cwd, { patches: [] });
  const ownership = readOwnership(shippedFolder('rules/ownership'));
  const said = [...diagnostics];
  const model = builtin(tree.version);
  const findings: JudgedFinding[] = [];
  const skipped: SkippedFunction[] = [];
  let refuted = 0;
  const files = await filesOf(tree, options, said);
  const work = workOf(options.timeout);
  const libraries = { post: await openLibrary(tree, files, keepingOf(tree, options)) };
  for (const [i, path] of files.entries()) {
    await options.progress?.(`${i + 1}/${files.length} ${path}`);
    const text = tree.read(path) ?? '';
    const result = scanFile(path, text, { ownership, version: tree.version, libraries, work: work.ofPatch() });
    const judged = judgeAll(result.findings, { before: model, after: model }, options);
    const kept = judged.findings;
    findings.push(...(options.source ? kept.map((j) => withSource(j, [wholeFile(path, text)])) : kept));
    refuted += judged.refuted;
    skipped.push(...result.skipped);
    said.push(...result.faults.map(faultText), ...exhaustedText(result, path, path));
    await treesFreed();
  }
  libraries.post.keep();
  said.push(...unreadFiles(tree.unread(), options.tree ?? '.', isNamedIn(options)));
  return {
    tool: tool(),
    tree: toldTree(tree),
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
    const isUnread = tree.unread().some((one) => one.path === inside);
    if (below.length === 0 && !isUnread) said.push({ level: 'error', input: path, message: 'no C file there' });
    files.push(...below);
  }
  await tree.prefetch(files);
  return files;
}

/** Is a path of the tree among what `scan` was asked to look at? */
function isNamedIn({ paths, tree, cwd }: ScanOptions): (path: string) => boolean {
  const named = paths.map((path) => insideTree(path, tree, cwd).replace(/\/$/, ''));
  return (path) => named.some((name) => name === '' || name === '.' || path === name || path.startsWith(`${name}/`));
}

/** A path of a tree that was named is one inside of it, unless it is absolute. */
function insideTree(path: string, top: string | undefined, cwd: string): string {
  return top !== undefined && !isAbsolute(path) ? path : relative(resolve(cwd, top ?? '.'), resolve(cwd, path));
}
