import { holderName, type LedgerRow } from '../../replay/index.js';
import { type Html, html, joined } from './markup.js';

/** Classes of the style sheet, which give each holder its colour. */
const CLASSES: Readonly<Record<string, string>> = {
  path: 'h-path',
  caller: 'h-lender',
  structure: 'h-lender',
  'page-cache': 'h-cache',
  'swap-cache': 'h-swap',
  'page-table': 'h-map',
  private: 'h-private',
  'someone else': 'h-visitor',
};

/** The class that paints a holder, the same in all charts of a page. */
export function holderClass(holder: string): string {
  return (Object.hasOwn(CLASSES, holder) && CLASSES[holder]) || 'h-other';
}

/** Who holds references in any of the rows, as bands are stacked: the path, which is what this is about, comes last. */
export function holdersIn(rows: readonly (LedgerRow | undefined)[]): readonly string[] {
  const names = new Set(
    rows.flatMap((row) => Object.entries(row?.holders ?? {})).flatMap(([name, n]) => (n > 0 ? [name] : [])),
  );
  return [...names]
    .filter((name) => name !== 'path')
    .sort()
    .concat(names.has('path') ? ['path'] : []);
}

/** The counts where bands meet. */
export function bandEdges(rows: readonly (LedgerRow | undefined)[]): readonly number[] {
  const names = holdersIn(rows);
  return rows.flatMap((row) => {
    let sum = 0;
    return row ? names.map((name) => (sum += Math.max(0, row.holders[name] ?? 0))) : [];
  });
}

/** `path 1, page cache 4`; `nobody` where none is held. */
export function heldBy({ holders }: LedgerRow): Html {
  const parts = Object.entries(holders).map(([holder, n]) => html`<span>${holder.replaceAll('-', ' ')} ${n}</span>`);
  return parts.length > 0 ? joined(parts, ', ') : html`nobody`;
}

/** What the colours of a chart stand for. */
export function legend(holders: readonly string[], hasDue: boolean): Html {
  const entries = holders.map(
    (holder) =>
      html`<li><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" class="${holderClass(holder)}"/></svg> ${holderName(holder)}</li>`,
  );
  const due = hasDue
    ? html`<li><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><path d="M0 6H12" class="due"/></svg> due at the return</li>`
    : undefined;
  return html`<ul class="legend" aria-label="who holds references">${entries}${due}</ul>`;
}
