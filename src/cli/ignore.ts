import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Finding } from '../rules/index.js';
import { makeFolder, printable } from '../text/index.js';
import { UsageError } from './failure.js';
import { tellDiagnostics } from './finish.js';
import { emit } from './output.js';
import { checkInputs, type InputFlags } from './request.js';
import { ignoreFiles, readEntries, readIgnoreFile } from './suppression.js';
import { type Suppressible, suppressionLine } from './suppression-file.js';
import { HIDDEN_ORIGINS, SUPPRESSED } from './telling.js';

const HEADER = '# foliolint ignore: ID RULE FUNCTION FILE REASON\n';

/** Adds a finding to the ignore file. Throws UsageError for an id that is none, is not found, or is there already. */
export async function ignoreId(
  id: string,
  reason: string,
  inputs: readonly string[],
  flags: InputFlags,
): Promise<void> {
  const isChecked = inputs.length > 0 || flags.git !== undefined || flags.staged;
  const finding = isChecked ? await findingOf(id, inputs, flags) : idOnly(id);
  const [file] = await ignoreFiles();
  const { ruleIds } = await import('../rules/index.js');
  const written = textOf(file!);
  const known = written === '' ? [] : readEntries(file!, ruleIds()).entries;
  if (known.some((entry) => entry.id === finding.id))
    throw new UsageError(`${finding.id} is ignored already (${file})`);
  const content = written === '' ? HEADER : written.replace(/(?<=[^\n])$/, '\n');
  makeFolder(dirname(file!));
  emit(`${content}${suppressionLine(finding, reason)}\n`, file);
  process.stdout.write(`${finding.id} is ignored now (${printable(file!)})\n`);
}

/** The text of an ignore file; none where there is no such file. Throws UsageError when it cannot be read. */
function textOf(path: string): string {
  const file = readIgnoreFile(path);
  if (file.kind === 'unread') throw new UsageError(`cannot read ${path}: ${file.because}`);
  return file.kind === 'text' ? file.text : '';
}

/** Prints the lines of all ignore files that count here, below the name of their file. */
export async function listIgnored(): Promise<void> {
  for (const { file, entries } of await readAll())
    if (entries.length > 0)
      process.stdout.write(
        [`${file}:`, ...entries.map(({ text }) => `  ${text.trim()}`)].map((line) => `${printable(line)}\n`).join(''),
      );
}

/** Takes a finding out of the ignore files. Throws UsageError when it is in none. */
export async function forget(id: string): Promise<void> {
  const files = (await readAll()).filter(({ entries }) => entries.some((entry) => entry.id === id));
  if (files.length === 0) throw new UsageError(`${id} is not ignored (foliolint ignore --list)`);
  for (const { file, entries } of files) {
    const gone = new Set(entries.filter((entry) => entry.id === id).map(({ line }) => line));
    const kept = textOf(file)
      .split('\n')
      .filter((_, i) => !gone.has(i + 1));
    emit(kept.join('\n'), file);
    process.stdout.write(`${id} is not ignored any more (${printable(file)})\n`);
  }
}

async function readAll() {
  const { ruleIds } = await import('../rules/index.js');
  const files = (await ignoreFiles()).filter((file) => existsSync(file));
  const read = files.map((file) => ({ file, ...readEntries(file, ruleIds()) }));
  const broken = read.flatMap(({ diagnostics }) => diagnostics);
  await tellDiagnostics(broken, { color: 'auto', quiet: false, verbose: false });
  if (broken.length > 0) process.exitCode = 2;
  return read;
}

function idOnly(id: string): Suppressible {
  if (/^[0-9a-f]{8}$/.test(id)) return { id };
  throw new UsageError(`${id} is no id of a finding: 8 hex digits, or fewer with the INPUT that was checked`);
}

async function findingOf(id: string, inputs: readonly string[], flags: InputFlags): Promise<Finding> {
  if (!/^[0-9a-f]{4,8}$/.test(id)) throw new UsageError(`${id} is no id of a finding: 4 to 8 hex digits`);
  const report = await checkInputs(inputs, { ...flags, include: SUPPRESSED.join() }, HIDDEN_ORIGINS, false);
  await tellDiagnostics(report.diagnostics, { color: 'auto', quiet: false, verbose: false });
  const { findById } = await import('../report/index.js');
  const found = new Map(findById(report, id).map(({ finding }) => [finding.id, finding]));
  const [finding, second] = [...found.values()];
  if (!finding) throw new UsageError(`no finding ${id} in what was checked`);
  if (second) throw new UsageError(`${id} is not one finding: ${[...found.keys()].join(', ')}`);
  return finding;
}
