import { afterEach, expect, it, vi } from 'vitest';
import { FORMS } from '../report/index.js';
import { finish } from './finish.js';

const written: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  written.length = 0;
  process.exitCode = undefined;
});

it('prints the report, then what failed, and exits with 3', async () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const fault = new TypeError('a fault of ours');
  const message = 'internal error at frob(): it was not analysed, all else was';
  await finish(
    {
      tool: { name: 'foliolint', version: '0' },
      tree: { kind: 'none' },
      patches: [],
      diagnostics: [{ level: 'error', input: 'mm/frob.c', line: 3, message, fault }],
    },
    {
      format: 'text',
      output: undefined,
      color: 'never',
      failOn: 'confirmed',
      include: [],
      terse: false,
      showTypes: false,
      showFile: false,
      quiet: false,
      verbose: false,
      summary: true,
    },
  );
  expect(process.exitCode).toBe(3);
  expect(written.join('')).toContain(`mm/frob.c:3: error: ${message}\n`);
  expect(written.join('')).toContain('foliolint: internal error: TypeError: a fault of ours\n');
});

it('tells what was found in words where another format fails, and leaves the file as it was', async () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(FORMS.sarif, 'render').mockImplementation(() => {
    throw new TypeError('a fault of the format');
  });
  vi.spyOn(FORMS.text, 'render').mockReturnValue('what was found\n');
  const look = {
    color: 'never',
    terse: false,
    showTypes: false,
    showFile: false,
    quiet: false,
    verbose: false,
  } as const;
  const output = '/nonexistent/report.sarif';
  await finish(
    { tool: { name: 'foliolint', version: '0' }, tree: { kind: 'none' }, patches: [], diagnostics: [] },
    { ...look, format: 'sarif', output, failOn: 'confirmed', include: [], summary: true },
  );
  expect(process.exitCode).toBe(3);
  expect(written[0]).toBe('what was found\n');
  expect(written.join('')).toContain('foliolint: internal error: TypeError: a fault of the format\n');
});
