import { fieldOf } from './evaluate.js';
import type { Outcome, Summary } from './outcome.js';
import { locate } from './path.js';
import { invalidateBehind, invalidateCell, type State } from './state.js';
import { NULL, objectOf, type Value } from './value.js';

/** A callee that takes a page may change its flags, and one that takes `&x` may write x. */
export function invalidateArguments(s: State, args: readonly Value[], summary: Summary, o: Outcome): void {
  const filled = new Set(o.effects.filter((e) => e.fills).map((e) => e.object.replace(/^\*/, '')));
  args.forEach((a, i) => {
    if (filled.has(summary.params[i] ?? '') || o.leaves?.[`*${summary.params[i]}`]) return;
    if (a.kind === 'address' && o.effects.some((e) => e.fills)) return;
    if (summary.source === 'declared' && o.effects.length === 0 && a.kind !== 'address') return;
    const fields = summary.writes?.[summary.params[i] ?? ''];
    if (fields) for (const field of fields) invalidateCell(s, fieldOf(a, field));
    else mayWrite(s, a);
  });
}

/** Pointers of the caller's that the callee left NULL. */
export function clearPointers(s: State, args: readonly Value[], { params }: Summary, { leaves = {} }: Outcome): void {
  for (const [pointer, left] of Object.entries(leaves)) {
    const cell = left === 'null' ? locate(s, pointer, params, args)?.cell : undefined;
    if (cell !== undefined) s.cells.set(cell, NULL);
  }
}

/** What a callee may write through an argument is not known any more. */
export function mayWrite(s: State, a: Value): void {
  if (a.kind === 'address') invalidateCell(s, a.cell);
  else if (a.kind !== 'int') invalidateBehind(s, objectOf(a).key);
}
