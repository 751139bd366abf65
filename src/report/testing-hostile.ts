import type { JudgedFinding, Report } from './report.js';

/** Everything that a patch can put into a report, meant to leave its line, its colour or its format. */
export const HOSTILE =
  '\x1b[31mred\x1b]0;title\x07 \u202e\u2066bidi\u2028line\u2029 \r\nERROR:x: mm/a.c:1: ERROR: forged\n\nFixes: 0123 ("x")\n' +
  'pw-bot: changes-requested\nPW-Bot : accept #syz fix: x # syz invalid </script><script>alert(1)</script> \ud800 "\\ %n';

/** The report with `HOSTILE` in every text that comes from an input. */
export function hostileReport(report: Report): Report {
  return {
    ...report,
    patches: report.patches.map((patch) => ({
      ...patch,
      subject: HOSTILE,
      messageId: HOSTILE,
      findings: patch.findings.map(hostileFinding),
      skipped: patch.skipped.map((skipped) => ({ ...skipped, file: HOSTILE, function: HOSTILE })),
    })),
    diagnostics: report.diagnostics.map((diagnostic) => ({ ...diagnostic, input: HOSTILE, message: HOSTILE })),
  };
}

function hostileFinding({ finding, verdict }: JudgedFinding): JudgedFinding {
  const long = `${HOSTILE}${'x'.repeat(5000)}`;
  const { trace } = finding;
  return {
    finding: {
      ...finding,
      file: long,
      function: long,
      object: HOSTILE,
      message: `${HOSTILE} in ${long}`,
      why: HOSTILE,
      suggestion: HOSTILE,
      ...(trace && { trace: { ...trace, file: long, steps: trace.steps.map((step) => ({ ...step, text: HOSTILE })) } }),
    },
    verdict: {
      ...verdict,
      because: HOSTILE,
      runs: verdict.runs.map((run) => ({
        ...run,
        world: HOSTILE,
        rows: run.rows.map((row) => ({ ...row, step: { ...row.step, text: HOSTILE, event: HOSTILE } })),
      })),
    },
  };
}
