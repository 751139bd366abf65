import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderJson, renderReplayJson } from './json.js';
import type { Report } from './report.js';

const FOLDER = new URL('../../testdata/report/', import.meta.url);
const report = JSON.parse(readFileSync(new URL('report.json', FOLDER), 'utf8')) as Report;

describe('renderJson', () => {
  it('writes schema 1', async () => {
    await expect(renderJson(report, [])).toMatchFileSnapshot(fileURLToPath(new URL('schema-1.json', FOLDER)));
  });

  it('holds hidden origins only when asked, and always counts them', () => {
    const ids = (json: string) =>
      (JSON.parse(json) as { patches: { findings: { id: string }[] }[] }).patches[1]!.findings.map(({ id }) => id);
    expect(ids(renderJson(report, []))).toEqual(['1a2b3c4d']);
    expect(ids(renderJson(report, ['preexisting']))).toEqual(['1a2b3c4d', '99aa00bb']);
    expect(renderJson(report, [])).toContain('"preexisting": 1');
  });

  it('escapes what a terminal would obey, and keeps its value', () => {
    const json = renderJson(report, []);
    expect(json).toMatch(/^[\n\x20-\x7e]*$/);
    expect(json).toContain('\\u202e');
    expect(JSON.parse(json)).toMatchObject({ patches: { 3: { findings: { 1: { file: 'mm/\u001b[2Jevil.c' } } } } });
  });
});

describe('renderReplayJson', () => {
  it('has the ledger of every world', () => {
    const replayed = JSON.parse(renderReplayJson(report, [report.patches[0]!.findings[0]!]));
    expect(replayed.findings[0]).toMatchObject({
      id: '7c1e02d4',
      because: 'ends with 1 reference that nobody will drop',
    });
    expect(replayed.findings[0].runs).toHaveLength(2);
    expect(replayed.findings[0].runs[0].path[0]).toMatchObject({
      line: 1079,
      delta: 1,
      count: 2,
      holders: { path: 1, 'swap-cache': 1 },
      fault: null,
    });
  });
});
