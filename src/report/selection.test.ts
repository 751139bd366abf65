import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JudgedFinding, Report } from './report.js';
import { type FailLevel, findById, reaches, shownSeverity, tally, witnessRun } from './selection.js';

const url = new URL('../../testdata/report/report.json', import.meta.url);
const report = JSON.parse(readFileSync(url, 'utf8')) as Report;
const leak = report.patches[0]!.findings[0]!;
const unconfirmed = report.patches[1]!.findings[0]!;
const note = report.patches[3]!.findings[0]!;

function reportOf(kind: 'patch' | 'aside' | 'scan', ...findings: JudgedFinding[]): Report {
  return { ...report, patches: [{ ...report.patches[0]!, kind, findings }] };
}

function levels(of: Report): FailLevel[] {
  return (['confirmed', 'error', 'warning', 'never'] as const).filter((level) => reaches(of, level));
}

describe('reaches', () => {
  const warning = { ...unconfirmed, finding: { ...unconfirmed.finding, severity: 'warning' as const } };
  const old = { ...leak, finding: { ...leak.finding, origin: 'preexisting' as const } };
  it.each([
    ['a confirmed error', reportOf('patch', leak), ['confirmed', 'error', 'warning']],
    ['an unconfirmed error', reportOf('patch', unconfirmed), ['error', 'warning']],
    ['an unconfirmed warning', reportOf('patch', warning), ['warning']],
    ['a note', reportOf('patch', note), []],
    ['an error that was there before', reportOf('patch', old), []],
    ['an error in an aside', reportOf('aside', leak), []],
    ['an error of a scan', reportOf('scan', old), ['confirmed', 'error', 'warning']],
    ['nothing', reportOf('patch'), []],
  ])('%s', (_, of, expected) => {
    expect(levels(of)).toEqual(expected);
  });
});

describe('shownSeverity', () => {
  it('is a warning for an error that replay could not confirm', () => {
    expect([leak, unconfirmed, note].map(shownSeverity)).toEqual(['error', 'warning', 'note']);
  });
});

describe('tally', () => {
  it('counts asides apart', () => {
    expect(tally(report)).toEqual({
      confirmed: 1,
      unconfirmed: 1,
      preexisting: 1,
      transient: 0,
      resolved: 0,
      refuted: 1,
      asides: 2,
    });
  });
});

describe('findById', () => {
  it('finds by the start of the id, hidden findings too', () => {
    expect(findById(report, '99aa').map(({ finding }) => finding.line)).toEqual([88]);
    expect(findById(report, 'ffff')).toEqual([]);
  });
});

describe('witnessRun', () => {
  it('is the first run that goes wrong', () => {
    const [run] = leak.verdict.runs;
    const good = { ...run!, left: 0 };
    expect(witnessRun({ ...leak, verdict: { ...leak.verdict, runs: [good, run!] } })).toBe(run);
    expect(witnessRun({ ...leak, verdict: { ...leak.verdict, runs: [good] } })).toBe(good);
    expect(witnessRun({ ...leak, verdict: { ...leak.verdict, runs: [] } })).toBeUndefined();
  });
});
