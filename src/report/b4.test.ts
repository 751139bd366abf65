import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderB4 } from './b4.js';
import { renderB4Review } from './b4-review.js';
import { nipaDescription, nipaExitCode, renderNipa } from './nipa.js';
import { renderPatchwork } from './patchwork.js';
import type { Report } from './report.js';
import { PLAIN } from './testing.js';

const url = new URL('../../testdata/report/report.json', import.meta.url);
const report = JSON.parse(readFileSync(url, 'utf8')) as Report;
const noted: Report = { ...report, diagnostics: [{ level: 'note', input: '-', message: 'a note' }] };
const clean: Report = { ...noted, patches: report.patches.filter(({ findings }) => findings.length === 0) };
const unread: Report = {
  ...clean,
  diagnostics: [
    { level: 'error', input: '-', line: 7, message: 'a hunk of mm/ERROR:a.c is cut' },
    { level: 'warning', input: '-', message: 'another' },
  ],
};
const only = (index: number): Report => ({ ...noted, patches: [report.patches[index]!] });
const OPTIONS = { ...PLAIN, color: true };

/** What b4 makes of the lines of a check (run_local_check() in src/b4/__init__.py, b4 0.14 to 0.16): stdout in. */
function shownByB4(stdout: string): { status: 'success' | 'warning' | 'fail'; text: string }[] {
  const lines = stdout.split('\n').slice(0, -1);
  if (stdout === '') return [{ status: 'success', text: 'passed all checks' }];
  return lines.map((line) => ({
    status: line.includes('ERROR:') ? 'fail' : 'warning',
    text: line.startsWith('-:') ? line.slice(2) : line,
  }));
}

describe('b4 prep --check, b4 am --check', () => {
  it('pass a clean patch: not one byte', () => {
    expect(renderB4(clean, [])).toBe('');
    expect(shownByB4(renderB4(clean, []))).toEqual([{ status: 'success', text: 'passed all checks' }]);
  });

  it('fail for what is confirmed and warn for what is not', () => {
    expect(shownByB4(renderB4(only(0), []))).toEqual([
      {
        status: 'fail',
        text: 'mm/zswap.c:1099: ERROR:refcount-leak: folio is still held when zswap_writeback_entry() returns -ENOMEM (confirmed 7c1e02d4)',
      },
    ]);
    expect(shownByB4(renderB4(only(1), []))).toMatchObject([
      { status: 'warning', text: expect.stringMatching(/: WARNING:over-put: .* \(unconfirmed 1a2b3c4d\)$/) },
    ]);
  });

  it('never fail for what is not this patch has not done', () => {
    const others = { ...only(1), patches: [{ ...report.patches[0]!, kind: 'aside' as const }, report.patches[1]!] };
    expect(shownByB4(renderB4(others, ['preexisting'])).map(({ status }) => status)).not.toContain('fail');
  });

  it('warn once about an input that was not read in full', () => {
    expect(shownByB4(renderB4(unread, []))).toEqual([
      { status: 'warning', text: '7: WARNING:input: a hunk of mm/WARNING:a.c is cut (and 1 more)' },
    ]);
  });
});

describe('b4 review', () => {
  const result = (of: Report) => JSON.parse(renderB4Review(of, OPTIONS)) as Record<string, string>[];

  it('has one result, with the documented fields', () => {
    for (const [of, status] of [
      [only(0), 'fail'],
      [only(1), 'warn'],
      [clean, 'pass'],
      [unread, 'warn'],
    ] as const) {
      const [first, ...others] = result(of);
      expect(others).toEqual([]);
      expect(Object.keys(first!)).toEqual(['tool', 'status', 'summary', 'details']);
      expect(first).toMatchObject({ tool: 'foliolint', status });
      expect(first!.summary).not.toContain('\n');
    }
  });

  it('has the ledger in the details, in no colour', () => {
    expect(result(only(0))[0]!.details).toMatch(/^mm\/zswap\.c:1099:3: error: [^\n]*\n[\s\S]*1 -> 2[\s\S]*\n$/);
  });

  it('has no result for a mail without a patch', () => {
    const none: Report = {
      ...clean,
      patches: [],
      diagnostics: [{ level: 'warning', input: '-', message: 'no patch' }],
    };
    expect(result(none)).toEqual([]);
    expect(result({ ...none, diagnostics: unread.diagnostics })).toMatchObject([{ status: 'warn' }]);
  });
});

describe('nipa', () => {
  it.each([
    [clean, 0, 'nothing found'],
    [only(1), 250, '0 confirmed, 1 unconfirmed; mm/migrate_device.c:925 over-put (unconfirmed 1a2b3c4d)'],
    [only(0), 1, '1 confirmed, 0 unconfirmed; mm/zswap.c:1099 refcount-leak (confirmed 7c1e02d4)'],
    [unread, 250, 'nothing found; error: a hunk of mm/ERROR:a.c is cut'],
  ] as const)('%#: its exit code and its line', (of, code, line) => {
    expect(nipaExitCode(of, 'confirmed')).toBe(code);
    expect(nipaDescription(of, OPTIONS)).toBe(line);
    expect(renderNipa(of, OPTIONS).endsWith(`${line}\n`)).toBe(true);
  });
});

describe('patchwork', () => {
  const checks = (of: Report) =>
    renderPatchwork(of, [], 'confirmed')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

  it('has a check for each patch, and none for an aside', () => {
    expect(checks(noted)).toEqual([
      {
        state: 'fail',
        context: 'foliolint',
        description: '1 confirmed, 0 unconfirmed; mm/zswap.c:1099 refcount-leak (confirmed 7c1e02d4)',
      },
      {
        state: 'warning',
        context: 'foliolint',
        description: '0 confirmed, 1 unconfirmed; mm/migrate_device.c:925 over-put (unconfirmed 1a2b3c4d)',
      },
      { state: 'success', context: 'foliolint', description: 'nothing found' },
    ]);
  });

  it('warns where nothing could be read', () => {
    expect(checks({ ...unread, patches: [] })).toMatchObject([{ state: 'warning' }]);
  });
});
