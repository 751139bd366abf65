/** Choices that depend on the seed alone. */
export interface Random {
  /** 0 to n - 1. */
  readonly below: (n: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** True so often: 0.25 is one time in four. */
  readonly chance: (p: number) => boolean;
  /** 0 to `most` of what `make` makes. */
  readonly some: <T>(most: number, make: () => T) => T[];
}

/** The choices of case `number` of a run: each case has its own, so that it can be made again alone. */
export function randomOf(seed: number, number: number): Random {
  const next = numbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    pick: (list) => list[below(list.length)]!,
    chance: (p) => next() < p,
    some: (most, make) => Array.from({ length: below(most + 1) }, make),
  };
}

/** Mulberry32 of T. Ettinger: in [0, 1), and seeds that are neighbours give numbers that are not. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
