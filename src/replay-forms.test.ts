import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { traceRun } from './replay/index.js';
import { type Report, renderComparison, renderReportFtrace, witnessRun } from './report/index.js';
import { review } from './review/index.js';
import { formatEvent, isAllocatorEvent, readTrace } from './trace/index.js';

const NAMES = ['over-put', 'use-after-put', 'zswap-leak'];

const check = (name: string): Promise<Report> =>
  review({
    inputs: [`testdata/series/${name}/series.mbox`],
    tree: `testdata/series/${name}/tree`,
    compare: true,
    cwd: process.cwd(),
  });

const found = (report: Report) => report.patches.flatMap(({ findings }) => findings);
const expected = (name: string, file: string) =>
  fileURLToPath(new URL(`../testdata/series/${name}/${file}`, import.meta.url));

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

describe('the path of a finding', () => {
  it.each(NAMES)('%s, beside the same path before the patch', async (name) => {
    const text = renderComparison(found(await check(name)), { color: false, columns: 100 });
    await expect(text).toMatchFileSnapshot(expected(name, 'compare.txt'));
  });

  it.each(NAMES)('%s, as ftrace', async (name) => {
    const text = renderReportFtrace(await check(name), []);
    await expect(text).toMatchFileSnapshot(expected(name, 'ftrace.txt'));
  });

  it.each(NAMES)('%s, is read back from ftrace to the same ledger', async (name) => {
    const report = await check(name);
    const log = await readTrace(bytesOf(renderReportFtrace(report, [])), { most: 10 });
    expect(log.bad.count).toBe(0);
    const counts = log.pages.map(({ rows }) =>
      rows.filter(({ event }) => !isAllocatorEvent(event)).map((r) => r.after),
    );
    const ran = found(report).map((judged) =>
      traceRun(witnessRun(judged)!, 1, 1).filter(({ events }) => events.length > 0),
    );
    expect(counts).toEqual(ran.map((rows) => rows.map(({ row }) => row.after)));
    expect(ran.flat().flatMap(({ events }) => events.map(formatEvent)).length).toBe(log.events);
  });
});
