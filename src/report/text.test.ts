import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderReplay } from './replay.js';
import type { Report } from './report.js';
import { PLAIN } from './testing.js';
import { diagnosticLine, renderText } from './text.js';

const FOLDER = new URL('../../testdata/report/', import.meta.url);
const report = JSON.parse(readFileSync(new URL('report.json', FOLDER), 'utf8')) as Report;
const clean: Report = { ...report, patches: report.patches.filter(({ findings }) => findings.length === 0) };

const expected = (name: string) => fileURLToPath(new URL(name, FOLDER));

describe('renderText', () => {
  it('prints findings as GCC does, with their ledgers', async () => {
    await expect(renderText(report, PLAIN)).toMatchFileSnapshot(expected('text.txt'));
  });

  it('prints one line a finding when terse', async () => {
    const terse = renderText(report, { ...PLAIN, terse: true, showTypes: true });
    await expect(terse).toMatchFileSnapshot(expected('terse.txt'));
    expect(renderText(report, { ...PLAIN, terse: true })).toContain('mm/zswap.c:1099: ERROR: folio is still held');
  });

  it('indents every line below the first of a finding', () => {
    const [first, ...rest] = renderText({ ...report, patches: report.patches.slice(0, 1) }, PLAIN).split('\n');
    expect(first).toMatch(/^mm\/zswap.c:1099:3: error: /);
    expect(rest.slice(0, -3).filter((line) => !line.startsWith('  '))).toEqual([]);
  });

  it('lets no control character through, in colour neither but its own', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
    const controls = (text: string) => text.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/g) ?? [];
    expect(controls(renderText(report, { ...PLAIN, verbose: true }))).toEqual([]);
    const painted = renderText(report, { ...PLAIN, color: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
    expect(controls(painted.replace(/\x1b\[\d+m/g, ''))).toEqual([]);
    expect(painted).toContain('\x1b[1m');
  });

  it('shows hidden origins when asked and counts them when not', () => {
    expect(renderText(report, PLAIN)).toContain('1 preexisting not shown');
    const shown = renderText(report, { ...PLAIN, include: ['preexisting'] });
    expect(shown).toContain('mm/migrate_device.c:88:3:');
    expect(shown).not.toContain('not shown');
  });

  it('lists what was not analysed when verbose', () => {
    expect(renderText(clean, { ...PLAIN, verbose: true })).not.toContain('not analysed');
    expect(renderText(report, { ...PLAIN, verbose: true })).toContain(
      'mm/zswap.c:1201: note: zswap_frontswap_store() not analysed: did not parse',
    );
  });

  it('breaks prose and cuts ledgers at the columns that there are', () => {
    const wide = renderText(report, { ...PLAIN, columns: 72 })
      .split('\n')
      .filter((line) => line.length > 72);
    expect(wide.filter((line) => line.startsWith(' '))).toEqual([]);
  });

  it('is silent about a clean patch when quiet', () => {
    expect(renderText(clean, PLAIN)).toBe('1 patch, 1 not applied: 0 confirmed, 0 unconfirmed\n');
    expect(renderText(clean, { ...PLAIN, quiet: true })).toBe('');
    expect(renderText(clean, { ...PLAIN, summary: false })).toBe('');
  });

  it('says what it did not see', () => {
    const [patch] = clean.patches;
    const aside = { ...patch!, kind: 'aside' } as const;
    const blind: Report = { ...clean, tree: { kind: 'none' }, patches: [patch!, aside] };
    expect(renderText(blind, PLAIN)).toBe('1 patch, 1 aside, hunks only (no tree): 0 confirmed, 0 unconfirmed\n');
    const empty: Report = { ...blind, patches: [] };
    expect(renderText(empty, PLAIN)).toBe('nothing was checked\n');
    expect(renderText({ ...empty, diagnostics: [] }, PLAIN)).toBe('0 patches: 0 confirmed, 0 unconfirmed\n');
  });

  it('shows everything that a scan found', () => {
    const scan: Report = { ...report, patches: [{ ...report.patches[1]!, index: 0, kind: 'scan', subject: '' }] };
    expect(renderText(scan, PLAIN)).toMatch(/^mm\/migrate_device.c:925[\s\S]*:88:3: [\s\S]*\nscan: 1 confirmed, 1 un/);
  });
});

describe('diagnosticLine', () => {
  it('is a line that editors jump by', () => {
    expect(report.diagnostics.map((d) => diagnosticLine(d, false))).toEqual([
      'series.mbox:212: warning: hunk says 7 lines and has 6',
      'series.mbox: note: blank context lines are missing',
    ]);
  });
});

describe('renderReplay', () => {
  it('prints the ledger of every world', async () => {
    const text = renderReplay([report.patches[0]!.findings[0]!], PLAIN);
    await expect(text).toMatchFileSnapshot(expected('replay.txt'));
  });
});
