import { fieldText } from '../../page/index.js';
import { type LedgerRow, rowReason } from '../../replay/index.js';
import type { RowPair } from '../row-pairs.js';
import { branchOf, branchText } from './branch.js';
import { heldBy } from './holders.js';
import { type Html, html } from './markup.js';
import type { Told } from './rows.js';

/** The ledger of a run: a row for each step, with the count and its holders; those of the base beside them. */
export function ledgerTable(told: Told, caption: string): Html {
  return told.base ? comparedTable(told, caption) : plainTable(told, caption);
}

function plainTable(told: Told, caption: string): Html {
  const rows = told.rows.map(({ patched }, i) => {
    const row = patched!;
    return html`<tr class="${rowClass(told, i)}">${stepCells(row, i)}${countCells(row)}<td>${whatOf({ patched: row })}</td></tr>
`;
  });
  return table(
    caption,
    html`<tr><th scope="col">step</th><th scope="col">line</th><th scope="col">source</th><th scope="col">count</th><th scope="col">held by</th><th scope="col">what happens</th></tr>`,
    rows,
  );
}

function comparedTable(told: Told, caption: string): Html {
  const rows = told.rows.map((pair, i) => {
    const row = (pair.patched ?? pair.base)!;
    return html`<tr class="${rowClass(told, i)}">${stepCells(row, i)}${countCells(pair.base)}${countCells(pair.patched)}<td>${whereOf(told, pair, i)}${whatOf(pair)}</td></tr>
`;
  });
  const heads = html`<tr><th scope="col" rowspan="2">step</th><th scope="col" rowspan="2">line</th><th scope="col" rowspan="2">source</th><th scope="colgroup" colspan="2">before the patch</th><th scope="colgroup" colspan="2">with the patch</th><th scope="col" rowspan="2">what happens</th></tr>
<tr><th scope="col">count</th><th scope="col">held by</th><th scope="col">count</th><th scope="col">held by</th></tr>`;
  return table(caption, heads, rows);
}

function table(caption: string, heads: Html, rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="ledger"><table class="ledger"><caption>${caption}</caption>
<thead>${heads}</thead>
<tbody>${rows}</tbody></table></div>`;
}

function rowClass({ marked, differs }: Told, i: number): string {
  return [i === marked ? 'marked' : '', i === differs ? 'differs' : ''].filter(Boolean).join(' ');
}

function stepCells({ step }: LedgerRow, i: number): Html {
  const own = step.text === '';
  const source = own ? html`<i>${step.event}</i>` : html`<code>${step.text.replace(/\s+/g, ' ')}</code>`;
  return html`<th scope="row"><span class="no">${i + 1}</span></th><td>${own ? '' : step.loc.line}</td><td>${source}</td>`;
}

function countCells(row: LedgerRow | undefined): Html {
  if (!row) return html`<td class="none" colspan="2">no such step</td>`;
  const { before, after } = row;
  const count = before === after ? html`${fieldText(after)}` : html`<b>${fieldText(before)} → ${fieldText(after)}</b>`;
  return html`<td>${count}</td><td class="held">${heldBy(row)}</td>`;
}

function whatOf({ base, patched }: RowPair): Html {
  const row = (patched ?? base)!;
  const fault = patched?.fault ?? base?.fault;
  if (fault !== undefined) return html`<strong>${fault}</strong>`;
  const branch = branchOf(row.step);
  return html`${branch ? branchText(branch) : rowReason(row)}`;
}

/** Which version a step is of, where it is not of both, and where the two begin to differ. */
function whereOf({ differs }: Told, { base, patched }: RowPair, i: number): Html {
  const words = [
    ...(i === differs ? ['first difference'] : []),
    ...(base && !patched ? ['only before'] : []),
    ...(patched && !base ? ['only with the patch'] : []),
  ];
  return html`${words.map((word) => html`<em>${word}</em> `)}`;
}
