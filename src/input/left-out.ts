import { type Diagnostic, printable } from '../text/index.js';
import type { Candidate } from './candidate.js';
import type { Posting } from './posting.js';
import type { Chosen } from './revision.js';

/** One line names no more postings than a person reads. */
const MOST_NAMED = 5;
const MOST_RUNS = 20;

/** Tells in one line what is not read of a series because something newer is there, and in one which patches are missing. */
export function tellLeftOut({ newest, patches, older }: Chosen, answers: readonly Candidate[]): Diagnostic[] {
  const [first] = patches;
  if (first === undefined) return [];
  const taken = new Set(patches);
  const named = older.flatMap((posting) => describe(posting, newest, taken));
  const parts = named.slice(-MOST_NAMED);
  if (named.length > MOST_NAMED) parts.unshift(`${named.length - MOST_NAMED} before these`);
  const repeated = [newest, ...older].flatMap((posting) => posting.repeated);
  const again = [...new Set(repeated.map(({ tag }) => tag.number!))];
  if (again.length > 0) parts.push(`older mails of ${again.length === 1 ? 'patch' : 'patches'} ${ranges(again)}`);
  if (answers.length > 0) parts.push(`${count(answers.length, 'diff')} in answers to these`);
  const lines = parts.length === 0 ? [] : [`left out: ${parts.join(', ')}; what is read is the newest`];
  // Who hands over one patch of a series knows that it is one.
  const missing = newest.isLoose || patches.length === 1 ? [] : missingNumbers(newest, patches);
  if (missing.length > 0) {
    const those = `${missing.length === 1 ? 'patch' : 'patches'} ${ranges(missing)} of ${newest.total}`;
    lines.push(`${those} ${missing.length === 1 ? 'is' : 'are'} not here`);
  }
  const { input } = first.letter;
  return lines.map((text) => ({
    level: 'note',
    input,
    line: first.line,
    message: `${text}: ${printable(first.subject)}`,
  }));
}

/** `v2 (3 patches)`; of a posting that a partial reroll leaves in part, those that are replaced. */
function describe(posting: Posting, newest: Posting, taken: ReadonlySet<Candidate>): string[] {
  const gone = posting.patches.filter((patch) => !taken.has(patch)).length;
  if (gone === 0) return [];
  const all = posting.patches.length;
  const what = gone === all ? count(all, 'patch', 'patches') : `${gone} of ${all} patches`;
  return [`v${posting.version} ${posting.version === newest.version ? 'as it was sent before ' : ''}(${what})`];
}

function missingNumbers({ total = 0 }: Posting, patches: readonly Candidate[]): number[] {
  const there = new Set(patches.map(({ tag }) => tag.number));
  return Array.from({ length: Math.min(total, 9999) }, (_, at) => at + 1).filter((number) => !there.has(number));
}

/** `1-3, 5` */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const told = runs.slice(0, MOST_RUNS).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return told.join(', ') + (runs.length > MOST_RUNS ? ' …' : '');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
