import type { DiffLine, FileChange, Hunk, Patch } from '../../input/index.js';
import type { JudgedFinding } from '../report.js';

/** The line of a diff that a comment stands under. */
export interface Anchor {
  /** Indices in the files of the patch, the hunks of the file, the lines of the hunk. */
  readonly file: number;
  readonly hunk: number;
  readonly line: number;
  /** The line that the finding is about is in the diff; the comment may stand some lines further down, behind its statement. */
  readonly flagged?: number;
}

/** A line of the patch with its place. */
interface Candidate extends Anchor {
  readonly diff: DiffLine;
  /** Its number in the new file; of a removed line, that of the next one. */
  readonly at: number;
}

/**
 * Where to comment on a finding: under its line, or, where the diff does not show that, under the changed line that is
 * to blame. Undefined for a patch without hunks.
 */
export function anchorOf(judged: JudgedFinding, patch: Patch): Anchor | undefined {
  const { finding } = judged;
  const all = candidatesOf(patch);
  const own = all.filter(({ file }) => isNamed(patch.files[file]!, finding.file));
  const text = lineText(judged);
  const side = finding.origin === 'resolved' ? 'added' : 'removed';
  const flagged = own.filter(
    ({ diff, at }) => diff.kind !== side && (text === undefined ? at === finding.line : squeezed(diff.text) === text),
  );
  const exact = nearest(flagged, finding.line);
  if (exact) return { ...place(exact), line: statementEnd(patch, exact), flagged: exact.line };
  const changed = own.filter(isChange);
  const blamed =
    onPath(judged, changed) ??
    insideOf(finding.function, own) ??
    nearest(changed, finding.line) ??
    mentioning(judged, all.filter(isChange));
  return blamed && place(blamed);
}

/** The source text of the line that a finding is about, where its path tells it. */
export function lineText({ finding }: JudgedFinding): string | undefined {
  const step = finding.trace?.steps.findLast(({ loc, text }) => loc.line === finding.line && text !== '');
  return step && squeezed(step.text);
}

function candidatesOf({ files }: Patch): Candidate[] {
  return files.flatMap(({ hunks }, file) => hunks.flatMap((hunk, at) => linesOf(hunk, file, at)));
}

function linesOf(hunk: Hunk, file: number, index: number): Candidate[] {
  let next = hunk.newStart;
  return hunk.lines.map((diff, line) => {
    const at = diff.newLine ?? next;
    if (diff.newLine !== undefined) next = diff.newLine + 1;
    return { file, hunk: index, line, diff, at };
  });
}

function isNamed({ oldPath, newPath }: FileChange, path: string): boolean {
  return newPath === path || oldPath === path;
}

function isChange({ diff }: Candidate): boolean {
  return diff.kind !== 'context';
}

/** The tree may hold the file some lines further up or down than the patch says. */
function nearest(candidates: readonly Candidate[], line: number): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (best, candidate) => (best && Math.abs(best.at - line) <= Math.abs(candidate.at - line) ? best : candidate),
    undefined,
  );
}

/** The last changed line that the path runs over. */
function onPath({ finding }: JudgedFinding, changed: readonly Candidate[]): Candidate | undefined {
  for (const { text, loc } of (finding.trace?.steps ?? []).toReversed()) {
    const same = changed.filter(
      ({ diff }) => diff.kind === 'added' && text !== '' && squeezed(diff.text) === squeezed(text),
    );
    const found = nearest(same, loc.line);
    if (found) return found;
  }
  return undefined;
}

/** The first changed line behind the head of a function, or the head itself. */
function insideOf(name: string, own: readonly Candidate[]): Candidate | undefined {
  const head = own.findIndex(({ diff }) => diff.kind !== 'removed' && isHead(diff.text, name));
  if (head < 0) return undefined;
  return own.slice(head).find((candidate) => isChange(candidate) && candidate.hunk === own[head]!.hunk);
}

/** Kernel style has the head of a function in the first column; a copy may have lost all blanks. */
function isHead(text: string, name: string): boolean {
  return /^[a-z_]/.test(text) && !/[;=]|^(?:return|if|else|while|for|switch)\b/.test(text) && text.includes(`${name}(`);
}

/** Of a patch that does not touch the file of the finding: a line that names its function, else the last changed one. */
function mentioning({ finding }: JudgedFinding, changed: readonly Candidate[]): Candidate | undefined {
  return changed.find(({ diff }) => diff.text.includes(`${finding.function}(`)) ?? changed.at(-1);
}

/** A call may go on over some lines; the comment stands behind it. */
function statementEnd(patch: Patch, { file, hunk, line }: Candidate): number {
  const { lines } = patch.files[file]!.hunks[hunk]!;
  let depth = 0;
  for (let i = line; i < Math.min(lines.length, line + 6); i++) {
    if (i > line && lines[i]!.kind === 'removed' && lines[line]!.kind !== 'removed') continue;
    depth += depthOf(lines[i]!.text);
    if (depth <= 0) return i;
  }
  return line;
}

function depthOf(text: string): number {
  return (text.match(/\(/g)?.length ?? 0) - (text.match(/\)/g)?.length ?? 0);
}

function place({ file, hunk, line }: Anchor): Anchor {
  return { file, hunk, line };
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
