import type { Origin } from '../rules/index.js';
import { printableJson } from '../text/index.js';
import type { Report } from './report.js';
import type { FailLevel } from './selection.js';
import { type Status, statusLine, statusOf } from './status.js';

/**
 * Checks as patchwork's REST API takes them (POST /api/patches/ID/checks/; patchwork, docs/api/schemas): one JSON object
 * a line for each patch, in the order of the series. What is wrong with an input is told with the first one.
 */
export function renderPatchwork(report: Report, include: readonly Origin[], failOn: FailLevel): string {
  const patches = report.patches.filter(({ kind }) => kind !== 'aside');
  const parts = patches.length > 0 ? patches.map((patch) => [patch]) : [[]];
  const lines = parts.map((own, i) => {
    const part = { ...report, patches: own, diagnostics: i === 0 ? report.diagnostics : [] };
    return {
      state: STATES[statusOf(part, failOn)],
      context: report.tool.name,
      description: statusLine(part, include),
    };
  });
  return lines.map((line) => `${printableJson(JSON.stringify(line))}\n`).join('');
}

const STATES: Readonly<Record<Status, string>> = { pass: 'success', warn: 'warning', fail: 'fail' };
