import type { Trial } from './mutants.js';

/** How many of some trials were flagged. */
export interface Score {
  readonly trials: number;
  /** With an introduced finding in the mutated function. */
  readonly inside: number;
  /** With a confirmed one there. */
  readonly confirmed: number;
  /** With an introduced finding anywhere. */
  readonly anywhere: number;
  readonly failed: number;
}

/** Counts trials by their outcome. */
export function scoreOf(all: readonly Trial[]): Score {
  const count = (holds: (trial: Trial) => boolean) => all.filter(holds).length;
  return {
    trials: all.length,
    inside: count(({ inside }) => inside.length > 0),
    confirmed: count(({ inside }) => inside.some(({ confirmed }) => confirmed)),
    anywhere: count(({ introduced }) => introduced.length > 0),
    failed: count(({ outcome }) => outcome.kind === 'failed'),
  };
}

/** The scores of each kind of mutation, in the order in which the kinds first appear. */
export function scoresByKind(all: readonly Trial[]): ReadonlyMap<string, Score> {
  const kinds = new Set(all.map(({ site }) => site.kind));
  return new Map([...kinds].map((kind) => [kind, scoreOf(all.filter(({ site }) => site.kind === kind))]));
}
