import type { Diagnostic } from '../../text/index.js';
import { coveragePhrase, skippedText } from '../coverage.js';
import type { JudgedFinding, PatchReport } from '../report.js';
import { hiddenOrigin, shownSeverity } from '../selection.js';
import { type Html, html, NOTHING } from './markup.js';

/** A patch as the page shows it. */
export interface Section {
  readonly patch: PatchReport;
  readonly title: string;
  readonly findings: readonly { readonly judged: JudgedFinding; readonly anchor: string }[];
}

/** All findings, a line each, by patch. */
export function overview(sections: readonly Section[]): Html {
  const groups = sections.filter(({ findings }) => findings.length > 0);
  if (groups.length === 0) return NOTHING;
  const isNamed = sections.some(({ patch }) => patch.kind !== 'scan');
  const bodies = groups.map(({ patch, title, findings }) => {
    const head = isNamed ? html`<tr><th scope="rowgroup" colspan="4">${title}</th></tr>` : undefined;
    return html`<tbody>${head}${findings.map(({ judged, anchor }) => line(judged, patch, anchor))}</tbody>`;
  });
  return html`<nav aria-labelledby="overview"><h2 id="overview" class="unseen">Findings</h2><table class="overview"><thead class="unseen"><tr><th scope="col">id</th><th scope="col">verdict</th><th scope="col">place</th><th scope="col">finding</th></tr></thead>
${bodies}</table></nav>`;
}

function line(judged: JudgedFinding, patch: PatchReport, anchor: string): Html {
  const { finding, verdict } = judged;
  const severity = shownSeverity(judged);
  const origin = hiddenOrigin(judged, patch);
  return html`<tr><td><a href="#${anchor}">${finding.id}</a></td><td class="${verdict.outcome}">${verdict.outcome}</td><td class="place">${finding.file}:${finding.line}</td><td><span class="${severity}">${severity}:</span> ${finding.message} <span class="rule">[${[finding.rule, origin].filter(Boolean).join(', ')}]</span></td></tr>
`;
}

/** What is to be said about the inputs. */
export function diagnosticsList(diagnostics: readonly Diagnostic[], id: string, title: string): Html {
  if (diagnostics.length === 0) return NOTHING;
  const rows = diagnostics.map(
    ({ input, line: at, level, message }) =>
      html`<li><span class="place">${at === undefined ? input : `${input}:${at}`}:</span> <span class="${level}">${level}:</span> ${message}</li>
`,
  );
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="plain">${rows}</ul></section>`;
}

/** The functions of a patch that were not analysed, or not in full: silence about them is no answer. */
export function skippedList(patch: PatchReport): Html {
  const coverage = coveragePhrase([patch]);
  if (coverage === undefined) return NOTHING;
  const rows = patch.skipped.map(
    (skipped) => html`<li><span class="place">${skipped.file}:${skipped.line}:</span> ${skippedText(skipped)}</li>
`,
  );
  return html`<details class="skipped"><summary>${coverage}</summary><ul class="plain">${rows}</ul></details>`;
}
