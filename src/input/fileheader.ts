import { gitHeaderNames, headerName, movedName, type NamePair, stripPrefixes } from './filename.js';
import { isHunkHeader } from './hunk-header.js';
import type { Line } from './message.js';
import type { ChangeKind, FileChange, Hunk } from './series.js';

/** The lines of a diff above its first hunk. */
export interface FileHeader {
  readonly names: NamePair;
  readonly blobs: Pick<FileChange, 'oldBlob' | 'newBlob'>;
  /** What the change is, given the hunks that follow. */
  readonly kind: (hunks: readonly Hunk[]) => ChangeKind;
  /** The file as told in messages. */
  readonly label: string;
  /** 1-based line where the header starts. */
  readonly line: number;
  /** Index of the first line behind the header. */
  readonly next: number;
  /** More than a lone `diff --git` line, which prose can hold too. */
  readonly extended: boolean;
}

/** True for a header without `diff --git`: `---`, `+++` and `@@` in three lines. */
export function isPlainHeader(lines: readonly Line[], at: number): boolean {
  return hasNames(lines, at) && isHunkHeader(lines[at + 2]?.text ?? '');
}

/** Reads the file header at `at`, which is a `diff --git` line or passes `isPlainHeader`. */
export function readFileHeader(lines: readonly Line[], at: number): FileHeader {
  const { text, number: line } = lines[at]!;
  const git = text.startsWith('diff --git ');
  const facts = new Map<string, string>();
  let next = git ? at + 1 : at;
  for (let fact = readFact(lines[next]?.text); git && fact !== undefined; fact = readFact(lines[next]?.text)) {
    facts.set(fact.key, fact.value);
    next++;
  }
  const isNamed = hasNames(lines, next);
  const extended = next > at + 1 || isNamed;
  const written = isNamed ? writtenNames(lines, next) : undefined;
  // Read or not, the two lines are behind us: a name with a broken quote must not be met again.
  if (isNamed) next += 2;
  const names = resolveNames(git ? text.slice(11) : undefined, facts, written);
  const label = names.new ?? names.old ?? text;
  return { names, blobs: readBlobs(facts.get('index')), kind: kindOf(facts, written), label, line, next, extended };
}

const FACT =
  /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|similarity index|dissimilarity index|index|GIT binary patch|Binary files)(?: (.*))?$/s;

function readFact(text: string | undefined): { key: string; value: string } | undefined {
  const match = text === undefined ? null : FACT.exec(text);
  return match === null ? undefined : { key: match[1]!, value: match[2] ?? '' };
}

function hasNames(lines: readonly Line[], at: number): boolean {
  return /^--- \S/.test(lines[at]?.text ?? '') && /^\+\+\+ \S/.test(lines[at + 1]?.text ?? '');
}

interface WrittenNames {
  readonly old: string;
  readonly new: string;
}

function writtenNames(lines: readonly Line[], at: number): WrittenNames | undefined {
  const [old, now] = [headerName(lines[at]!.text.slice(4)), headerName(lines[at + 1]!.text.slice(4))];
  return old === undefined || now === undefined ? undefined : { old, new: now };
}

/**
 * Rename lines hold whole names, quoted or not, and are nothing where a quote is open; then the `diff --git` line, when both its names agree, and `---` and `+++` do not
 * contradict it, which is whom `git apply` believes; then these two.
 */
function resolveNames(git: string | undefined, facts: Map<string, string>, written?: WrittenNames): NamePair {
  const [from, to] = [
    facts.get('rename from') ?? facts.get('copy from'),
    facts.get('rename to') ?? facts.get('copy to'),
  ];
  if (from !== undefined && to !== undefined) {
    const [old, now] = [movedName(from), movedName(to)];
    return old === undefined || now === undefined ? {} : { old, new: now };
  }
  const named = git === undefined ? undefined : gitHeaderNames(git);
  if (named !== undefined && (written === undefined || agree(named, written))) {
    return pair(
      facts.has('new file mode') || written?.old === '/dev/null' ? undefined : named.old,
      facts.has('deleted file mode') || written?.new === '/dev/null' ? undefined : named.new,
    );
  }
  return written === undefined ? {} : stripPrefixes(written.old, written.new);
}

function agree(named: NamePair, written: WrittenNames): boolean {
  // A name from which git cannot take a folder off says nothing to it.
  if (!written.old.includes('/') || !written.new.includes('/')) return true;
  const isOf = (name: string | undefined, whole: string) => whole === '/dev/null' || `/${whole}`.endsWith(`/${name}`);
  return isOf(named.old, written.old) && isOf(named.new, written.new);
}

function pair(old: string | undefined, now: string | undefined): NamePair {
  return { ...(old === undefined ? {} : { old }), ...(now === undefined ? {} : { new: now }) };
}

function readBlobs(index: string | undefined): FileHeader['blobs'] {
  const match = /^([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})\b/.exec(index ?? '');
  return match === null ? {} : { oldBlob: match[1]!, newBlob: match[2]! };
}

function kindOf(facts: Map<string, string>, written?: WrittenNames): FileHeader['kind'] {
  return (hunks) => {
    if (hunks.length === 0 && (facts.has('Binary files') || facts.has('GIT binary patch'))) return 'binary';
    if (facts.has('new file mode') || written?.old === '/dev/null') return 'create';
    if (facts.has('deleted file mode') || written?.new === '/dev/null') return 'delete';
    if (facts.has('rename to')) return 'rename';
    if (facts.has('copy to')) return 'copy';
    if (hunks.length === 0 && facts.has('new mode')) return 'mode';
    return 'modify';
  };
}
