import type { Condition } from './contract.js';
import { IS_ZERO, NEGATIVE, NONZERO, POSITIVE, type Signs } from './facts.js';
import type { Outcome, Requirement } from './outcome.js';

/** The condition of a clause that says what a requirement says; the C type chooses between NULL, false and 0. */
export function requirementCondition(r: Requirement, type: string | undefined): Condition {
  if (r.kind === 'has') return { on: 'argument', name: r.param, relation: 'has', value: r.flag, negated: r.negated };
  const is = (value: string, negated: boolean): Condition => {
    return { on: 'argument', name: r.param, relation: 'is', value, negated };
  };
  if (r.kind === 'is') return is(r.value, r.negated);
  const nonzero = r.signs === NONZERO || (r.signs === POSITIVE && isUnsigned(type));
  if (/\b(bool|_Bool)\b/.test(type ?? '')) return is(r.signs === IS_ZERO ? 'false' : 'true', false);
  if (nonzero || r.signs === IS_ZERO) return is(type?.includes('*') ? 'NULL' : '0', nonzero);
  const [single, negated] = SINGLE_SIGN[r.signs]!;
  return is(single, negated);
}

/** A pointer is NULL or not; one below zero is told by the result of IS_ERR. */
function isUnsigned(type: string | undefined): boolean {
  return /\*|\bunsigned\b|\b(size_t|gfp_t|pgoff_t)\b/.test(type ?? '');
}

const SINGLE_SIGN: Readonly<Record<Signs, readonly [string, boolean]>> = {
  [NEGATIVE]: ['negative', false],
  [POSITIVE]: ['positive', false],
  [NEGATIVE | IS_ZERO]: ['positive', true],
  [IS_ZERO | POSITIVE]: ['negative', true],
};

/** The same outcome with signs where a requirement compares with a word that stands for signs: `release is true`. */
export function withSignRequirements(o: Outcome): Outcome {
  return { ...o, requires: o.requires.map(signRequirement) };
}

function signRequirement(r: Requirement): Requirement {
  const signs = r.kind === 'is' ? SIGNS_OF[r.value] : undefined;
  if (signs === undefined || r.kind !== 'is') return r;
  return { kind: 'signs', param: r.param, signs: r.negated ? ALL & ~signs : signs };
}

const ALL = NEGATIVE | IS_ZERO | POSITIVE;

const SIGNS_OF: Readonly<Record<string, Signs>> = {
  true: NONZERO,
  false: IS_ZERO,
  NULL: IS_ZERO,
  '0': IS_ZERO,
  negative: NEGATIVE,
  positive: POSITIVE,
};
