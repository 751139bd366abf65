import type { Patch } from '../../input/index.js';
import type { Run } from '../../replay/index.js';
import type { JudgedFinding } from '../report.js';
import { witnessRun } from '../selection.js';
import { type Anchor, anchorOf, lineText } from './anchor.js';
import { mailLedger } from './ledger.js';
import { inSentence, ownLine, prose } from './own-text.js';
import { questionOf } from './question.js';
import type { Comment } from './quote.js';
import { suggestionOf } from './suggestion.js';
import { numberWord, withoutLineNumbers } from './words.js';

/** The comment on a finding and its place in the patch: question, ledger, verdict, and what could be done instead. */
export function commentOn(judged: JudgedFinding, patch: Patch): Comment {
  const anchor = anchorOf(judged, patch);
  const { question, reason } = questionOf(judged.finding);
  const run = judged.verdict.outcome === 'confirmed' ? witnessRun(judged) : undefined;
  const suggestion = suggestionOf(judged.finding, patch, anchor);
  const paragraphs = [
    prose([question, ...elsewhere(judged, patch, anchor), ...originOf(judged), reason]),
    ...(run ? [mailLedger(judged, run)] : []),
    prose([verdictOf(judged, run)], [tag(judged)]),
    ...(suggestion ? [prose([suggestion.question]), suggestion.lines] : []),
  ].filter((lines) => lines.length > 0);
  return { anchor, lines: paragraphs.flatMap((lines, i) => (i > 0 ? ['', ...lines] : lines)).map(ownLine) };
}

/** Where the diff does not show the line, the comment stands under another one and has to name it. */
function elsewhere(judged: JudgedFinding, patch: Patch, anchor: Anchor | undefined): string[] {
  const { finding } = judged;
  if (anchor?.flagged !== undefined) return [];
  const text = lineText(judged);
  const where = `in ${inSentence(finding.function)}()`;
  if (text) return [`(This is about "${inSentence(text)}" ${where}.)`];
  if (!anchor) return [`(This is about ${inSentence(finding.function)}() in ${inSentence(finding.file)}.)`];
  return anchor && patch.files[anchor.file]!.newPath === finding.file
    ? []
    : [`(This is about ${inSentence(finding.file)}.)`];
}

function originOf({ finding }: JudgedFinding): string[] {
  switch (finding.origin) {
    case 'introduced':
      return [];
    case 'preexisting':
      return ['This was there before the patch.'];
    case 'transient':
      return ['A later patch of the series mends this.'];
    case 'resolved':
      return ['This was there before, and the patch mends it.'];
  }
}

function verdictOf(judged: JudgedFinding, run: Run | undefined): string {
  const { outcome, because } = judged.verdict;
  if (outcome !== 'confirmed') return `Replay could not confirm this: ${withoutLineNumbers(inSentence(because, 300))}.`;
  if (!run) return 'The statement alone shows it.';
  if (run.table) return 'The simulator ran the patched code for these steps.';
  const fault = run.rows.find((row) => row.fault !== undefined)?.fault;
  const ran = `The simulator ran these steps on ${sizeOf(run)} with no other holders`;
  if (fault) return `${ran}, and stopped at the last one: ${inSentence(fault, 100)}.${withoutPatch(judged)}`;
  if (run.left > 0) return `${ran}: ${referencesAre(run.left)} left that nobody drops.${withoutPatch(judged)}`;
  return `${ran}: ${withoutLineNumbers(inSentence(because, 200))}.`;
}

function sizeOf({ order = 0 }: Run): string {
  return order === 0 ? 'one page' : `a folio of ${2 ** order} pages`;
}

function referencesAre(left: number): string {
  return left === 1 ? 'one reference is' : `${numberWord(left)} references are`;
}

/** Only where the same path, to the same return, is clean: otherwise the comparison explains nothing. */
function withoutPatch({ base }: JudgedFinding): string {
  if (base?.kind !== 'run' || base.base.faulty || base.base.left !== 0) return '';
  const [before, after] = [base.base.rows.at(-1)?.step.event, base.patched.rows.at(-1)?.step.event];
  return before !== undefined && before === after ? ' Without the patch the same path leaves nothing over.' : '';
}

/** The rule, and how far it is proven. */
function tag({ finding, verdict }: JudgedFinding): string {
  const proof =
    verdict.outcome !== 'confirmed'
      ? 'not confirmed by replay'
      : verdict.runs.length > 0
        ? 'confirmed by replay'
        : 'not replayed';
  return `[${finding.rule}, ${proof}]`;
}
