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
  /** The function that it is in, as far as the hunk tells; empty where it does not. */
  readonly inside: string;
}

/**
 * Where to comment on a finding: under its line, or, where the diff does not show that, under the changed line that is
 * to blame. Undefined where none is: a line of another function under a question would mislead.
 */
export function anchorOf(judged: JudgedFinding, patch: Patch): Anchor | undefined {
  const { finding } = judged;
  const all = candidatesOf(patch);
  const own = all.filter(({ file }) => isNamed(patch.files[file]!, finding.file));
  const exact = nearest(flaggedOf(judged, own), finding.line);
  if (exact) return { ...place(exact), line: statementEnd(patch, exact), flagged: exact.line };
  const changed = own.filter(isChange);
  const blamed =
    onPath(judged, changed) ??
    changed.find(({ inside }) => inside === finding.function) ??
    (finding.trace ? nearest(changed, finding.line) : undefined) ??
    (changed.length === 0 ? mentioning(judged, all.filter(isChange)) : undefined);
  return blamed && place(blamed);
}

/** The lines that the finding may be about: by their text, where a path tells it, else by number, in its function only. */
function flaggedOf(judged: JudgedFinding, own: readonly Candidate[]): readonly Candidate[] {
  const { finding } = judged;
  const gone = finding.origin === 'resolved' ? 'added' : 'removed';
  const there = own.filter(({ diff }) => diff.kind !== gone);
  const text = lineText(judged);
  if (text !== undefined) return there.filter(({ diff }) => squeezed(diff.text) === text);
  const inside = there.filter((candidate) => candidate.inside === finding.function || candidate.inside === '');
  const callee = /(\w+\()\)/.exec(finding.message)?.[1] ?? '';
  const calls = inside.filter(({ diff }) => diff.kind !== 'context' && diff.text.includes(callee));
  // The tree may have the function some lines further up or down: a changed line with the call that is named is surer.
  const named = callee !== '' && callee !== `${finding.function}(` ? calls : [];
  return named.length > 0 ? named : inside.filter(({ at }) => at === finding.line);
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
  let inside = headName(hunk.section) ?? '';
  // A copy may have lost all blanks: then every brace is in the first column.
  const indented = hunk.lines.some(({ text }) => /^(?:\t| {2})/.test(text));
  return hunk.lines.map((diff, line) => {
    const at = diff.newLine ?? next;
    if (diff.newLine !== undefined) next = diff.newLine + 1;
    if (diff.kind !== 'removed') inside = headName(diff.text) ?? inside;
    const candidate = { file, hunk: index, line, diff, at, inside };
    if (indented && diff.text.startsWith('}')) inside = '';
    return candidate;
  });
}

/** Kernel style has the head of a function in the first column: two words or more, and a parameter list. */
function headName(text: string): string | undefined {
  if (/[;=]|^(?:return|if|else|while|for|switch|case|do)\b/.test(text)) return undefined;
  return /^[A-Za-z_][\w ]*[\s*](\w+)\(/.exec(text)?.[1];
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
