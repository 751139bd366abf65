import type { Summary } from '../analysis/index.js';
import { digestOf, type Pack } from '../cache/index.js';

/** What an inference asked of a name that its function calls, and the answer in one word. */
export interface Asked {
  readonly name: string;
  readonly answer: Answer;
}

/** `summary:` is followed by a digest, or by nothing where there is none. */
export type Answer = 'harmless' | 'not harmless' | `summary:${string}`;

/** A summary, or that none could be inferred, with all that this rests on besides the text of the function. */
export interface Inferred {
  readonly asked: readonly Asked[];
  readonly summary: Summary | undefined;
}

/** Inferred summaries by the texts of functions: a text has one for each set of answers that it met. */
export interface Summaries {
  /** @param key names the text, and how deep its callees are read */
  readonly find: (key: string, holds: (asked: Asked) => boolean) => Inferred | undefined;
  /** Gives back what the next run will find. */
  readonly add: (key: string, inferred: Inferred) => Inferred;
}

/** Kernels, and the two sides of a patch, differ in what a function calls: so many answers to one text are kept. */
const MOST_FOR_A_TEXT = 6;

/** The summaries of earlier runs that `pack` holds, and those of this one. */
export function summariesIn(pack: Pack): Summaries {
  const known = new Map<string, readonly Inferred[]>();
  const of = (key: string): readonly Inferred[] => {
    const all = known.get(key) ?? read(pack.get(key));
    known.set(key, all);
    return all;
  };
  return {
    find: (key, holds) => of(key).find(({ asked }) => asked.every(holds)),
    add: (key, inferred) => {
      const added = plain(inferred);
      const all = [added, ...of(key)].slice(0, MOST_FOR_A_TEXT);
      known.set(key, all);
      pack.put(key, JSON.stringify(all.map(written)));
      return added;
    },
  };
}

const digests = new WeakMap<Summary, string>();

/** The word for a summary: equal words, equal summaries. */
export function answerOf(summary: Summary | undefined): Answer {
  if (!summary) return 'summary:';
  const digest = digests.get(summary) ?? digestOf(JSON.stringify(summary));
  digests.set(summary, digest);
  return `summary:${digest}`;
}

type Written = readonly [summary: Summary | null, ...asked: (readonly [string, Answer])[]];

function written({ asked, summary }: Inferred): Written {
  return [summary ?? null, ...asked.map(({ name, answer }) => [name, answer] as const)];
}

function readOne([summary, ...asked]: Written): Inferred {
  return { summary: summary ?? undefined, asked: asked.map(([name, answer]) => ({ name, answer })) };
}

function read(text: string | undefined): readonly Inferred[] {
  if (text === undefined) return [];
  try {
    return (JSON.parse(text) as readonly Written[]).map(readOne);
  } catch {
    return [];
  }
}

/** As it will be read: what JSON cannot tell (the two zeros) must not make a difference between runs. */
function plain(inferred: Inferred): Inferred {
  return readOne(JSON.parse(JSON.stringify(written(inferred))) as Written);
}
