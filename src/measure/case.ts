import { createHash } from 'node:crypto';
import { diffTexts } from './diff.js';
import { readSource } from './sites.js';

/** A historical defect of the corpus: edit scripts that bring it back and that mend it again. */
export interface Case {
  readonly id: string;
  /** The kernel it is for: `6.12`. */
  readonly tree: string;
  /** Where a finding is due. */
  readonly function: string;
  readonly expected: 'flag' | 'clean';
  readonly difficulty: string;
  readonly bait: boolean;
  readonly edits: Readonly<Record<string, { readonly bug?: readonly Hunk[]; readonly fix?: readonly Hunk[] }>>;
}

/** A run of lines, found by their hashes, and what becomes of each. */
interface Hunk {
  /** 0-based line where the run is expected; the nearest one counts. */
  readonly near: number;
  readonly old: readonly string[];
  readonly steps: readonly ('keep' | 'drop' | { readonly add: string })[];
}

/** The diffs of a case; an empty one changes nothing. */
export interface CasePatches {
  readonly bug: Buffer;
  /** On top of `bug`. */
  readonly fix: Buffer;
}

/** The patches of a case on a tree; undefined when one of its places is not there. */
export function patchesOf({ edits }: Case, tree: string): CasePatches | undefined {
  const diffs = { bug: [] as Buffer[], fix: [] as Buffer[] };
  for (const [file, { bug: breaks = [], fix: mends = [] }] of Object.entries(edits)) {
    const base = readSource(tree, file);
    const broken = rewrite(base, breaks);
    const mended = broken === undefined ? undefined : rewrite(broken, mends);
    if (broken === undefined || mended === undefined) return undefined;
    diffs.bug.push(diffTexts(file, base, broken));
    diffs.fix.push(diffTexts(file, broken, mended));
  }
  return { bug: Buffer.concat(diffs.bug), fix: Buffer.concat(diffs.fix) };
}

/** From the last hunk to the first, so that earlier places stay where they are. */
function rewrite(text: string, hunks: readonly Hunk[]): string | undefined {
  let lines: readonly string[] | undefined = text.split('\n');
  for (const hunk of [...hunks].reverse()) lines = lines && rewriteLines(lines, hunk);
  return lines?.join('\n');
}

function rewriteLines(lines: readonly string[], { near, old, steps }: Hunk): string[] | undefined {
  const hashes = lines.map(digest);
  const starts = hashes.flatMap((_, i) => (old.every((hash, k) => hashes[i + k] === hash) ? i : []));
  const at = starts.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0];
  if (at === undefined) return undefined;
  const kept = lines.slice(at, at + old.length)[Symbol.iterator]();
  const made = steps.flatMap((step) => {
    if (typeof step !== 'string') return Buffer.from(step.add).toString('latin1');
    const line = kept.next().value!;
    return step === 'keep' ? line : [];
  });
  return [...lines.slice(0, at), ...made, ...lines.slice(at + old.length)];
}

/** White space does not count. */
function digest(line: string): string {
  const words = line.trim().split(/\s+/).join(' ');
  return createHash('sha1').update(Buffer.from(words, 'latin1')).digest('hex').slice(0, 10);
}
