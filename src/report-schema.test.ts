import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  type Report,
  renderComparisonJson,
  renderJson,
  renderReplayJson,
  renderReportFtrace,
  renderTraceLogJson,
} from './report/index.js';
import { review, scan } from './review/index.js';
import { readTrace } from './trace/index.js';

const ROOT = new URL('../', import.meta.url);
const SCHEMA = 'src/report/report-1.schema.json';
const read = (path: string) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(read(SCHEMA));

function errorsOf(json: string) {
  validate(JSON.parse(json));
  return validate.errors ?? [];
}

const ALL = ['preexisting', 'transient', 'resolved'] as const;
const check = (name: string, compare = false): Promise<Report> =>
  review({
    inputs: [`testdata/series/${name}/series.mbox`],
    tree: `testdata/series/${name}/tree`,
    compare,
    include: ALL,
    cwd: process.cwd(),
  });
const found = ({ patches }: Report) => patches.flatMap(({ findings }) => findings);

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

describe(SCHEMA, () => {
  it('is in the package', () => {
    expect(read('package.json').files).toContain(SCHEMA);
  });

  it.each(readdirSync(new URL('testdata/series', ROOT)))('is what check prints: %s', async (name) => {
    expect(errorsOf(renderJson(await check(name), ALL))).toEqual([]);
  });

  it('is what check prints of the form fixture, with asides, diagnostics and hostile text', () => {
    expect(errorsOf(renderJson(read('testdata/report/report.json') as Report, ALL))).toEqual([]);
  });

  it('is what check prints of an input that is none, and of nothing', async () => {
    const report = await review({ inputs: ['nowhere', 'package.json'], cwd: process.cwd() });
    expect(report.diagnostics.length).toBeGreaterThan(0);
    expect(errorsOf(renderJson(report, []))).toEqual([]);
  });

  it('is what scan prints', async () => {
    const report = await scan({ paths: ['mm'], tree: 'testdata/series/zswap-leak/tree', cwd: process.cwd() });
    expect(errorsOf(renderJson(report, []))).toEqual([]);
  });

  it('is what check --since and suppressions print', () => {
    const report = read('testdata/report/report.json') as Report;
    const [finding] = found(report);
    const suppression = { by: 'ignored', reason: 'a reason' } as const;
    const compared: Report = {
      ...report,
      patches: [{ ...report.patches[0]!, findings: [{ ...finding!, since: 'still', suppression }] }],
      since: { input: 'v1.mbox', fixed: [{ ...finding!, since: 'fixed' }] },
      suppressed: { ignored: 1, noted: 0, baseline: 2 },
    };
    expect(errorsOf(renderJson(compared, []))).toEqual([]);
  });

  it.each(['over-put', 'use-after-put', 'zswap-leak'])('is what replay prints: %s', async (name) => {
    const report = await check(name, true);
    expect(errorsOf(renderReplayJson(report, found(report)))).toEqual([]);
    expect(errorsOf(renderComparisonJson(report, found(report)))).toEqual([]);
  });

  it('is what trace import prints', async () => {
    const log = await readTrace(bytesOf(renderReportFtrace(await check('zswap-leak'), [])), { most: 10 });
    expect(errorsOf(renderTraceLogJson(log))).toEqual([]);
    expect(errorsOf(readFileSync(new URL('testdata/trace/ledger.json', ROOT), 'utf8'))).toEqual([]);
  });

  it('is strict: a key that it does not know is an error', () => {
    const report = JSON.parse(renderJson(read('testdata/report/report.json') as Report, []));
    expect(errorsOf(JSON.stringify({ ...report, extra: 1 }))).not.toEqual([]);
    expect(errorsOf(JSON.stringify({ ...report, tree: { kind: 'svn', kernel: null } }))).not.toEqual([]);
  });
});
