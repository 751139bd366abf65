import { fieldText } from '../../page/index.js';
import type { Run, Threads } from '../../replay/index.js';
import { type Html, html } from './markup.js';

/** A schedule: a column for each thread, and what the field holds after each step. */
export function scheduleTable({ rows }: Run, { names, moves }: Threads, caption: string): Html {
  const heads = names.map((name, i) => html`<th scope="col">${'ABC'[i]}: ${name}</th>`);
  const steps = moves.map(({ thread, lines }, i) => {
    const row = rows[i]!;
    const cells = names.map((_, n) => (n === thread ? html`<td>${linesOf(lines)}</td>` : html`<td></td>`));
    const fault = row.fault === undefined ? undefined : html`<strong>${row.fault}</strong>`;
    return html`<tr${row.fault === undefined ? html`` : html` class="marked"`}><th scope="row"><span class="no">${i + 1}</span></th>${cells}<td>${fieldText(row.after)}</td><td>${fault}</td></tr>
`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="schedule"><table class="ledger schedule"><caption>${caption}</caption>
<thead><tr><th scope="col">step</th>${heads}<th scope="col">_refcount</th><th scope="col">breaks</th></tr></thead>
<tbody>${steps}</tbody></table></div>`;
}

function linesOf(lines: readonly string[]): readonly Html[] {
  return lines.map((line) =>
    /^\s/.test(line) ? html`<code class="access">${line.trim()}</code>` : html`<code>${line}</code>`,
  );
}
