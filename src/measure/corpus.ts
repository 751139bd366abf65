import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, patchesOf } from './case.js';
import type { Job, Outcome, Told } from './job.js';
import { runJobs } from './pool.js';
import { type Context, isIntroduced, type Measured, type Row, share, toldText } from './set.js';

/** A case whose places were found, and what the program said of it. */
interface Tried {
  readonly case: Case;
  /** Findings that the bug brings; undefined when the tree has the bug already. */
  readonly bug?: readonly Told[];
  /** Findings that the fix brings. */
  readonly fix?: readonly Told[];
  readonly failed: boolean;
}

/**
 * The cases of `folder/cases.json` on the trees of their kernels: each bug alone, and its fix on top of it. A case for a
 * kernel without a tree, or whose place is not there, is left out and counted.
 */
export async function measureCorpus(
  folder: string,
  trees: ReadonlyMap<string, string>,
  context: Context,
): Promise<Measured> {
  const cases: readonly Case[] = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
  const attempts = cases.flatMap((one) => attemptsOf(one, trees.get(one.tree)));
  const outcomes = await runJobs(
    attempts.map(({ job }) => job),
    context.workers,
    (done) => context.progress('corpus', done, attempts.length),
  );
  const runs = attempts.map((attempt, i) => ({ ...attempt, outcome: outcomes[i]! }));
  const tried = cases.flatMap((one) =>
    triedIn(
      one,
      runs.filter((run) => run.case === one),
    ),
  );
  return tableOf(tried, cases.length - tried.length);
}

/** Patches to be checked together, of which the last one counts. */
interface Attempt {
  readonly case: Case;
  readonly what: 'bug' | 'fix';
  readonly job: Job;
}

function attemptsOf(one: Case, tree: string | undefined): Attempt[] {
  const patches = tree === undefined ? undefined : patchesOf(one, tree);
  if (tree === undefined || !patches) return [];
  const attempt = (what: Attempt['what'], mails: readonly Buffer[]): Attempt => {
    return { case: one, what, job: { kind: 'review', tree, patch: Buffer.concat(mails) } };
  };
  const bug = patches.bug.length > 0 ? [mail(one.id, patches.bug)] : [];
  const fix = patches.fix.length > 0 && !one.bait ? [mail(`${one.id}, mended`, patches.fix)] : [];
  return [
    ...(bug.length > 0 ? [attempt('bug', bug)] : []),
    ...(fix.length > 0 ? [attempt('fix', [...bug, ...fix])] : []),
  ];
}

function triedIn(one: Case, runs: readonly (Attempt & { readonly outcome: Outcome })[]): Tried | [] {
  if (runs.length === 0) return [];
  const [bug, fix] = (['bug', 'fix'] as const).map((what) => runs.find((run) => run.what === what)?.outcome);
  return {
    case: one,
    ...(bug && { bug: broughtByLast(bug) }),
    ...(fix && { fix: broughtByLast(fix) }),
    failed: runs.some(({ outcome }) => outcome.kind === 'failed'),
  };
}

function broughtByLast(outcome: Outcome): Told[] {
  return outcome.kind === 'failed' ? [] : (outcome.patches.at(-1) ?? []).filter(isIntroduced);
}

function mail(subject: string, patch: Buffer): Buffer {
  const head = [
    'From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001',
    'From: Corpus <corpus@example.org>',
    'Date: Thu, 1 Jan 2026 00:00:00 +0000',
    `Subject: [PATCH] ${subject}`,
    '',
    'A case of the corpus.',
    '---',
    '',
  ].join('\n');
  return Buffer.concat([Buffer.from(head), patch, Buffer.from('-- \n2.47.0\n\n')]);
}

function tableOf(tried: readonly Tried[], missing: number): Measured {
  const defects = tried.filter(({ case: c, bug }) => bug && c.expected === 'flag');
  const baits = tried.filter(({ case: c, bug }) => bug && c.expected === 'clean');
  const fixes = tried.filter(({ fix }) => fix);
  const loud = [...baits.filter(({ bug }) => bug!.length > 0), ...fixes.filter(({ fix }) => fix!.length > 0)];
  const failed = tried.filter((t) => t.failed).length + missing;
  const quiet = baits.length + fixes.length - loud.length;
  const rows: Row[] = [
    ...REQUIRED.map(([difficulty, least, required]) => defectRow(defects, difficulty, least, required)),
    row('corpus, fixes and bait clean', quiet, baits.length + fixes.length, 1, 'all'),
    { measure: 'corpus, cases that could not be tried', measured: String(failed), required: '', holds: failed === 0 },
  ];
  return {
    rows,
    misses: defects.filter((d) => !isFlagged(d)).map(({ case: c }) => `${c.id} (${c.difficulty}) in ${c.function}()`),
    alarms: loud.map(({ case: c, bug, fix }) => `${c.id}\n    ${toldText((c.bait ? bug! : fix!)[0]!)}`),
  };
}

const REQUIRED = [
  ['must', 1, 'all'],
  ['should', 0.8, '80 %'],
  ['may', 0.5, 'half'],
] as const;

function defectRow(defects: readonly Tried[], difficulty: string, least: number, required: string): Row {
  const some = defects.filter(({ case: c }) => c.difficulty === difficulty);
  return row(`corpus, ${difficulty} be flagged`, some.filter(isFlagged).length, some.length, least, required);
}

function row(measure: string, part: number, all: number, least: number, required: string): Row {
  return { measure, measured: share(part, all), required, ...(all > 0 && { holds: part >= least * all }) };
}

function isFlagged({ case: c, bug }: Tried): boolean {
  return bug?.some((told) => told.function === c.function) ?? false;
}
