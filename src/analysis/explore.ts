import { type BasicBlock, type Expr, expressionText, type FunctionIR, type Loc } from '../c/index.js';
import type { Context, Knowledge, Miss, RefEvent } from './context.js';
import { countSign, ZERO } from './count.js';
import { evaluate } from './evaluate.js';
import { assume, POSITIVE, type Signs, signsOf } from './facts.js';
import { liveness } from './liveness.js';
import { type Loop, loopsOf } from './loops.js';
import { coarseKey, dropDeadFacts, exactKey } from './merge.js';
import { joinsTwoOwned, noteSharedElement } from './sharing.js';
import { emptyState, fork, type Handed, invalidateCell, remember, type State } from './state.js';
import { transfer } from './transfer.js';
import { objectOf, operation, type Value } from './value.js';
import { Worklist } from './worklist.js';

/** Where a path ended, with its last state. */
export interface PathEnd {
  readonly kind: 'return' | 'unknown';
  readonly state: State;
  readonly loc: Loc;
  readonly value?: Value;
  /** Signs of the returned value; undefined for a function that returns nothing. */
  readonly signs?: Signs;
  /** Source text of the returned expression. */
  readonly text: string;
}

/** All that was seen of one function: ends of paths and what happened on the way, each one concrete path. */
export interface Exploration {
  readonly fn: FunctionIR;
  /** Source text of a line. */
  readonly line: (n: number) => string;
  readonly ends: readonly PathEnd[];
  readonly events: readonly RefEvent[];
  /** How many path prefixes were not followed: others stood for them, or they still waited when the work was broken off. */
  readonly cut: number;
  /** True when the work was broken off: whole parts of the function may not have been seen. */
  readonly exhausted: boolean;
  readonly misses: readonly Miss[];
  readonly loops: ReadonlyMap<number, Loop>;
  /** What this took, of the limit that was given. */
  readonly work: number;
  /** What was handed to functions that nobody has read, on any path. */
  readonly handed: readonly Handed[];
}

/** States that a block may see: so many of any kind, then so many of each coarse class, and so many in all. */
const EXACT_STATES = 24;
const COARSE_STATES = 6;
const MOST_STATES = 72;
/** Arrivals at a loop head before the variables it writes are widened, and after which the path is dropped. */
const WIDEN_AT = 3;
/** States that may leave one instruction: calls that can end in several ways multiply them inside a block. */
const STATES_IN_BLOCK = 16;
/** Values looked at, roughly; the largest functions of mm/ need a quarter of it. */
const WORK_LIMIT = 4_000_000;

/**
 * Follows the paths of a function. States are never joined: equal ones are merged, and where there are too many a few
 * are kept for each reference state, so that every report is one path that can be replayed.
 */
export function explore(
  fn: FunctionIR,
  knowledge: Knowledge,
  line: (n: number) => string,
  workLimit = WORK_LIMIT,
): Exploration {
  const events: RefEvent[] = [];
  const ends: PathEnd[] = [];
  const handed = new Map<string, Handed>();
  const hand = (it: Handed) => handed.set(`${it.value.key} ${it.name} ${it.loc.line}`, it);
  const misses: Miss[] = [];
  const ctx: Context = { fn, knowledge, line, emit: (e) => events.push(e), miss: (m) => misses.push(m), hand };
  const walk: Walk = {
    ctx,
    ends,
    live: liveness(fn),
    loops: loopsOf(fn),
    worklist: new Worklist(fn.blocks.length),
    seen: new Map(),
    cut: 0,
    work: 0,
  };
  walk.worklist.add(0, emptyState());
  let exhausted = false;
  for (let next = walk.worklist.take(); next; next = exhausted ? undefined : walk.worklist.take()) {
    const block = fn.blocks[next.block];
    if (!block) continue;
    for (const s of runBlock(walk, next.state, block)) leaveBlock(walk, s, block);
    exhausted = walk.work > Math.min(workLimit, WORK_LIMIT) && walk.worklist.size > 0;
  }
  const { work, worklist } = walk;
  const cut = walk.cut + worklist.size;
  return { fn, line, ends, events, misses, loops: walk.loops, cut, exhausted, work, handed: [...handed.values()] };
}

interface Walk {
  readonly ctx: Context;
  readonly ends: PathEnd[];
  readonly live: ReturnType<typeof liveness>;
  readonly loops: ReturnType<typeof loopsOf>;
  readonly worklist: Worklist;
  readonly seen: Map<number, Seen>;
  cut: number;
  work: number;
}

/** Keys of the states that a block has seen, and how many of each coarse class. */
interface Seen {
  readonly exact: Set<string>;
  readonly coarse: Map<string, number>;
}

function runBlock(walk: Walk, state: State, block: BasicBlock): State[] {
  let states = [state];
  for (const i of block.instructions) {
    const before = states.length;
    states = states.flatMap((s) => transfer(walk.ctx, s, i));
    for (const s of states) walk.work += sizeOf(s);
    if (states.length > before && states.length > STATES_IN_BLOCK) states = thin(walk, states);
  }
  return states;
}

function sizeOf(s: State): number {
  return 1 + s.cells.size + s.facts.size + s.objects.size;
}

/** Equal states are one; of the others, those that differ in claims are kept before those that differ in contents only. */
function thin(walk: Walk, states: readonly State[]): State[] {
  const exact = [...new Map(states.map((s) => [exactKey(s), s])).values()];
  const classes = new Map<string, State[]>();
  for (const s of exact) classes.set(coarseKey(s), [...(classes.get(coarseKey(s)) ?? []), s]);
  const each = Math.max(1, Math.floor(STATES_IN_BLOCK / classes.size));
  const kept = [...classes.values()].flatMap((c) => c.slice(0, each)).slice(0, 2 * STATES_IN_BLOCK);
  walk.cut += exact.length - kept.length;
  return kept;
}

function leaveBlock(walk: Walk, s: State, block: BasicBlock): void {
  const { end } = block;
  switch (end.kind) {
    case 'goto':
      arrive(walk, s, end.to);
      return;
    case 'branch':
      branch(walk, s, end.cond, end.loc, end.yes, end.no);
      return;
    case 'switch':
      choose(walk, s, end);
      return;
    case 'return':
    case 'unknown':
      walk.ends.push(pathEnd(walk.ctx, s, end.kind, end.kind === 'return' ? end.value : undefined, end.loc));
      return;
    case 'stop':
      return;
  }
}

function pathEnd(ctx: Context, s: State, kind: PathEnd['kind'], value: Expr | undefined, loc: Loc): PathEnd {
  if (!value) return { kind, state: s, loc, text: '' };
  const v = evaluate(ctx, s, value, loc);
  return { kind, state: s, loc, value: v, signs: returnedSigns(s, v), text: returnText(ctx, value, loc) };
}

/** A page that the path holds a reference of is there: its pointer is neither NULL nor an error. */
function returnedSigns(s: State, v: Value): Signs {
  const signs = signsOf(s.facts, v);
  const object = s.objects.get(objectOf(v).key);
  const isHeld = object !== undefined && countSign(object.claim) === 1 && (signs & POSITIVE) !== 0;
  return isHeld ? POSITIVE : signs;
}

/** As the source has it where it stands on one line: in the expression, calls have become temps. */
function returnText(ctx: Context, value: Expr, loc: Loc): string {
  const source = /\breturn\s+(.*?)\s*;/.exec(ctx.line(loc.line))?.[1];
  return source ?? expressionText(value).replace(/\bt\d+\b/g, '…');
}

function branch(walk: Walk, s: State, cond: Expr, loc: Loc, yes: number, no: number): void {
  const value = evaluate(walk.ctx, s, cond, loc);
  const assumed = (truth: boolean) => (joinsTwoOwned(s, value, truth) ? undefined : assume(s.facts, value, truth));
  const [whenTrue, whenFalse] = [assumed(true), assumed(false)];
  const told = value.kind !== 'int' && !isOutOfSight(cond);
  const text = told ? conditionText(cond) : '';
  const other = whenTrue && whenFalse ? fork(s) : s;
  if (whenTrue) {
    noteSharedElement(other, value, true);
    take(walk, other, whenTrue, told ? `${text} is true` : '', loc, yes);
  }
  if (whenFalse) {
    noteSharedElement(s, value, false);
    take(walk, s, whenFalse, told ? `${text} is false` : '', loc, no);
  }
}

/** A condition above what a hunk shows, of a block that ends in the hunk: no line of the path has it. */
function isOutOfSight(cond: Expr): boolean {
  return cond.kind === 'opaque' && cond.text === '…';
}

/** The condition in source words; results of calls that were lifted out of it are not repeated. */
function conditionText(cond: Expr): string {
  return expressionText(cond).replace(/\bt\d+\b/g, '…');
}

function take(walk: Walk, s: State, facts: State['facts'], event: string, loc: Loc, to: number): void {
  s.facts = facts;
  if (event) remember(s, { loc, event });
  arrive(walk, s, to);
}

function choose(walk: Walk, s: State, end: Extract<BasicBlock['end'], { kind: 'switch' }>): void {
  if (end.isEntry) {
    for (const to of [...end.cases.map((c) => c.to), end.fallback]) arrive(walk, fork(s), to);
    return;
  }
  const value = evaluate(walk.ctx, s, end.value, end.loc);
  let rest: State['facts'] | undefined = s.facts;
  for (const c of end.cases) {
    if (!rest) return;
    const low = evaluate(walk.ctx, s, c.low, end.loc);
    const same = c.low === c.high || expressionText(c.low) === expressionText(c.high);
    const test = same ? operation('==', [value, low]) : operation('pure', [value, low], 'in-range');
    const met = assume(rest, test, true);
    if (met) take(walk, fork(s), met, `case ${expressionText(c.low)}`, end.loc, c.to);
    rest = assume(rest, test, false);
  }
  if (rest) take(walk, s, rest, 'default', end.loc, end.fallback);
}

/** Control comes to a block: loops are bounded, dead values dropped, known states merged. */
function arrive(walk: Walk, s: State, to: number): void {
  const block = walk.ctx.fn.blocks[to];
  if (!block) return;
  leaveLoops(walk, s, to);
  if (block.loopHead && !enterLoop(walk, s, to)) return;
  const live = walk.live[to] ?? new Set();
  prune(s, live, walk.ctx.fn);
  dropAbsent(s);
  dropDeadFacts(s, walk.ctx.fn.params.map((p) => p.name).concat(...live));
  const seen = walk.seen.get(to) ?? { exact: new Set(), coarse: new Map() };
  walk.seen.set(to, seen);
  const key = exactKey(s);
  if (seen.exact.has(key)) return;
  if (seen.exact.size >= EXACT_STATES) {
    const coarse = coarseKey(s);
    const met = seen.coarse.get(coarse) ?? 0;
    if (met >= COARSE_STATES || seen.exact.size >= MOST_STATES) {
      walk.cut++;
      return;
    }
    seen.coarse.set(coarse, met + 1);
  }
  seen.exact.add(key);
  walk.work += sizeOf(s);
  walk.worklist.add(to, s);
}

/** Forgets how often loops were run that control is no longer in: inner loops start afresh each time. */
function leaveLoops(walk: Walk, s: State, to: number): void {
  for (const head of s.loops.keys()) if (!walk.loops.get(head)?.blocks.has(to)) s.loops.delete(head);
}

/** @returns false when the path has gone round often enough */
function enterLoop(walk: Walk, s: State, head: number): boolean {
  const arrivals = (s.loops.get(head) ?? 0) + 1;
  s.loops.set(head, arrivals);
  if (arrivals > WIDEN_AT) return false;
  if (arrivals < WIDEN_AT) return true;
  for (const name of walk.loops.get(head)?.writes ?? []) invalidateCell(s, name);
  s.widened = true;
  return true;
}

/** A claim on what turned out to be no object is none; states that differ in such claims only are equal. */
function dropAbsent(s: State): void {
  for (const [key, o] of s.objects)
    if (!o.absent && (signsOf(s.facts, o.value) & POSITIVE) === 0)
      s.objects.set(key, { ...o, claim: ZERO, frozen: false, absent: true });
}

/** Drops locals that are not read again. */
function prune(s: State, live: ReadonlySet<string>, fn: FunctionIR): void {
  for (const cell of s.cells.keys()) {
    const root = /^\$?\w+/.exec(cell)?.[0] ?? '';
    const local = root.startsWith('$') || fn.locals.has(root) || fn.params.some((p) => p.name === root);
    if (local && !live.has(root) && (cell === root || cell[root.length] === '.')) s.cells.delete(cell);
  }
}
