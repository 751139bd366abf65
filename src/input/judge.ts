import { crossCheck } from './crosscheck.js';
import type { DiffProblem, DiffReading, Section } from './filediff.js';
import { isSafePath } from './filename.js';
import type { HunkReading } from './hunk.js';
import type { FileChange, Hunk } from './series.js';

/** A diff with more problems is not worth listing them. */
const MAX_PROBLEMS = 1000;

/**
 * Decides which hunks and files are good. A hunk that is shorter than its header is good only in a copy that lost lines,
 * equally many on both sides; that leading white space is gone proves a copy too. `earlier` are the problems so far.
 */
export function judgeSections(
  sections: readonly Section[],
  earlier: readonly DiffProblem[],
  { copied, nonBreaking }: { readonly copied: boolean; readonly nonBreaking: boolean },
): Pick<DiffReading, 'files' | 'problems' | 'damage' | 'joined'> {
  const readings = sections.flatMap((section) => section.readings);
  const bare = readings.some(({ bareLines }) => bareLines);
  const problems = earlier.slice(0, MAX_PROBLEMS);
  const tell = (line: number, message: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ line, message });
  };
  const files: FileChange[] = [];
  let blankLines = false;
  for (const section of sections) {
    const good = goodHunks(section, copied || bare, tell);
    if (good.some(({ missingOld }) => missingOld > 0)) blankLines = true;
    const file = fileChange(section, good, tell);
    if (file !== undefined) files.push(file);
  }
  problems.sort((a, b) => a.line - b.line);
  const joined = readings.flatMap((reading) => reading.joined ?? []);
  return { files, problems, damage: { whitespace: bare || nonBreaking, blankLines }, joined };
}

type Tell = (line: number, message: string) => void;

function goodHunks({ header, readings, overrun }: Section, tolerant: boolean, tell: Tell): HunkReading[] {
  return readings.filter((reading, index) => {
    const { hunk, missingOld, missingNew, wrappedAt } = reading;
    if (missingOld === 0 && missingNew === 0) {
      if (!overrun[index] || tolerant) return hunk.lines.length > 0;
      tell(hunk.inputLine, `a hunk of ${header.label} holds more lines than its header says`);
      return false;
    }
    if (tolerant && missingOld === missingNew && missingOld > 0 && hunk.lines.length > 0) return true;
    if (wrappedAt !== undefined) {
      tell(wrappedAt, `this line is wrapped by the mailer, and its hunk of ${header.label} is left out`);
      return false;
    }
    const [seenOld, seenNew] = [hunk.oldCount - missingOld, hunk.newCount - missingNew];
    const said = `its header says ${hunk.oldCount} old and ${hunk.newCount} new lines`;
    tell(hunk.inputLine, `a hunk of ${header.label} is cut: ${said}, ${seenOld} and ${seenNew} are there`);
    return false;
  });
}

function fileChange({ header, readings }: Section, good: readonly HunkReading[], tell: Tell): FileChange | undefined {
  const { names, line, label } = header;
  if (names.old === undefined && names.new === undefined) {
    if (header.extended) tell(line, `no file name can be read here: ${label}`);
    return undefined;
  }
  if (![names.old, names.new].every((name) => name === undefined || isSafePath(name))) {
    tell(line, `this path is not inside a tree, its file is left out: ${label}`);
    return undefined;
  }
  const hunks = good.map(({ hunk }) => hunk);
  const kind = header.kind(hunks);
  if (hunks.length === 0 && kind === 'modify') {
    if (readings.length === 0 && header.extended) tell(line, `no hunk follows the header of ${label}`);
    return undefined;
  }
  const difference = crossCheck(wholeHunks(good));
  if (difference !== undefined) tell(line, `${label}: ${difference}`);
  return {
    kind,
    ...(names.old === undefined || kind === 'create' ? {} : { oldPath: names.old }),
    ...(names.new === undefined || kind === 'delete' ? {} : { newPath: names.new }),
    ...header.blobs,
    hunks,
  };
}

/** parse-diff swallows the next hunk when one is shorter than its header. */
function wholeHunks(readings: readonly HunkReading[]): Hunk[] {
  return readings.filter(({ missingOld }) => missingOld === 0).map(({ hunk }) => hunk);
}
