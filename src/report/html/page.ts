import { createHash } from 'node:crypto';
import type { Origin } from '../../rules/index.js';
import { coveragePhrase } from '../coverage.js';
import type { JudgedFinding, PatchReport, Report } from '../report.js';
import { shownFindings } from '../selection.js';
import { fixesPhrases, summaryPhrases, withoutTag } from '../summary.js';
import { findingArticle } from './finding.js';
import { type Html, html, NOTHING, raw } from './markup.js';
import { diagnosticsList, overview, type Section, skippedList } from './overview.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/**
 * The report as one HTML file that needs nothing else: no network, no font, and no script to be read. What it shows of
 * the patches is escaped, and the page's own policy forbids all that is not its style sheet and its keys.
 */
export function renderHtml(report: Report, include: readonly Origin[]): string {
  const sections = sectionsOf(report.patches, (patch) => shownFindings(patch, include));
  const fixes = fixesPhrases(report).join(' ');
  const coverage = coveragePhrase(report.patches);
  const phrases = [
    ...summaryPhrases(report, include, true),
    ...(fixes ? [fixes] : []),
    ...(coverage ? [`${coverage} (listed below)`] : []),
  ];
  return pageOf(report, sections, phrases, false);
}

/** What `replay` writes: the findings it was asked for, with the ledger of every world. */
export function renderReplayHtml(report: Report, found: readonly JudgedFinding[]): string {
  const sections = sectionsOf(report.patches, ({ findings }) => findings.filter((judged) => found.includes(judged)));
  const ids = [...new Set(found.map(({ finding }) => finding.id))];
  const shown = sections.filter(({ findings }) => findings.length > 0);
  return pageOf(report, shown, [`replay of ${ids.join(', ')}`], true);
}

function sectionsOf(
  patches: readonly PatchReport[],
  shown: (patch: PatchReport) => readonly JudgedFinding[],
): readonly Section[] {
  const numbered = patches.filter(({ kind }) => kind === 'patch').length;
  const anchors = new Map<string, number>();
  return patches.map((patch) => {
    const findings = shown(patch).map((judged) => ({ judged, anchor: anchorOf(judged.finding.id, anchors) }));
    return { patch, title: titleOf(patch, numbered), findings };
  });
}

/** The id; the same finding in a second place (introduced here, resolved there) has a number behind it. */
function anchorOf(id: string, anchors: Map<string, number>): string {
  const before = anchors.get(id) ?? 0;
  anchors.set(id, before + 1);
  return before === 0 ? id : `${id}-${before + 1}`;
}

function titleOf({ kind, index, subject }: PatchReport, patches: number): string {
  switch (kind) {
    case 'aside':
      return `aside in reply "${subject}"`;
    case 'patch':
      return patches > 1 ? `${index}/${patches} ${withoutTag(subject)}` : withoutTag(subject);
    case 'scan':
      return 'scan';
  }
}

function pageOf(report: Report, sections: readonly Section[], phrases: readonly string[], isReplay: boolean): string {
  const [first, ...rest] = phrases;
  const { tool, tree, diagnostics } = report;
  const notes = diagnostics.filter(({ level }) => level === 'note');
  const serious = diagnostics.filter(({ level }) => level !== 'note');
  const { markup } = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${tool.name}: ${first}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">skip to the findings</a>
<header>
<p class="tool">${tool.name} ${tool.version}, ${treeText(tree)}</p>
<h1>${first}</h1>
${rest.length > 0 ? html`<p>${rest.join('; ')}</p>` : NOTHING}
${overview(sections)}
</header>
<main id="main">
${diagnosticsList(serious, 'trouble', 'Trouble with the input')}
${sections.map((section, i) => sectionOf(section, i, report, isReplay))}
${diagnosticsList(notes, 'notes', 'About the input')}
</main>
<footer><p>Offline and deterministic: the same input gives the same page. Confirmed means that the path was run in a page simulator and went wrong, not that the path can be taken. Your judgement takes precedence.</p>
<p class="keys">Keys: j and k for the next and the last finding, o for what is folded.</p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return markup;
}

function sectionOf({ patch, title, findings }: Section, index: number, report: Report, isReplay: boolean): Html {
  if (findings.length === 0 && patch.skipped.length === 0 && patch.kind !== 'patch') return NOTHING;
  const id = `patch-${index}`;
  const articles = findings.map(({ judged, anchor }) => findingArticle(judged, { report, patch, anchor, isReplay }));
  const nothing = findings.length === 0 ? html`<p class="note">nothing found</p>` : NOTHING;
  const applied =
    patch.applied || report.tree.kind === 'none'
      ? NOTHING
      : html`<p class="note">not all of it applies to this tree: what does not was left out, or seen as hunks only</p>`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${patch.messageId === undefined ? NOTHING : html`<p class="message-id">${patch.messageId}</p>`}${applied}
${articles}${nothing}${isReplay ? NOTHING : skippedList(patch)}</section>
`;
}

function treeText({ kind, kernel }: Report['tree']): string {
  return kind === 'none' ? 'hunks only, no tree' : kernel === undefined ? 'kernel tree' : `kernel ${kernel}`;
}

/** Nothing is loaded from anywhere, and of what stands in the page only the style sheet and the script of the page are used. */
function policy(): string {
  const style = `style-src '${digest(STYLE)}'`;
  const script = `script-src '${digest(SCRIPT)}'`;
  return `default-src 'none'; ${style}; ${script}; base-uri 'none'; form-action 'none'`;
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
