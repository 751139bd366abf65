import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { JudgedFinding, PatchReport, Report, Suppression } from '../report/index.js';
import { type Diagnostic, readSmallFile, type SmallFile } from '../text/index.js';
import { parseSuppressions, type SuppressionEntry } from './suppression-file.js';
import { words } from './words.js';

/** What a command was told about findings that somebody has looked at, as oclif parsed it. */
interface SuppressionFlags {
  readonly include?: string | undefined;
  readonly baseline?: string | undefined;
}

/**
 * Takes out of a report, and counts, what the ignore files, notes in the patches and `--baseline` name; what `--include`
 * asks for stays and says why it counts nowhere.
 */
export async function suppress(report: Report, flags: SuppressionFlags): Promise<Report> {
  const { ruleIds } = await import('../rules/index.js');
  const { ignored, baseline, diagnostics } = await load(flags.baseline, ruleIds());
  const count = { ignored: 0, noted: 0, baseline: 0 };
  const said = [...diagnostics];
  const asked = words(flags.include);
  const isAsked = ({ by }: Suppression) => asked.includes(by === 'noted' ? 'ignored' : by);
  const patches = report.patches.map((patch) => {
    const notes = notesOf(patch, ruleIds(), said);
    const findings = patch.findings.flatMap((judged) => {
      const suppression = suppressionOf(judged, notes, { ignored, baseline }, said);
      if (!suppression) return [judged];
      if (isAsked(suppression)) return [{ ...judged, suppression }];
      count[suppression.by]++;
      return [];
    });
    return { ...patch, findings };
  });
  const some = Object.values(count).some((n) => n > 0);
  return { ...report, patches, diagnostics: [...report.diagnostics, ...said], ...(some && { suppressed: count }) };
}

type Entries = ReadonlyMap<string, SuppressionEntry>;

interface Loaded {
  readonly ignored: Entries;
  readonly baseline: Entries;
}

async function load(baseline: string | undefined, rules: readonly string[]) {
  const files = (await ignoreFiles()).filter((file) => existsSync(file)).map((file) => readEntries(file, rules));
  const base = baseline === undefined ? undefined : readEntries(baseline, rules);
  return {
    ignored: byId(files.flatMap(({ entries }) => entries)),
    baseline: byId(base?.entries ?? []),
    diagnostics: [...files, ...(base ? [base] : [])].flatMap(({ diagnostics }) => diagnostics),
  };
}

/**
 * Where `foliolint ignore` writes, first, and all other places that count: the repository's file, shared by its work
 * trees, and the user's.
 */
export async function ignoreFiles(): Promise<string[]> {
  const { commonFolder } = await import('../git/index.js');
  const common = commonFolder();
  const user = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'foliolint', 'ignore');
  return common === undefined ? [user] : [join(common, 'foliolint', 'ignore'), user];
}

/** A baseline of a whole kernel has some thousand lines of a hundred bytes. */
const MOST_BYTES = 64 << 20;

/** Reads an ignore file or a baseline. */
export function readIgnoreFile(file: string): SmallFile {
  return readSmallFile(file, MOST_BYTES, false);
}

/** The entries of a file; one that cannot be read is a diagnostic. */
export function readEntries(file: string, rules: readonly string[]) {
  const found = readIgnoreFile(file);
  if (found.kind === 'text') return parseSuppressions(file, found.text, rules);
  const message = found.kind === 'absent' ? 'this does not exist' : found.because;
  const unreadable: Diagnostic = { level: 'error', input: file, message };
  return { entries: [], diagnostics: [unreadable] };
}

function byId(entries: readonly SuppressionEntry[]): Entries {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** The reasons that a patch itself gives, by rule. */
function notesOf({ patch }: PatchReport, rules: readonly string[], said: Diagnostic[]): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const { rule, reason, line } of patch?.notes ?? []) {
    const problem = rules.includes(rule)
      ? reason === '' && 'a note is foliolint: ignore RULE REASON'
      : `no rule ${rule}`;
    if (problem) said.push({ level: 'error', input: patch!.input, line, message: problem });
    else notes.set(rule, reason);
  }
  return notes;
}

function suppressionOf(
  { finding: { id, rule } }: JudgedFinding,
  notes: ReadonlyMap<string, string>,
  { ignored, baseline }: Loaded,
  said: Diagnostic[],
): Suppression | undefined {
  const entry = ignored.get(id);
  if (entry && isOf(entry, rule, said)) return { by: 'ignored', reason: entry.reason };
  const note = notes.get(rule);
  if (note !== undefined) return { by: 'noted', reason: note };
  const known = baseline.get(id);
  return known && isOf(known, rule, said) ? { by: 'baseline', reason: `in ${known.input}` } : undefined;
}

/** An id is a hash: one day it may be that of another finding. */
function isOf(entry: SuppressionEntry, rule: string, said: Diagnostic[]): boolean {
  if (entry.rule === undefined || entry.rule === rule) return true;
  const { input, line, id } = entry;
  said.push({ level: 'error', input, line, message: `${id} is a finding of ${rule} now: take this line out` });
  return false;
}
