import type { Call, Expr, Instruction, Loc } from '../c/index.js';
import { call } from './call.js';
import type { Context } from './context.js';
import { cellOf, evaluate, tempCell } from './evaluate.js';
import { gather } from './gather.js';
import { invalidateCell, nextSite, type RefState, type State } from './state.js';
import { objectOf, symbol, type Value } from './value.js';

/**
 * The transfer function of one instruction.
 * @param s is consumed: it may be changed and returned
 * @returns the states behind the instruction, more than one where a call can end in several ways
 */
export function transfer(ctx: Context, s: State, i: Instruction): State[] {
  switch (i.kind) {
    case 'call':
      return i.callee === 'swap' && i.args.length === 2 ? [exchange(ctx, s, i)] : call(ctx, s, i);
    case 'assign':
      if (isIteration(i.value)) invalidateCell(s, cellOf(ctx, s, i.target, i.loc));
      store(ctx, s, i.target, assigned(ctx, s, i.value, i.loc), i.loc);
      return [s];
    case 'define':
      s.cells.set(tempCell(i.temp), assigned(ctx, s, i.value, i.loc));
      return [s];
    case 'declare':
      forget(s, i.name);
      if (i.type.endsWith('*')) s.cells.set(i.name, symbol(`${i.name}@unset`, { kind: 'unset' }));
      return [s];
    case 'leave':
      for (const name of i.names) forget(s, name);
      return [s];
    case 'touch':
      s.touched = true;
      return [s];
  }
}

/** swap(a, b) of include/linux/minmax.h exchanges the contents of two variables. */
function exchange(ctx: Context, s: State, { args, loc }: Call): State {
  const [a, b] = args;
  if (!a || !b) return s;
  const [left, right] = [evaluate(ctx, s, a, loc), evaluate(ctx, s, b, loc)];
  store(ctx, s, a, right, loc);
  store(ctx, s, b, left, loc);
  return s;
}

/** What an iterator macro puts into its variable; that may be a structure, `bio_for_each_folio_all(fi, bio)`. */
function isIteration(e: Expr): boolean {
  return e.kind === 'opaque' && e.text === 'iteration';
}

/** An iterator's value is a new one each time round. */
function assigned(ctx: Context, s: State, e: Expr, loc: Loc): Value {
  if (!isIteration(e)) return evaluate(ctx, s, e, loc);
  return symbol(`each()@${nextSite(s, loc)}`, { kind: 'unknown' });
}

function store(ctx: Context, s: State, target: Expr, value: Value, loc: Loc): void {
  const cell = cellOf(ctx, s, target, loc);
  for (const known of s.cells.keys()) {
    if (
      known.length > cell.length &&
      known.startsWith(cell) &&
      /^(->|\.|\[)/.test(known.slice(cell.length)) &&
      known[cell.length] === '.'
    ) {
      s.cells.delete(known);
    }
  }
  s.cells.set(cell, value);
  rename(s, cell, value);
  if (target.kind === 'index' && target.index.kind !== 'const') gather(ctx, s, cell, value, loc);
}

/** An object that a call made, or the elements of an array that it made, are called as the first thing that leads there. */
function rename(s: State, cell: string, value: Value): void {
  const name = cell.replace(/'\d+/g, '');
  for (const [key, rest] of [
    [objectOf(value).key, ''],
    [`${value.key}[]`, '[]'],
  ] as const) {
    const object = s.objects.get(key);
    if (object && isNamedAfterCall(object, rest)) s.objects.set(key, { ...object, name: `${name}${rest}` });
  }
}

function isNamedAfterCall({ name, origin, value }: RefState, rest: string): boolean {
  const callee = origin.kind === 'borrowed' ? origin.path.replace('()', '') : origin.callee;
  if (rest !== '') return name === `${callee}()[]` || name === value.key;
  return name === callee && value.kind === 'symbol' && value.source.kind === 'call';
}

/** A local without a value: what it held before it came into scope, or in the last iteration, is not read again. */
function forget(s: State, name: string): void {
  invalidateCell(s, name);
  s.cells.delete(name);
}
