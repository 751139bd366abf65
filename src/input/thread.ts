import type { Letter } from './message.js';

/** Knows which letters of the inputs hang together. */
export interface Threads {
  /** The letter that this one answers, where it is there. */
  readonly parentOf: (letter: Letter) => Letter | undefined;
  /** That one, the one that it answers, and so on. */
  readonly lettersAbove: (letter: Letter) => readonly Letter[];
  /** Equal for letters that hang together by their ids, also through one that is not there. */
  readonly nameOf: (letter: Letter) => string;
}

/** No talk between people is deeper; work must not grow with the square of what a hostile one holds. */
const MOST_ABOVE = 200;

/** Ties letters by `In-Reply-To` and `References`, as `b4` does for the mails of one thread. */
export function threadsOf(letters: readonly Letter[]): Threads {
  const byId = new Map<string, Letter>();
  const tied = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = tied.get(root); up !== undefined; up = tied.get(root)) {
      // Each step shortens the way for the next one who asks.
      const above = tied.get(up);
      if (above !== undefined) tied.set(root, above);
      root = up;
    }
    return root;
  };
  for (const letter of letters) {
    const [first, ...others] = [...letter.parents, ...(letter.messageId === undefined ? [] : [letter.messageId])];
    if (letter.messageId !== undefined && !byId.has(letter.messageId)) byId.set(letter.messageId, letter);
    for (const other of others) {
      const [a, b] = [rootOf(first!), rootOf(other)];
      if (a !== b) tied.set(b, a);
    }
  }
  const alone = new Map(letters.map((letter, at) => [letter, `letter ${at}`]));
  const parentOf = ({ parents }: Letter) => byId.get(parents.at(-1) ?? '');
  return {
    parentOf,
    lettersAbove: (letter) => {
      const above = new Set<Letter>();
      for (let up = parentOf(letter); up && !above.has(up) && above.size < MOST_ABOVE; up = parentOf(up)) above.add(up);
      return [...above];
    },
    nameOf: (letter) => {
      const id = letter.messageId ?? letter.parents[0];
      return id === undefined ? alone.get(letter)! : rootOf(id);
    },
  };
}
