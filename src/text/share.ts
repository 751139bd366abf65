/** A part of what a run may take, taken piece by piece: counted, not measured, so that every machine stops at the same place. */
export interface Share {
  /** Takes `amount`; false, and nothing is taken, where less than that is left. */
  readonly take: (amount: number) => boolean;
  readonly left: () => number;
}

/** A share of which nothing is taken yet. */
export function share(all: number): Share {
  let left = all;
  return {
    take: (amount) => {
      if (amount > left) return false;
      left -= amount;
      return true;
    },
    left: () => left,
  };
}
