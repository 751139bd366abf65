import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { JudgedFinding, Report } from './report.js';
import { renderSarif } from './sarif.js';
import { hostileReport } from './testing-hostile.js';

const FOLDER = new URL('../../testdata/report/', import.meta.url);
const read = (url: URL | string) => JSON.parse(readFileSync(url, 'utf8'));
const report = read(new URL('report.json', FOLDER)) as Report;
const [leak] = report.patches[0]!.findings as [JudgedFinding];

/** The schema of OASIS is not ours to copy: FOLIOLINT_SARIF_SCHEMA names a copy of sarif-schema-2.1.0.json. */
const OFFICIAL = process.env.FOLIOLINT_SARIF_SCHEMA ?? '';
const reports: Readonly<Record<string, Report>> = {
  'a series': report,
  'nothing found': { ...report, patches: [], diagnostics: [] },
  'hostile text': hostileReport(report),
  'a scan': { ...report, patches: [{ ...report.patches[1]!, index: 0, kind: 'scan' }] },
  'two versions': {
    ...report,
    patches: [{ ...report.patches[0]!, findings: [{ ...leak, since: 'new' }] }],
    since: { input: 'v1.mbox', fixed: [{ ...leak, since: 'fixed' }] },
  },
  suppressed: {
    ...report,
    patches: [{ ...report.patches[0]!, findings: [{ ...leak, suppression: { by: 'noted', reason: 'on purpose' } }] }],
  },
};

const sarif = (of: Report) => JSON.parse(renderSarif(of, ['preexisting'], 'confirmed'));
const run = (of: Report) => sarif(of).runs[0];

describe('SARIF', () => {
  const ajv = new Ajv({ allErrors: true, strict: true });
  formats.default(ajv);
  const parts = ajv.compile(read(new URL('sarif-parts.schema.json', FOLDER)));

  it.each(Object.keys(reports))('%s is as our own schema of the parts has it', (name) => {
    parts(sarif(reports[name]!));
    expect(parts.errors ?? []).toEqual([]);
  });

  it.skipIf(!existsSync(OFFICIAL)).each(Object.keys(reports))(
    '%s is as the schema of OASIS has it (skipped without FOLIOLINT_SARIF_SCHEMA)',
    (name) => {
      const { $schema: _, id: __, ...schema } = read(OFFICIAL);
      const official = new Ajv({ allErrors: true, strict: false });
      formats.default(official);
      const validate = official.compile(schema);
      validate(sarif(reports[name]!));
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  it('has indices that lead to what they name', () => {
    const { results, artifacts, tool } = run(report);
    for (const { ruleId, ruleIndex, locations } of results) {
      const { artifactLocation } = locations[0].physicalLocation;
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(artifacts[artifactLocation.index].location.uri).toBe(artifactLocation.uri);
    }
  });

  it('has the ledger as a code flow, the count as its state', () => {
    const [{ codeFlows }] = run(report).results;
    const { locations, message } = codeFlows[0].threadFlows[0];
    expect(message.text).toBe('nobody else holds a reference');
    const told = locations.map(({ location, state }: never) => [
      (location as { physicalLocation: { region: { startLine: number } } }).physicalLocation.region.startLine,
      (state as { count: { text: string } }).count.text,
    ]);
    expect(told).toEqual([
      [1079, '2'],
      [1097, '2'],
      [1098, '1'],
      [1099, '1'],
    ]);
  });

  it('names files by relative URIs that nothing in a name can leave', () => {
    const odd = (file: string) => ({ ...leak, finding: { ...leak.finding, file } });
    const findings = ['mm/a b#c?.c', 'mm/\u00fc%.c', 'http:x.c', '\ud800'].map(odd);
    const { results } = run({ ...report, patches: [{ ...report.patches[0]!, findings }] });
    const uris = results.map((result: never) => {
      const [{ physicalLocation }] = (
        result as { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }
      ).locations;
      return physicalLocation.artifactLocation.uri;
    });
    expect(uris).toEqual(['mm/a%20b%23c%3F.c', 'mm/%C3%BC%25.c', 'http%3Ax.c', '%EF%BF%BD']);
  });

  it('tells what was wrong with the inputs, and what was not analysed', () => {
    const { exitCode, executionSuccessful, toolExecutionNotifications } = run(report).invocations[0];
    expect([exitCode, executionSuccessful]).toEqual([1, true]);
    expect(
      toolExecutionNotifications.map(({ level, message }: never) => [level, (message as { text: string }).text]),
    ).toEqual([
      ['warning', 'series.mbox:212: hunk says 7 lines and has 6'],
      ['note', 'series.mbox: blank context lines are missing'],
      ['note', 'zswap_frontswap_store() not analysed: did not parse: `DEFINE_X(` at line 1210'],
    ]);
    const unread: Report = { ...report, diagnostics: [{ level: 'error', input: '-', message: 'cut' }] };
    expect(run(unread).invocations[0]).toMatchObject({ exitCode: 2, executionSuccessful: false });
  });

  it('says what an earlier version had, and what was suppressed', () => {
    const states = run(reports['two versions']!).results.map(
      ({ baselineState }: { baselineState: string }) => baselineState,
    );
    expect(states).toEqual(['new', 'absent']);
    const suppressed = run(reports.suppressed!).results[0].suppressions;
    expect(suppressed).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'on purpose' }]);
  });

  it('has no absolute path, time or machine', () => {
    expect(renderSarif(report, [], 'confirmed')).not.toMatch(/file:|"\/|Utc"|"machine"|"account"|workingDirectory/);
  });
});
