import type { Run } from '../../replay/index.js';
import { assumptionsOf } from '../assumptions.js';
import type { JudgedFinding, PatchReport, Report } from '../report.js';
import { hiddenOrigin, shownSeverity } from '../selection.js';
import { callTable } from './calls.js';
import { chart } from './chart.js';
import { codeTable } from './code.js';
import { bandEdges, holdersIn, legend } from './holders.js';
import { ledgerTable } from './ledger.js';
import { type Html, html, NOTHING } from './markup.js';
import { dueCount, sideOf, type Told, toldAlone, toldRun } from './rows.js';
import { type Scale, scaleOf } from './scale.js';
import { scheduleTable } from './schedule.js';

/** What a finding is shown in. */
export interface Frame {
  readonly report: Report;
  readonly patch: PatchReport;
  /** Unique in the page. */
  readonly anchor: string;
  /** All worlds are shown and not folded. */
  readonly isReplay: boolean;
}

/** A finding with all that there is to say about it. */
export function findingArticle(judged: JudgedFinding, frame: Frame): Html {
  const { finding } = judged;
  const told = toldRun(judged);
  return html`<article id="${frame.anchor}" tabindex="-1" aria-labelledby="${frame.anchor}-head">
${heading(judged, frame)}
<p class="why">${finding.why}</p>
${codeTable(judged, told)}
${told ? proof(judged, told) : NOTHING}
${suggestion(finding.suggestion)}
${verdict(judged, frame)}
${assumptions(judged)}
${told ? otherWorlds(judged, told, frame) : NOTHING}
</article>
`;
}

/** The headline of the text report, in its parts. */
function heading(judged: JudgedFinding, { patch, anchor }: Frame): Html {
  const { finding, verdict } = judged;
  const severity = shownSeverity(judged);
  const origin = hiddenOrigin(judged, patch);
  return html`<h3 id="${anchor}-head"><span class="place">${finding.file}:${finding.line}:${finding.column}:</span> <span class="${severity}">${severity}:</span> ${finding.message} <span class="rule">[${[finding.rule, origin].filter(Boolean).join(', ')}]</span></h3>
<p class="meta"><a href="#${anchor}">${finding.id}</a> <span class="${verdict.outcome}">${verdict.outcome}</span> <span>${finding.function}()</span>${finding.object ? html` <span>${finding.object}</span>` : undefined}</p>`;
}

/** The charts, and the ledger that they are drawn from. */
function proof(judged: JudgedFinding, told: Told): Html {
  const { run } = told;
  if (run.threads)
    return html`<div class="proof">${figure(judged, told)}${scheduleTable(run, run.threads, run.world)}</div>`;
  if (run.table) return html`<div class="proof">${figure(judged, told)}${callTable(run, run.world)}</div>`;
  return html`<div class="proof${told.base ? ' stacked' : ''}">${figure(judged, told)}${ledgerTable(told, `where ${run.world}`)}${noBase(judged)}</div>`;
}

function figure({ finding }: JudgedFinding, told: Told): Html {
  const { run, base } = told;
  const patched = sideOf(told, 'patched');
  const before = sideOf(told, 'base');
  const dues = [dueCount(run), base && dueCount(base)].filter((due) => due !== undefined);
  const all = [...patched, ...before].flatMap((row) => (row ? [row.before, row.after] : []));
  const scale = scaleOf([...all, ...dues, ...bandEdges([...patched, ...before])]);
  const object = finding.object || 'the page';
  const draw = (rows: typeof patched, of: Run, name: string) =>
    html`<div class="plot"><p>${name}</p>${chart({ title: name, rows, due: dueCount(of) }, scale)}</div>`;
  const charts = base
    ? html`${draw(before, base, `count of ${object} before the patch`)}${draw(patched, run, 'with the patch')}`
    : draw(patched, run, run.table ? '_refcount by step' : `count of ${object} by step`);
  const note = scale.isLinear ? undefined : html`<p class="note">counts not to scale</p>`;
  return html`<figure><div class="plots">${charts}</div><figcaption>${legend(holdersIn([...before, ...patched]), dues.length > 0)}${note}</figcaption></figure>`;
}

function noBase({ base }: JudgedFinding): Html {
  return base?.kind === 'none' ? html`<p class="note">nothing to compare with: ${base.because}</p>` : NOTHING;
}

/** One line is prose, more are code. */
function suggestion(text: string | undefined): Html {
  if (text === undefined) return NOTHING;
  const lines = text.split('\n');
  if (lines.length === 1) return html`<p class="suggested"><b>suggested:</b> ${text}</p>`;
  return html`<div class="suggested"><b>suggested:</b><pre>${lines.map(
    (line) => html`${line}
`,
  )}</pre></div>`;
}

/** Why the verdict is what it is, and how to have it again. */
function verdict(judged: JudgedFinding, { report, patch }: Frame): Html {
  const { outcome, because, runs } = judged.verdict;
  const by = runs.length > 0 ? ' by replay' : '';
  return html`<dl class="verdict"><dt class="${outcome}">${outcome === 'confirmed' ? `confirmed${by}` : `not confirmed${by}`}</dt><dd>${because}</dd>
<dt>reproduce</dt><dd><code>${command(judged, report, patch)}</code></dd></dl>`;
}

/** What it rests on, where that is more than the verdict has words for. */
function assumptions(judged: JudgedFinding): Html {
  const all = assumptionsOf(judged);
  if (all.length < 2) return NOTHING;
  return html`<p class="note">rests on:</p><ul class="note">${all.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
}

/** A Message-Id that needs no quotes in a shell, without its angle brackets. */
const PLAIN_ID = /^<?(\w[\w.+=@-]*)>?$/;

function command({ finding }: JudgedFinding, { tree }: Report, { kind, messageId }: PatchReport): string {
  const where = tree.kind === 'none' ? '' : ' --tree DIR';
  if (kind === 'scan') return `foliolint scan ${finding.file}${where}`;
  const id = PLAIN_ID.exec(messageId ?? '')?.[1];
  if (id === undefined) return `foliolint replay ${finding.id} FILE${where}`;
  return `b4 mbox -o- ${id} | foliolint replay ${finding.id} -${where}`;
}

/** The runs in the other worlds, folded: what they show is the same, or why the verdict is not certain. */
function otherWorlds({ verdict: { runs }, finding }: JudgedFinding, told: Told, { isReplay }: Frame): Html {
  const others = runs.filter((run) => run !== told.run && !run.table);
  if (others.length === 0) return NOTHING;
  const parts = others.map((run) => world(run, finding.object, isReplay));
  const summary = others.length === 1 ? 'in 1 other world' : `in ${others.length} other worlds`;
  return html`<details class="worlds"${isReplay ? html` open` : NOTHING}><summary>${summary}</summary><div>${parts}</div></details>`;
}

function world(run: Run, object: string, isReplay: boolean): Html {
  const told = toldAlone(run);
  const rows = sideOf(told, 'patched');
  const due = dueCount(run);
  const drawn = chart({ title: `count of ${object}, ${run.world}`, rows, due }, worldScale(run, due), 72);
  if (isReplay)
    return html`<div class="proof"><figure><div class="plots">${drawn}</div></figure>${ledgerTable(told, `where ${run.world}`)}</div>`;
  return html`<div class="world"><p>where ${run.world}</p><div class="plots">${drawn}</div><p class="note">${endOf(run)}</p></div>`;
}

function worldScale({ rows }: Run, due: number | undefined): Scale {
  const counts = rows.flatMap(({ before, after }) => [before, after]);
  return scaleOf([...counts, ...bandEdges(rows), ...(due === undefined ? [] : [due])]);
}

function endOf({ rows, left }: Run): string {
  const at = rows.findIndex(({ fault }) => fault !== undefined);
  if (at >= 0) return `step ${at + 1}: ${rows[at]!.fault}`;
  if (left === 0) return 'nothing is left over';
  return left === 1 ? 'one reference is left over' : `${left} references are left over`;
}
