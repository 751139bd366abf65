import type { Value } from './value.js';

/** Signs a value may have: negative (ERR_PTR, errno), zero (NULL, false, success), positive (valid pointer, true). */
export const NEGATIVE = 1;
export const IS_ZERO = 2;
export const POSITIVE = 4;
export const NONZERO = NEGATIVE | POSITIVE;
export const ANY = 7;
export type Signs = number;

/** What the path condition says of one value. */
export interface Fact {
  readonly signs: Signs;
  /** Constants it is known to differ from. */
  readonly not: readonly number[];
  /** The constant it equals. */
  readonly is?: number;
  /** The enumerator or macro constant it equals. */
  readonly named?: string;
}

/** The path condition: facts by value key. */
export type Facts = ReadonlyMap<string, Fact>;

const NOTHING: Fact = { signs: ANY, not: [] };

/** The sign of a number, as a set of one. */
export function signOf(n: number): Signs {
  if (n < 0) return NEGATIVE;
  return n === 0 ? IS_ZERO : POSITIVE;
}

/** Signs that `v` may have under the path condition. */
export function signsOf(facts: Facts, v: Value): Signs {
  switch (v.kind) {
    case 'int':
      return signOf(v.value);
    case 'address':
      return POSITIVE;
    case 'alias':
      return signsOf(facts, v.of);
    case 'symbol':
      return v.source.kind === 'constant' && isErrno(v.key) ? POSITIVE : (facts.get(v.key)?.signs ?? ANY);
    case 'operation':
      return operationSigns(facts, v) & (facts.get(v.key)?.signs ?? ANY);
  }
}

/** errno names are positive constants (include/uapi/asm-generic/errno-base.h); `-ENOMEM` is therefore negative. */
function isErrno(name: string): boolean {
  return /^E[A-Z0-9]{2,}$/.test(name);
}

function operationSigns(facts: Facts, v: Extract<Value, { kind: 'operation' }>): Signs {
  const [a, b] = v.operands;
  if (v.op === 'neg' && a) return flip(signsOf(facts, a));
  if (isErrorOrZero(v) && a) return errorOrZero(signsOf(facts, a));
  if (v.op === '!' && a) return negation(signsOf(facts, a));
  if (isComparison(v.op) && a && b) return compare(facts, v.op, a, b);
  return ANY;
}

/** PTR_ERR_OR_ZERO(): the error that a pointer carries, else 0 (include/linux/err.h). */
function isErrorOrZero(v: Value): v is Extract<Value, { kind: 'operation' }> {
  return v.kind === 'operation' && v.key.startsWith('PTR_ERR_OR_ZERO(');
}

function errorOrZero(pointer: Signs): Signs {
  return (pointer & NEGATIVE) | ((pointer & ~NEGATIVE) === 0 ? 0 : IS_ZERO);
}

/** Signs of `-v` where `v` has the signs `s`. */
export function flip(s: Signs): Signs {
  return (s & IS_ZERO) | (s & NEGATIVE ? POSITIVE : 0) | (s & POSITIVE ? NEGATIVE : 0);
}

function negation(s: Signs): Signs {
  if ((s & IS_ZERO) === 0) return IS_ZERO;
  return s === IS_ZERO ? POSITIVE : IS_ZERO | POSITIVE;
}

/** Is this an operator whose result is a truth value of two numbers? */
export function isComparison(op: string): boolean {
  return op === '==' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=';
}

/** Signs of the truth value of `a op b`: POSITIVE, IS_ZERO or both. */
function compare(facts: Facts, op: string, a: Value, b: Value): Signs {
  const possible = (['<', '==', '>'] as const).filter((order) => mayOrder(facts, order, a, b));
  const yes = possible.some((order) => holds(op, order));
  const no = possible.some((order) => !holds(op, order));
  return (yes ? POSITIVE : 0) | (no ? IS_ZERO : 0);
}

function holds(op: string, order: '<' | '==' | '>'): boolean {
  if (op === '!=') return order !== '==';
  if (op === '==') return order === '==';
  if (order === '==') return op.length === 2;
  return op[0] === order;
}

function mayOrder(facts: Facts, order: '<' | '==' | '>', a: Value, b: Value): boolean {
  if (a.key === b.key || isSameName(facts, a, b)) return order === '==';
  const [sa, sb] = [signsOf(facts, a), signsOf(facts, b)];
  if (order === '==') return (sa & sb) !== 0 && mayEqual(facts, a, b);
  const below = order === '<' ? [sa, sb] : [sb, sa];
  return mayBeLess(below[0] ?? ANY, below[1] ?? ANY);
}

function mayEqual(facts: Facts, a: Value, b: Value): boolean {
  if (isReplacement(a) || isReplacement(b)) return false;
  const [na, nb] = [nameOf(facts, a), nameOf(facts, b)];
  if (na !== undefined && nb !== undefined) return na === nb;
  const [ia, ib] = [constantOf(facts, a), constantOf(facts, b)];
  if (ia !== undefined && ib !== undefined) return ia === ib;
  if (ia !== undefined && facts.get(b.key)?.not.includes(ia)) return false;
  return !(ib !== undefined && facts.get(a.key)?.not.includes(ib));
}

/** What a callee puts into a pointer together with a reference is another page than any that is known already. */
function isReplacement(v: Value): boolean {
  return v.kind === 'symbol' && v.source.kind === 'call' && v.source.fills === true;
}

/** The enumerator or macro constant that a value is; those with different names are taken to be different. */
function nameOf(facts: Facts, v: Value): string | undefined {
  return v.kind === 'symbol' && v.source.kind === 'constant' ? v.key : facts.get(v.key)?.named;
}

function isSameName(facts: Facts, a: Value, b: Value): boolean {
  const name = nameOf(facts, a);
  return name !== undefined && name === nameOf(facts, b);
}

/** The known constant of a value, if there is one. */
export function constantOf(facts: Facts, v: Value): number | undefined {
  return v.kind === 'int' ? v.value : facts.get(v.key)?.is;
}

function mayBeLess(a: Signs, b: Signs): boolean {
  if (a & NEGATIVE && b & ANY) return true;
  return (a & (IS_ZERO | POSITIVE)) !== 0 && (b & POSITIVE) !== 0;
}

/** Adds `signs` to what is known of a value; undefined when that contradicts the path condition. */
export function withSigns(facts: Facts, v: Value, signs: Signs): Facts | undefined {
  if (v.kind === 'alias') return withSigns(facts, v.of, signs);
  const known = signsOf(facts, v);
  const left = known & signs;
  if (left === 0) return undefined;
  if (left === known) return facts;
  const [pointer] = isErrorOrZero(v) ? v.operands : [];
  if (pointer && left !== (NEGATIVE | IS_ZERO))
    return withSigns(facts, pointer, left === NEGATIVE ? NEGATIVE : IS_ZERO | POSITIVE);
  const fact = facts.get(v.key) ?? NOTHING;
  return new Map(facts).set(v.key, left === IS_ZERO ? { ...fact, signs: left, is: 0 } : { ...fact, signs: left });
}

/**
 * Assumes that `v` is true (nonzero) or false (zero) on this path.
 * @returns the stronger path condition, or undefined when the branch cannot be taken
 */
export function assume(facts: Facts, v: Value, truth: boolean): Facts | undefined {
  const signs = signsOf(facts, v);
  if ((signs & (truth ? NONZERO : IS_ZERO)) === 0) return undefined;
  if (v.kind !== 'operation') return withSigns(facts, v, truth ? NONZERO : IS_ZERO);
  const [a, b] = v.operands;
  if (v.op === '!' && a) return assume(facts, a, !truth);
  const known = withSigns(facts, v, truth ? NONZERO : IS_ZERO);
  if (known && a && truth && isValueTest(v)) return withSigns(known, a, NEGATIVE);
  if (!known || !a || !b || !isComparison(v.op)) return known;
  return assumeComparison(known, truth ? v.op : INVERSE[v.op as keyof typeof INVERSE], a, b);
}

/** A value entry of an xarray is no pointer (include/linux/xarray.h); it is filed with the errors, which are none either. */
function isValueTest(v: Value): boolean {
  return /^xa_is_(value|err|internal)\b/.test(v.key);
}

const INVERSE = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
const MIRROR = { '==': '==', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const;

function assumeComparison(facts: Facts, op: string, a: Value, b: Value): Facts | undefined {
  const half = assumeOneSide(facts, op, a, b);
  return half && assumeOneSide(half, MIRROR[op as keyof typeof MIRROR], b, a);
}

function assumeOneSide(facts: Facts, op: string, a: Value, b: Value): Facts | undefined {
  const sb = signsOf(facts, b);
  const constant = constantOf(facts, b);
  if (op === '==') {
    const met = withSigns(facts, a, sb);
    const name = b.kind === 'symbol' && b.source.kind === 'constant' ? b.key : undefined;
    if (met && name !== undefined && a.kind === 'symbol' && a.source.kind !== 'constant') return withName(met, a, name);
    return met && constant !== undefined && constant !== 0 ? withConstant(met, a, constant) : met;
  }
  if (op === '!=') {
    if (sb === IS_ZERO) return withSigns(facts, a, NONZERO);
    return constant === undefined ? facts : without(facts, a, constant);
  }
  return withSigns(facts, a, signsBeside(op, sb));
}

/** Signs of a where `a op b` and b has the signs `sb`. */
function signsBeside(op: string, sb: Signs): Signs {
  if (op === '>' || op === '>=') {
    const strict = op === '>';
    if ((sb & (NEGATIVE | IS_ZERO)) === 0) return POSITIVE;
    return sb & NEGATIVE ? ANY : strict ? POSITIVE : IS_ZERO | POSITIVE;
  }
  if ((sb & (POSITIVE | IS_ZERO)) === 0) return NEGATIVE;
  return sb & POSITIVE ? ANY : op === '<' ? NEGATIVE : NEGATIVE | IS_ZERO;
}

function withConstant(facts: Facts, v: Value, constant: number): Facts | undefined {
  const fact = facts.get(v.key) ?? NOTHING;
  if (fact.is !== undefined && fact.is !== constant) return undefined;
  return new Map(facts).set(v.key, { ...fact, signs: signOf(constant), is: constant });
}

function withName(facts: Facts, v: Value, named: string): Facts {
  return new Map(facts).set(v.key, { ...(facts.get(v.key) ?? NOTHING), named });
}

function without(facts: Facts, v: Value, constant: number): Facts {
  const fact = facts.get(v.key) ?? NOTHING;
  return fact.not.includes(constant) ? facts : new Map(facts).set(v.key, { ...fact, not: [...fact.not, constant] });
}
