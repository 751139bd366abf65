import type { Candidate } from './candidate.js';
import { addKnown, type HunkName, hunkNames, isKnown, isQuoted, type KnownHunks } from './known.js';

/** What is taken into the series, and which patches were found a second time. */
export interface Chosen {
  readonly patches: readonly Candidate[];
  readonly asides: readonly Candidate[];
  readonly repeated: readonly Candidate[];
}

/**
 * Leaves out copies. What stands unquoted comes first; a quoted patch is taken only where its patch is missing, and then
 * from the quote that holds most of it; a quoted aside only when no part of it is known.
 */
export function choose(candidates: readonly Candidate[]): Chosen {
  if (candidates.length === 1 && candidates[0]!.kind === 'patch')
    return { patches: candidates, asides: [], repeated: [] };
  const named = candidates.map((candidate) => ({ candidate, names: hunkNames(candidate) }));
  const of = (kind: Candidate['kind'], quoted: boolean) =>
    named.filter(({ candidate }) => candidate.kind === kind && candidate.quoted === quoted);
  const known: KnownHunks = new Set();
  const { once, repeated } = dropRepeated(of('patch', false));
  for (const { names } of once) addKnown(known, names);
  const subjects = new Set(once.map(({ candidate }) => subjectName(candidate)));
  const patches = once.map(({ candidate }) => candidate);
  for (const { candidate, names } of bestQuotes(of('patch', true))) {
    if (subjects.has(subjectName(candidate)) || isQuoted(known, names, 'all')) continue;
    patches.push(candidate);
    addKnown(known, names);
  }
  const asides: Candidate[] = [];
  for (const { candidate, names } of [...of('aside', false), ...of('aside', true)]) {
    if (candidate.quoted ? isQuoted(known, names, 'some') : isKnown(known, names)) continue;
    asides.push(candidate);
    addKnown(known, names);
  }
  return { patches, asides, repeated: repeated.map(({ candidate }) => candidate) };
}

interface Named {
  readonly candidate: Candidate;
  readonly names: readonly HunkName[];
}

/** The same mail twice (from a list and as a copy): the same changes at the same places under the same subject and id. */
function dropRepeated(patches: readonly Named[]): { once: Named[]; repeated: Named[] } {
  const seen = new Set<string>();
  const once: Named[] = [];
  const repeated: Named[] = [];
  for (const patch of patches) {
    const contents = patch.names.flatMap(({ content, header }) => [content, header]);
    const { messageId, commit } = patch.candidate.letter;
    const name = [subjectName(patch.candidate), messageId ?? commit ?? '', ...contents].join('\0\0');
    (seen.has(name) ? repeated : once).push(patch);
    seen.add(name);
  }
  return { once, repeated };
}

function subjectName({ tag: { key, version, number } }: Candidate): string {
  return `${version}/${number ?? ''}/${key}`;
}

/** Of the quotes of one patch the one with most changed lines, the first among equals. */
function bestQuotes(quotes: readonly Named[]): Named[] {
  const best = new Map<string, { quote: Named; size: number }>();
  for (const quote of quotes) {
    const [name, size] = [subjectName(quote.candidate), changeCount(quote.candidate)];
    const other = best.get(name);
    if (other === undefined || size > other.size) best.set(name, { quote, size });
  }
  return [...best.values()].map(({ quote }) => quote);
}

function changeCount({ diff }: Candidate): number {
  const hunks = diff.files.flatMap((file) => file.hunks);
  return hunks.reduce((sum, { lines }) => sum + lines.filter(({ kind }) => kind !== 'context').length, 0);
}
