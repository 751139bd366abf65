import { fieldText } from '../../page/index.js';
import { type Run, rowReason } from '../../replay/index.js';
import { type Html, html } from './markup.js';

/** A sequence of calls of primitives, and what the field holds around each. */
export function callTable({ rows }: Run, caption: string): Html {
  const calls = rows.map(
    (
      row,
      i,
    ) => html`<tr${row.fault === undefined ? html`` : html` class="marked"`}><th scope="row"><span class="no">${i + 1}</span></th><td><code>${row.step.text}</code></td><td>${fieldText(row.before)} → ${fieldText(row.after)}</td><td>${row.fault === undefined ? rowReason(row) : html`<strong>${row.fault}</strong>`}</td></tr>
`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="calls"><table class="ledger calls"><caption>${caption}</caption>
<thead><tr><th scope="col">step</th><th scope="col">call</th><th scope="col">_refcount</th><th scope="col">what happens</th></tr></thead>
<tbody>${calls}</tbody></table></div>`;
}
