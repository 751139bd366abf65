import type { Patch } from '../input/index.js';
import { terseLine } from './block.js';
import { commentOn } from './mail/comment.js';
import { type Comment, diffLine, fileHeader, hunkHeader } from './mail/quote.js';
import type { PatchReport, Report } from './report.js';
import { shownFindings } from './selection.js';
import { statusLine } from './status.js';

/** The address need not exist (b4, misc/agent-reviewer.md, "Identifying yourself"). */
const IDENTITY = 'foliolint <foliolint@localhost>';

/**
 * The files of a review as b4 reads them from `.git/b4-review/COMMIT/` (b4, misc/agent-reviewer.md, "How to save review
 * data"), by name: `identity.txt`, `series.txt`, and a file for each patch with findings, but for those whose number is
 * in `skipped`. No signature: b4 would take it for a part of the last comment.
 */
export function renderB4Agent(report: Report, skipped: ReadonlySet<number>): Readonly<Record<string, string>> {
  const patches = report.patches.filter(({ kind, index }) => kind === 'patch' && !skipped.has(index));
  const reviews = patches.flatMap((patch) => {
    const review = patchReview(patch);
    return review ? [[`${String(patch.index).padStart(4, '0')}.txt`, review] as const] : [];
  });
  return {
    'identity.txt': `${IDENTITY}\n`,
    'series.txt': `${statusLine({ ...report, patches }, [])}\n`,
    ...Object.fromEntries(reviews),
  };
}

/** A note that names the findings, then the whole diff, quoted, with a comment under each line that one is about. */
function patchReview(report: PatchReport): string | undefined {
  const { patch } = report;
  const shown = shownFindings(report, []);
  if (!patch || shown.length === 0) return undefined;
  const comments = shown.map((judged) => commentOn(judged, patch));
  const unplaced = comments.filter(({ anchor }) => anchor === undefined);
  const note = [
    `${shown.length} ${shown.length === 1 ? 'question' : 'questions'} about reference counts`,
    '',
    ...shown.map((judged) => terseLine(judged, report, true)),
    ...unplaced.flatMap(({ lines }) => ['', ...lines]),
  ];
  return `${[...note, '', ...quotedInFull(patch, comments)].join('\n')}\n`;
}

function quotedInFull({ files }: Patch, comments: readonly Comment[]): string[] {
  const behind = (f: number, h: number, l: number) =>
    comments.filter(({ anchor }) => anchor?.file === f && anchor.hunk === h && anchor.line === l);
  return files.flatMap((file, f) => [
    ...fileHeader(file),
    ...file.hunks.flatMap((hunk, h) => [
      hunkHeader(hunk),
      ...hunk.lines.flatMap((line, l) => [
        diffLine(line),
        ...behind(f, h, l).flatMap(({ lines }) => ['', ...lines, '']),
      ]),
    ]),
  ]);
}
