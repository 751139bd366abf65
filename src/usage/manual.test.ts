import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { manual } from './manual.js';
import { COMMANDS } from './testing.js';

const PAGE = manual(COMMANDS, [
  { id: 'over-put', severity: 'error', title: 'a reference is dropped that is not owned' },
]);
const hasMandoc = spawnSync('mandoc', ['-Tlint', '/dev/null']).error === undefined;

describe('the manual page', () => {
  it('describes a flag that says the same in two commands once', () => {
    expect(PAGE.match(/^\.It Fl \\-tree Ar DIR$/gm)).toHaveLength(1);
    expect(PAGE).toContain('Described below: \\-\\-tree.');
  });

  it('has the sections that a page of a command has, in their order', () => {
    const sections = [...PAGE.matchAll(/^\.Sh (.*)$/gm)].map((match) => match[1]);
    expect(sections).toEqual([
      ...['NAME', 'SYNOPSIS', 'DESCRIPTION', 'COMMANDS', 'OPTIONS', 'RULES'],
      ...['ENVIRONMENT', 'FILES', 'EXIT STATUS', 'EXAMPLES', 'SEE ALSO', 'BUGS'],
    ]);
  });

  it('lets no text be a macro or an escape', () => {
    expect(PAGE).toContain('\n\\&.dot at its start\n');
    expect(PAGE).toContain('back\\eslash and a \\-dash.');
  });
});

describe.skipIf(!hasMandoc)('mandoc (skipped without it)', () => {
  it('has nothing to warn of', () => {
    const { stdout, stderr } = spawnSync('mandoc', ['-Tlint', '-W', 'warning'], { input: PAGE, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it('renders dashes that can be copied', () => {
    const { stdout } = spawnSync('mandoc', ['-Tutf8'], { input: PAGE, encoding: 'utf8' });
    const text = stdout.replaceAll(/.[\b]/g, '');
    expect(text).toMatch(/^ +--tree DIR$/m);
    expect(text).toMatch(/^ +foliolint check 0001-foo\.patch$/m);
    expect(text).toContain("don't ask");
  });
});
