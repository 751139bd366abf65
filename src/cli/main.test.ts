import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from './telling.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LEAK = 'testdata/series/zswap-leak';
const built = existsSync(`${ROOT}dist/cli/main.js`);

function foliolint(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/foliolint.js`, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input: '',
  });
  return { status, stdout, stderr };
}

describe.skipIf(!built)('the built program (skipped before `npm run build`)', () => {
  it('lists its commands', () => {
    const { status, stdout, stderr } = foliolint('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const command of ['check', 'explain', 'replay', 'rules', 'scan'])
      expect(stdout).toMatch(RegExp(`^  ${command} `, 'm'));
  });

  it('lists the formats that it can write, each on a line', () => {
    const { stdout } = foliolint('check', '--help');
    const listed = stdout.split('\n  Formats:\n')[1]!.split('\n\n')[0]!.split('\n');
    const names = listed.map((line) => line.trim().split(/ +/)[0]);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(REPORT_FORMATS), 'b4-agent']));
    expect(listed.filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    [['check'], 'nothing to check: name a patch, mbox or maildir, - for stdin, -g RANGE, or --staged'],
    [['check', '--nope', 'x'], 'Nonexistent flag: --nope'],
    [
      ['scan', '--format', 'b4-agent', 'x'],
      `--format b4-agent is not available (${Object.keys(REPORT_FORMATS).join(', ')})`,
    ],
    [['check', '--types', 'over-putt', 'x'], '--types over-putt: no such rule, did you mean over-put?'],
    [['check', '-j', '0', 'x'], 'Parsing --jobs Expected an integer greater than or equal to 1 but received: 0'],
    [
      ['review', '--include', 'nope', 'x'],
      '--include nope: not one of preexisting, transient, resolved, ignored, baseline, unconfirmed',
    ],
    [['chek'], 'chek is not a command, did you mean check?'],
    [['scan'], 'nothing to scan: name C files or directories'],
    [['explain', 'nope'], 'nope: no such rule (foliolint rules lists them)'],
    [
      ['replay', '7c1e02d4', '--compare', 'base', '--format', 'ftrace', 'x'],
      '--compare prints text or json, not ftrace',
    ],
    [['trace', 'import', 'no/such/log'], 'cannot read no/such/log: no such file'],
    [['trace', 'import', 'src'], 'cannot read src: it is a directory'],
    [['trace', 'import', '-', '--pfn', 'abc'], '--pfn abc: a page frame number is 0x104a00 or decimal'],
    [['trace', 'import', '-', '--format', 'ftrace'], '--format ftrace is not available (text, json)'],
    [['replay', 'xyz', 'x'], 'xyz is no id of a finding: 4 to 8 hex digits'],
  ])('ends with 2 and one line: %j', (args, line) => {
    expect(foliolint(...args)).toEqual({ status: 2, stdout: '', stderr: `foliolint: ${line}\n` });
  });

  it('scans a file by its path in the tree, and by its absolute path', () => {
    const tree = 'testdata/series/use-after-put/tree';
    for (const path of ['mm', `${ROOT}${tree}/mm`])
      expect(foliolint('scan', path, '--tree', tree, '--terse')).toMatchObject({ status: 0, stderr: '' });
  });

  it('writes a completion script and a manual page of all commands', () => {
    const { stdout } = foliolint('completion', 'bash');
    for (const word of ['check', 'trace', '--fail-on', 'sarif', 'over-put'])
      expect(stdout).toMatch(RegExp(`[ ']${word}[ ']`));
    expect(foliolint('man').stdout).toMatch(/^\.Ss "trace import"$/m);
  });

  it('prints the page of every rule that it lists', () => {
    const ids = foliolint('rules')
      .stdout.split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ')[0]!);
    expect(ids).toContain('refcount-leak');
    const { status, stdout } = foliolint('explain', ids[0]!);
    expect(status).toBe(0);
    expect(stdout).toMatch(RegExp(`^${ids[0]} \\((error|warning|note)\\)\n`));
    expect(stdout).not.toMatch(/```|want:/);
    expect(foliolint('explain').stdout).toBe(foliolint('rules').stdout);
  });

  it('reads what is piped in, and waits for nothing else', () => {
    const check = 'foliolint() { "$NODE" bin/foliolint.js "$@"; }; foliolint check';
    const shell = (script: string) => {
      const env = { ...process.env, NODE: process.execPath };
      const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
        cwd: ROOT,
        env,
        encoding: 'utf8',
        input: '',
      });
      return { status, stdout, stderr };
    };
    const found = { status: 1, stderr: '', stdout: expect.stringContaining('foliolint replay 35ad1d47 FILE --tree') };
    expect(shell(`cat ${LEAK}/series.mbox | (${check} --tree ${LEAK}/tree)`)).toEqual(found);
    expect(shell(`(${check} --tree ${LEAK}/tree) <${LEAK}/series.mbox`)).toEqual(found);
    const line = 'foliolint: nothing to check: name a patch, mbox or maildir, - for stdin, -g RANGE, or --staged\n';
    const nothing = { status: 2, stdout: '', stderr: line };
    expect(shell(`(${check}) </dev/null`)).toEqual(nothing);
    expect(shell(`: | (${check})`)).toEqual(nothing);
    if (spawnSync('script', ['--version']).status !== 0) return;
    const onTerminal = spawnSync('script', ['-qec', `sh -c '${check}'`, '/dev/null'], {
      cwd: ROOT,
      env: { ...process.env, NODE: process.execPath },
      encoding: 'utf8',
    });
    expect({ status: onTerminal.status, stdout: onTerminal.stdout.replaceAll('\r', '') }).toEqual({
      status: 2,
      stdout: line,
    });
  });

  it('tells findings first, then what is to be known of the input, and the sums last', () => {
    const script = `"$0" bin/foliolint.js check no.patch ${LEAK}/series.mbox --tree ${LEAK}/tree 2>&1`;
    const { stdout } = spawnSync('sh', ['-c', script, process.execPath], { cwd: ROOT, encoding: 'utf8' });
    const lines = stdout.split('\n').filter((text) => /^\S/.test(text));
    expect(lines).toEqual([
      expect.stringContaining('mm/cellar.c:46:3: error:'),
      'no.patch: error: this does not exist',
      '1 patch: 1 confirmed, 0 unconfirmed',
    ]);
  });

  it.skipIf(!existsSync('/dev/full'))('tells a full disk, and not by the exit code of findings', () => {
    const stdout = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [`${ROOT}bin/foliolint.js`, 'explain', 'over-put'], {
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'pipe'],
    });
    closeSync(stdout);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'foliolint: cannot write the output: no space left on device\n',
    });
  });

  it('says nothing when its reader has gone', () => {
    const script = `"${process.execPath}" bin/foliolint.js explain refcount-leak | true`;
    const { stderr } = spawnSync('sh', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
  });
});
