import { fieldText } from '../../page/index.js';
import type { LedgerRow } from '../../replay/index.js';
import { holderClass, holdersIn } from './holders.js';
import { type Html, html } from './markup.js';
import type { Scale } from './scale.js';

/** One run to draw: what the count is after each step. */
export interface Plot {
  /** For screen readers: what is drawn. */
  readonly title: string;
  /** A slot of the x axis each; undefined where this version has no step of its own, so that the count stands. */
  readonly rows: readonly (LedgerRow | undefined)[];
  /** What the count should be at the return. */
  readonly due?: number | undefined;
}

/** Where the drawing stands in its box, in pixels; all are whole so that bands meet without a seam. */
interface Frame {
  readonly left: number;
  readonly slot: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly y: (count: number) => number;
  readonly x: (slot: number) => number;
}

const TOP = 18;
const BELOW = 20;
const CHARACTER = 7;
/** Pixels that the numbers of two ticks need. */
const LEAST_TICK = 12;
/** Characters of a number that is written at its step; the axis has longer ones. */
const MOST_VALUE = 5;

/**
 * The count of one run as steps: x is the step, y the count; the bands below the line are those who hold references, and
 * a cross is where it goes wrong. A band above the line is somebody whose reference was dropped.
 */
export function chart({ title, rows, due }: Plot, scale: Scale, height = 140): Html {
  const frame = frameOf(rows.length, scale, height);
  const box = { width: frame.width + 12, height: TOP + height + BELOW };
  return html`<svg class="chart" role="img" width="${box.width}" height="${box.height}" viewBox="0 0 ${box.width} ${box.height}"><title>${title}: ${told(rows)}</title>${grid(frame, scale)}${bands(frame, rows)}${dueLine(frame, due)}${line(frame, rows)}${counts(frame, rows)}${fault(frame, rows)}${numbers(frame, rows)}</svg>`;
}

function frameOf(slots: number, scale: Scale, height: number): Frame {
  const widest = Math.max(...scale.ticks.map((tick) => fieldText(tick).length));
  const left = 10 + CHARACTER * widest;
  const slot = slots <= 10 ? 42 : slots <= 20 ? 26 : 16;
  return {
    left,
    slot,
    width: left + slot * (slots + 0.5),
    top: TOP,
    height,
    y: (count) => TOP + Math.round(height * (1 - scale.at(count))),
    // Half a slot stands before the first step.
    x: (i) => left + slot / 2 + i * slot,
  };
}

/** The same for those who cannot see it. */
function told(rows: Plot['rows']): string {
  const steps = rows.flatMap((row, i) => {
    if (!row) return [];
    if (row.fault !== undefined) return `step ${i + 1} ${fieldText(row.after)}, goes wrong`;
    return row.before === row.after ? [] : `step ${i + 1} ${fieldText(row.after)}`;
  });
  const first = rows.find((row) => row !== undefined);
  return [`${fieldText(first?.before ?? 0)} at the start`, ...steps].join('; ');
}

function grid({ left, width, y }: Frame, { ticks }: Scale): readonly Html[] {
  let free = Number.POSITIVE_INFINITY;
  const apart = ticks.toReversed().filter((tick, i) => {
    const isShown = i === 0 || tick === 0 || (y(tick) - free >= LEAST_TICK && y(0) - y(tick) >= LEAST_TICK);
    if (isShown) free = y(tick);
    return isShown;
  });
  return apart.map(
    (tick) =>
      html`<path class="grid" d="M${left} ${y(tick)}H${width}"/><text class="tick" x="${left - 5}" y="${y(tick) + 4}" text-anchor="end">${fieldText(tick)}</text>`,
  );
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

function bands(frame: Frame, rows: Plot['rows']): readonly Html[] {
  const stacks = filled(rows).map((row) => row?.holders ?? {});
  const names = holdersIn(rows);
  return names.flatMap((name, i) => {
    const below = names.slice(0, i);
    return segments(stacks, name, below).map(({ from, to, low, high }) => {
      const [top, bottom] = [frame.y(high), frame.y(low)];
      // One pixel of the background tells a band from the one below it.
      const height = Math.max(1, bottom - top - (low > 0 ? 1 : 0));
      return html`<rect class="${holderClass(name)}" x="${frame.x(from)}" y="${top}" width="${(to - from) * frame.slot}" height="${height}"/>`;
    });
  });
}

/** Where a holder has something, neighbours of equal height as one. What is owed (below zero) is not drawn. */
function segments(stacks: readonly LedgerRow['holders'][], name: string, below: readonly string[]): Segment[] {
  const found: Segment[] = [];
  for (const [i, stack] of stacks.entries()) {
    const low = below.reduce((sum, other) => sum + Math.max(0, stack[other] ?? 0), 0);
    const high = low + Math.max(0, stack[name] ?? 0);
    const last = found.at(-1);
    if (high === low) continue;
    if (last?.to === i && last.low === low && last.high === high) found[found.length - 1] = { ...last, to: i + 1 };
    else found.push({ from: i, to: i + 1, low, high });
  }
  return found;
}

/** Each slot with the row that is in force there. */
function filled(rows: Plot['rows']): Plot['rows'] {
  let last: LedgerRow | undefined;
  return rows.map((row) => {
    last = row ?? last;
    return last;
  });
}

function line({ left, slot, x, y }: Frame, rows: Plot['rows']): Html {
  const first = rows.find((row) => row !== undefined);
  if (!first) return html``;
  const path = filled(rows).map((row, i) => `V${y(row?.after ?? first.before)}H${x(i) + slot}`);
  return html`<path class="count" d="M${left} ${y(first.before)}H${x(0)}${path.join('')}"/>`;
}

/** Every new count is written above its step, as far as there is room. */
function counts({ slot, x, y }: Frame, rows: Plot['rows']): readonly Html[] {
  let free = 0;
  return rows.flatMap((row, i) => {
    if (!row || (row.before === row.after && row.fault === undefined)) return [];
    const [text, middle] = [fieldText(row.after), x(i) + slot / 2];
    const half = (text.length * CHARACTER) / 2;
    if (middle - half < free || text.length > MOST_VALUE) return [];
    free = middle + half + 2;
    return html`<text class="value" x="${middle}" y="${y(row.after) - (row.fault === undefined ? 6 : 10)}" text-anchor="middle">${text}</text>`;
  });
}

function dueLine({ left, width, y }: Frame, due: number | undefined): Html | undefined {
  return due === undefined ? undefined : html`<path class="due" d="M${left} ${y(due)}H${width}"/>`;
}

function fault({ slot, top, height, x, y }: Frame, rows: Plot['rows']): Html | undefined {
  const at = rows.findIndex((row) => row?.fault !== undefined);
  const row = rows[at];
  if (!row) return undefined;
  const [middle, level] = [x(at) + slot / 2, y(row.after)];
  const cross = `M${middle - 5} ${level - 5}l10 10m0 -10l-10 10`;
  return html`<path class="fault-at" d="M${middle} ${top}V${top + height}"/><path class="fault" d="${cross}"/>`;
}

/** The number of each step, and of every fifth where there are many; a step of the other version has none. */
function numbers({ slot, top, height, x }: Frame, rows: Plot['rows']): readonly Html[] {
  return rows.flatMap((row, i) => {
    const isShown = row && (rows.length <= 20 || i === 0 || (i + 1) % 5 === 0 || row.fault !== undefined);
    return isShown
      ? html`<text class="step" x="${x(i) + slot / 2}" y="${top + height + 15}" text-anchor="middle">${i + 1}</text>`
      : [];
  });
}
