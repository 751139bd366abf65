/** Numbers in [0, 1) that depend on the seed alone: xorshift32 of G. Marsaglia, started from a scrambled seed. */
export function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x2545f491 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
