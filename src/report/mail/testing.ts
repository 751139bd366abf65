import { type Patch, readSeries, type Series } from '../../input/index.js';
import type { JudgedFinding, Report } from '../report.js';
import type { MailOptions } from './render.js';

/** A finding as the rules make one, confirmed by a statement alone unless told otherwise. */
export function judgedFinding(
  finding: Partial<JudgedFinding['finding']>,
  verdict: Partial<JudgedFinding['verdict']> = {},
): JudgedFinding {
  return {
    finding: {
      id: '7c1e02d4',
      rule: 'over-put',
      severity: 'error',
      origin: 'introduced',
      file: 'mm/coop.c',
      line: 12,
      column: 2,
      function: 'coop_take',
      object: 'folio',
      message: 'folio_put() drops a reference of folio that coop_take() does not own',
      why: 'No reference was taken on this path.',
      ...finding,
    },
    verdict: { outcome: 'confirmed', because: 'the statement itself shows it', runs: [], ...verdict },
  };
}

/** Reads mails as the program does. */
export function seriesOf(mail: string | Uint8Array): Promise<Series> {
  return readSeries([{ kind: 'stdin', bytes: Buffer.from(mail) }]);
}

/** A report with the same findings for each of the patches. */
export function reportOf({ patches, mails }: Series, findings: readonly JudgedFinding[]): Report {
  const reported = patches.map((patch: Patch) => {
    const { index, kind, subject } = patch;
    return { index, kind, patch, subject, applied: true, findings, skipped: [], refuted: 0 };
  });
  return {
    tool: { name: 'foliolint', version: '0.1.0' },
    tree: { kind: 'none' },
    patches: reported,
    mails,
    diagnostics: [],
  };
}

/** Options of a review that depends on nothing outside. */
export const OPTIONS: MailOptions = {
  from: { name: 'Rae Viewer', address: 'rae@example.org' },
  date: new Date('2026-03-05T08:40:00Z'),
  toAuthor: false,
  include: [],
  unconfirmed: false,
  repliesOnly: false,
  summary: false,
};

/** A mail with a patch that adds `line` as line 12 of mm/coop.c. */
export function patchMail(head: readonly string[], line = '\tfolio_put(folio);'): string {
  return [
    ...head,
    '',
    'Why.',
    '---',
    'diff --git a/mm/coop.c b/mm/coop.c',
    '--- a/mm/coop.c',
    '+++ b/mm/coop.c',
    '@@ -10,4 +10,5 @@ static int coop_take(struct folio *folio)',
    ' {',
    ' \tcoop_lock(folio);',
    `+${line}`,
    ' \tcoop_unlock(folio);',
    ' \treturn 0;',
    '-- ',
    '2.39.5',
    '',
  ].join('\n');
}
