import { ANY, type History, type PathEnd, type PathTrace, rootOf, witness } from '../analysis/index.js';
import type { Candidate } from './candidate.js';
import type { BasePath } from './finding.js';
import type { LineMap, Version } from './judge.js';

/**
 * The path before the patch that corresponds to a flagged one: it meets the same object, returns with the same sign, and
 * of those it goes along with the flagged path for the longest.
 * @param trace of the candidate, as the finding has it
 * @param pre absent for a new function
 */
export function basePath(c: Candidate, trace: PathTrace, pre: Version | undefined, preLine: LineMap): BasePath {
  const none = (because: string): BasePath => ({ kind: 'none', because });
  const name = c.exploration.fn.name;
  if (!pre) return none(`${name}() is new`);
  const meeting = pre.exploration.ends.filter((end) => end.kind === 'return' && objectOf(end, c.root));
  if (meeting.length === 0) return none(`no path of ${name}() met ${trace.object} before the patch`);
  const same = meeting.filter((end) => ((end.signs ?? ANY) & c.signs) !== 0);
  const end = closest(same, flaggedEvents(c, preLine), pre);
  if (!end)
    return none(`no path of ${name}() that met ${trace.object} returned ${trace.returns.sign} before the patch`);
  const told = { loc: end.loc, complete: true, text: end.text, signs: end.signs ?? ANY };
  const before = witness(pre.exploration, pre.line, end.state.history, objectOf(end, c.root)!, told);
  return { kind: 'path', trace: before, pairs: pairsOf(trace, before, preLine) };
}

function objectOf(end: PathEnd, root: string) {
  return [...end.state.objects.values()].find((object) => rootOf(object.value.key) === root);
}

/** What happened on the flagged path at lines that were there before, in the old lines. */
function flaggedEvents(c: Candidate, preLine: LineMap): string[] {
  return oldestFirst(c.history).flatMap(({ loc, event }) => {
    const line = preLine(loc.line);
    return line === undefined ? [] : [`${line} ${event}`];
  });
}

function oldestFirst(newest: History | undefined): History[] {
  const all: History[] = [];
  for (let h = newest; h; h = h.before) all.push(h);
  return all.reverse();
}

/** The end with the longest common prefix of events; of equal ones that with the fewest events besides. */
function closest(ends: readonly PathEnd[], flagged: readonly string[], pre: Version): PathEnd | undefined {
  let best: { end: PathEnd; common: number; rest: number } | undefined;
  for (const end of ends) {
    const kept = oldestFirst(end.state.history).filter(({ loc }) => !pre.isChanged(loc.line));
    const events = kept.map(({ loc, event }) => `${loc.line} ${event}`);
    const differs = events.findIndex((event, i) => event !== flagged[i]);
    const common = differs < 0 ? events.length : differs;
    const rest = events.length - common;
    if (!best || common > best.common || (common === best.common && rest < best.rest)) best = { end, common, rest };
  }
  return best?.end;
}

/** The longest common subsequence of the steps: the same event at the same line. */
function pairsOf(post: PathTrace, pre: PathTrace, preLine: LineMap): [number, number][] {
  const isSame = (i: number, j: number) => {
    const [a, b] = [post.steps[i]!, pre.steps[j]!];
    return preLine(a.loc.line) === b.loc.line && a.event === b.event;
  };
  const [rows, columns] = [post.steps.length, pre.steps.length];
  const longest = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const skip = Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
      longest[i]![j] = isSame(i, j) ? Math.max(skip, longest[i + 1]![j + 1]! + 1) : skip;
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (isSame(i, j) && longest[i]![j] === longest[i + 1]![j + 1]! + 1) pairs.push([i++, j++]);
    else if (longest[i + 1]![j]! >= longest[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}
