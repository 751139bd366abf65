import { countText } from './count.js';
import type { Facts } from './facts.js';
import type { RefState, State } from './state.js';

/**
 * Two states with equal keys behave alike from here on: same contents, same claims, same facts about values that can
 * still be read. The ways they came here may differ; the first to come is the one that is told.
 */
export function exactKey(s: State): string {
  const cells: string[] = [];
  for (const [cell, v] of s.cells) cells.push(`${cell}=${v.key}`);
  const facts: string[] = [];
  for (const [key, f] of s.facts) {
    facts.push(`${key}:${f.signs}${f.is ?? f.named ?? ''}${f.not.length > 0 ? `!${f.not.join('!')}` : ''}`);
  }
  const contents = cells.sort().join(' ');
  return `${s.touched} ${loopPhase(s)} ${contents} | ${refStates(s, contents).join(' ')} | ${facts.sort().join(' ')}`;
}

/** The part of a state that reports hang on: claims, and whether the path passed a change. */
export function coarseKey(s: State): string {
  return `${s.touched} ${loopPhase(s)} ${refStates(s, '').join(' ')}`;
}

/** Forgets facts about values that nothing can read any more; those about bare names (parameters) stay. */
export function dropDeadFacts(s: State, live: readonly string[]): void {
  const readable = new Set(live);
  for (const [cell, v] of s.cells) {
    for (const word of wordsOf(cell)) readable.add(word);
    for (const word of wordsOf(v.key)) readable.add(word);
  }
  for (const [key, o] of s.objects)
    if (refText(o, false) !== '')
      for (const word of [...wordsOf(key), ...wordsOf(o.amount?.key ?? '')]) readable.add(word);
  let kept: Map<string, Facts extends ReadonlyMap<string, infer F> ? F : never> | undefined;
  for (const key of s.facts.keys()) {
    if (/^\w+$/.test(key) || wordsOf(key).every((w) => readable.has(w) || !/^[a-z$@]/.test(w))) continue;
    kept ??= new Map(s.facts);
    kept.delete(key);
  }
  if (kept) s.facts = kept;
}

const words = new Map<string, readonly string[]>();

/**
 * The names that a key is read through: not those of fields and of pure functions. Asked again and again for the same
 * keys.
 */
function wordsOf(key: string): readonly string[] {
  const known = words.get(key);
  if (known) return known;
  const found = [...new Set(key.match(/(?<!->|\.|\w)\$?[A-Za-z_]\w*(?![\w(])|\$\d+|@\d+:\d+#\d+/g) ?? [])];
  if (words.size > 200_000) words.clear();
  words.set(key, found);
  return found;
}

/** A dropped object matters only while something that can be read still points to it. */
function refStates(s: State, cells: string): string[] {
  const texts: string[] = [];
  for (const [key, o] of s.objects) {
    const gone = o.dropped ? key : o.lastDropped?.element;
    const reachable = gone !== undefined && (cells.includes(`=${gone}`) || cells.includes(`=~${gone}`));
    const text = refText(o, reachable);
    if (text) texts.push(`${key}{${text}}`);
  }
  return texts.sort();
}

function refText(o: RefState, reachable: boolean): string {
  const claim = countText(o.claim);
  return `${claim === '0' ? '' : claim}${o.frozen ? 'F' : ''}${reachable ? 'D' : ''}${o.escaped ? 'E' : ''}${o.filled ? 'A' : ''}${claim !== '0' && o.guard?.ended ? 'G' : ''}`;
}

function loopPhase(s: State): string {
  return [...s.loops].map(([head, n]) => `${head}x${n}`).join(',');
}
