import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderB4Agent } from './b4-agent.js';
import { FORMS, type FormName, type FormOptions } from './formats.js';
import { reviewMails } from './mail/index.js';
import type { Report } from './report.js';
import { PLAIN } from './testing.js';
import { hostileReport } from './testing-hostile.js';

const url = new URL('../../testdata/report/report.json', import.meta.url);
const report = JSON.parse(readFileSync(url, 'utf8')) as Report;

/** A patch that changes the line of the second finding, so that forms can quote it. */
const quoted: Report = {
  ...report,
  diagnostics: [],
  patches: report.patches.slice(0, 2).map((patch) => ({ ...patch, patch: patchFor(patch.findings[0]!.finding) })),
};

function patchFor({ file, line }: { file: string; line: number }) {
  const diffLine = { kind: 'added', text: '\tfolio_put(folio);', newLine: line, inputLine: 19 } as const;
  const hunk = {
    oldStart: line,
    oldCount: 0,
    newStart: line,
    newCount: 1,
    section: '',
    lines: [diffLine],
    inputLine: 18,
  };
  return {
    index: 1,
    kind: 'patch',
    subject: 'mm: x',
    body: '',
    input: '0001.patch',
    files: [{ kind: 'modify', oldPath: file, newPath: file, hunks: [hunk] }],
    damage: { whitespace: false, blankLines: false },
  } as const;
}

const names = Object.keys(FORMS) as FormName[];
const render = (name: FormName, of: Report, options: Partial<FormOptions> = {}) =>
  FORMS[name].render(of, { ...PLAIN, showTypes: true, verbose: true, ...options });

const MAILS = {
  date: new Date(0),
  toAuthor: false,
  include: [],
  unconfirmed: true,
  repliesOnly: true,
  summary: false,
};

/** Every form that a report has; one that is written elsewhere is a line here. */
const FORMS_OF_A_REPORT: Readonly<Record<string, (of: Report) => string>> = {
  ...Object.fromEntries(names.map((name) => [name, (of: Report) => render(name, of)])),
  'text, terse': (of) => render('text', of, { terse: true }),
  'checkpatch, terse': (of) => render('checkpatch', of, { terse: true }),
  'checkpatch, showfile': (of) => render('checkpatch', of, { terse: true, showFile: true }),
  mbox: (of) =>
    reviewMails(of, MAILS)
      .replies.map(({ text }) => text)
      .join(''),
  'b4-agent': (of) => Object.values(renderB4Agent(of, new Set())).join(''),
};

/** Checkpatch names places in the patch; a mail quotes the file and names no line. */
const PLACES: Readonly<Record<string, (file: string) => string>> = {
  'checkpatch, terse': () => '0001.patch:19',
  mbox: (file) => `> +++ b/${file}`,
};

describe('every form of a finding', () => {
  const found = quoted.patches.map(({ findings }) => findings[0]!);

  it.each(Object.keys(FORMS_OF_A_REPORT))('%s names the same id, place and verdict', (name) => {
    for (const [i, { finding, verdict }] of found.entries()) {
      const text = FORMS_OF_A_REPORT[name]!({ ...quoted, patches: [quoted.patches[i]!] });
      expect(text).toContain(finding.id);
      expect(text).toMatch(verdict.outcome === 'confirmed' ? /(?<!un|not )confirmed/ : /unconfirmed|not confirmed/);
      const place = PLACES[name]?.(finding.file) ?? `${finding.file}:${finding.line}`;
      expect(text.includes(place) || isPlaceOf(text, finding)).toBe(true);
    }
  });

  /** In JSON, file and line stand apart. */
  function isPlaceOf(text: string, { file, line }: { file: string; line: number }): boolean {
    return text.includes(`"${file}"`) && new RegExp(`"(?:line|startLine)": ${line}\\b`).test(text);
  }
});

describe('hostile text', () => {
  const hostile = hostileReport(report);

  it.each(Object.keys(FORMS_OF_A_REPORT))('%s lets no control, no forged line and no command through', (name) => {
    const text = FORMS_OF_A_REPORT[name]!(hostile);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800]/);
    // White space is nothing in HTML, and its own tests see to the rest.
    if (name !== 'html') expect(text).not.toMatch(/^(?:Fixes:|mm\/a\.c:1: ERROR: forged)/m);
  });

  it.each(['b4', 'b4-review', 'checkpatch', 'nipa', 'patchwork'] as const)('%s holds no command to a bot', (name) => {
    expect(render(name, hostile)).not.toMatch(/pw-bot\s*:|#\s*syz/i);
  });

  it.each(['json', 'b4-review', 'sarif', 'rdjson'] as const)('%s is JSON still', (name) => {
    expect(() => JSON.parse(render(name, hostile))).not.toThrow();
  });

  it('is one line a finding still, and none is long', () => {
    const found = hostile.patches.flatMap(({ findings }) => findings).length;
    for (const line of render('patchwork', hostile).trim().split('\n'))
      expect(Object.keys(JSON.parse(line))).toEqual(['state', 'context', 'description']);
    expect(
      render('b4', hostile, { include: ['preexisting'] })
        .trim()
        .split('\n'),
    ).toHaveLength(found + 1);
    const terse = render('checkpatch', hostile, { terse: true, include: ['preexisting'] })
      .trim()
      .split('\n');
    expect(terse).toHaveLength(found + 1);
    for (const name of ['b4', 'checkpatch', 'patchwork'] as const)
      for (const line of render(name, hostile).split('\n')) expect(line.length).toBeLessThan(2500);
  });
});
