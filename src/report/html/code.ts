import { fieldText } from '../../page/index.js';
import { type LedgerRow, rowReason } from '../../replay/index.js';
import type { ExcerptLine } from '../../tree/index.js';
import type { JudgedFinding } from '../report.js';
import { branchOf, branchText } from './branch.js';
import { type Html, html, NOTHING } from './markup.js';
import type { Told } from './rows.js';

/** Lines that are shown around a step, and around a changed line. */
const AROUND = 2;
/** A gap of fewer lines is shown instead of being told. */
const LEAST_GAP = 3;
/** A patch that changes more of the function is shown around the path only. */
const MOST_CHANGED = 60;
/** A longer line is not source that somebody wrote. */
const MOST_TEXT = 400;

/** The source of the path: the lines around its steps and the changes, with what each step does and where it goes. */
export function codeTable({ finding, source }: JudgedFinding, told: Told | undefined): Html {
  if (!source) return NOTHING;
  const notes = finding.trace ? notesOf(told) : new Map<number, Note[]>();
  const shown = selected(source.lines, (line) => notes.has(line) || line === finding.line);
  const rows = shown.map((part) =>
    part.kind === 'gap'
      ? gapRow(part.count)
      : lineRow(part, notes.get(part.line) ?? [], part.line === finding.line, finding.object),
  );
  const head = source.section
    ? html`<tr class="gap"><td></td><td></td><td></td><td colspan="2"><code>${source.section}</code></td></tr>`
    : undefined;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="source of ${finding.function}()"><table class="code"><caption>${source.file}, ${finding.function}()</caption>
<thead class="unseen"><tr><th scope="col">step</th><th scope="col">line</th><th scope="col">change</th><th scope="col">source</th><th scope="col">on this path</th></tr></thead>
<tbody>${head}${rows}</tbody></table></div>`;
}

interface Note {
  readonly step: number;
  readonly row: LedgerRow;
}

/** What the steps do, by line; what others do by themselves has no line. */
function notesOf(told: Told | undefined): Map<number, Note[]> {
  const notes = new Map<number, Note[]>();
  for (const [i, { patched }] of (told?.rows ?? []).entries()) {
    if (!patched || patched.step.text === '') continue;
    const { line } = patched.step.loc;
    notes.set(line, [...(notes.get(line) ?? []), { step: i + 1, row: patched }]);
  }
  return notes;
}

type Part = ExcerptLine | { readonly kind: 'gap'; readonly count: number };

/** The head of the function, what is around the wanted lines and the changed ones, and how much is left out between. */
function selected(lines: readonly ExcerptLine[], isWanted: (line: number) => boolean): readonly Part[] {
  const isShort = lines.filter(({ kind }) => kind !== 'context').length <= MOST_CHANGED;
  const centres = lines.flatMap(({ kind, line }, i) => (isWanted(line) || (isShort && kind !== 'context') ? [i] : []));
  const kept = new Set([0]);
  for (const centre of centres) for (let i = centre - AROUND; i <= centre + AROUND; i++) kept.add(i);
  const parts: Part[] = [];
  let omitted: ExcerptLine[] = [];
  let next: number | undefined;
  for (const [i, line] of lines.entries()) {
    if (!kept.has(i)) omitted.push(line);
    else {
      const first = omitted[0] ?? line;
      if (omitted.length < LEAST_GAP && !isBehind(first, next)) parts.push(...omitted, line);
      else parts.push({ kind: 'gap', count: line.line - (next ?? line.line) }, line);
      omitted = [];
      next = line.kind === 'removed' ? next : line.line + 1;
    }
  }
  return parts;
}

/** True when there are lines between that the hunks do not show. */
function isBehind({ kind, line }: ExcerptLine, next: number | undefined): boolean {
  return kind !== 'removed' && next !== undefined && line > next;
}

function gapRow(count: number): Html {
  const text = count > 0 ? `${count} more ${count === 1 ? 'line' : 'lines'}` : '';
  return html`<tr class="gap"><td></td><td></td><td></td><td colspan="2">⋮ ${text}</td></tr>`;
}

const SIGNS = { added: '+', removed: '-', context: '' } as const;

function lineRow({ kind, line, text }: ExcerptLine, notes: readonly Note[], isMarked: boolean, object: string): Html {
  const isHere = kind !== 'removed';
  const own = isHere ? notes : [];
  const classes = [kind, own.length > 0 ? 'on' : '', isHere && isMarked ? 'marked' : ''].filter(Boolean).join(' ');
  const steps = own.map(({ step }) => html`<span class="no">${step}</span>`);
  return html`<tr class="${classes}"><td>${steps}</td><td>${isHere ? line : ''}</td><td>${SIGNS[kind]}</td><td><code>${sourceOf(text, object)}</code></td><td>${own.map((note) => noteOf(note, own.length > 1))}</td></tr>
`;
}

/** The line with the object in it marked. */
function sourceOf(text: string, object: string): Html {
  const shown = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)} …` : text;
  if (!/^\w+((->|\.)\w+)*$/.test(object)) return html`${shown}`;
  const pieces = shown.split(new RegExp(`(?<![\\w.>])(${object.replaceAll('.', '\\.')})(?!\\w)`));
  return html`${pieces.map((piece, i) => (i % 2 === 1 ? html`<b>${piece}</b>` : html`${piece}`))}`;
}

function noteOf({ step, row }: Note, isNumbered: boolean): Html {
  const number = isNumbered ? html`<span class="of">${step}:</span> ` : undefined;
  const branch = branchOf(row.step);
  if (branch) return html`<p>${number}${branchText(branch)}</p>`;
  const change =
    row.before === row.after ? undefined : html`<b>${fieldText(row.before)} → ${fieldText(row.after)}</b> `;
  const why = row.fault === undefined ? html`${rowReason(row)}` : html`<strong>${row.fault}</strong>`;
  return html`<p>${number}${change}${why}</p>`;
}
