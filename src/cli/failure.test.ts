import { Errors } from '@oclif/core';
import { expect, it, describe as suite } from 'vitest';
import { describe, exitCodeOf, UsageError } from './failure.js';

suite('a mistake of the user', () => {
  it('is one line and exit code 2', () => {
    const error = new UsageError('cannot write out: it is a directory');
    expect(exitCodeOf(error)).toBe(2);
    expect(describe(error)).toBe('foliolint: cannot write out: it is a directory\n');
  });

  it('stays one line when oclif made more of it, and shows no escape code', () => {
    const error = new Errors.CLIError(
      'Missing 1 required arg:\nRULE  id\u001b[2J of a rule\nSee more help with --help',
    );
    expect(exitCodeOf(error)).toBe(2);
    expect(describe(error)).toBe('foliolint: Missing 1 required arg: RULE  id^[[2J of a rule\n');
  });
});

suite('the end of --help', () => {
  it('is no error', () => {
    expect(exitCodeOf(new Errors.ExitError(0))).toBe(0);
    expect(describe(new Errors.ExitError(0))).toBe('');
  });
});

suite('an error of ours', () => {
  it('is exit code 3 and a report without paths of the machine', () => {
    const report = describe(new TypeError('x is undefined\nsecond line'));
    expect(exitCodeOf(new TypeError('x'))).toBe(3);
    expect(report).toMatch(/^foliolint: internal error: TypeError: x is undefined\n/);
    expect(report).toMatch(/ {4}foliolint \d+\.\d+\.\d+, node v/);
    expect(report).toContain('Please report');
    expect(report).not.toContain(process.cwd());
    expect(report).not.toContain('node_modules');
  });

  it('holds the frames inside the tool, relative', () => {
    const error = new Error('boom');
    const root = new URL('../../', import.meta.url).href;
    error.stack = `Error: boom\n    at f (${root}dist/c/parse.js:1:2)\n    at g (${root}node_modules/x/y.js:3:4)\n    at node:fs:5:6`;
    expect(describe(error)).toContain('\n    at f (dist/c/parse.js:1:2)\n    foliolint ');
  });

  it('may be anything that was thrown', () => {
    expect(exitCodeOf('a string')).toBe(3);
    expect(describe('a string')).toMatch(/^foliolint: internal error: a string\n/);
  });
});
