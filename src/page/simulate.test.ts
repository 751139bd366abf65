import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../text/index.js';
import { builtin } from './builtin.js';
import { widthOf } from './script.js';
import { type SimulatedKernel, type SimulatedOperation, simulate } from './simulate.js';
import { simulationJson, simulationText } from './simulate-text.js';

const FOLDER = resolve(import.meta.dirname, '../../testdata/simulate');
const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.sim'));

describe.each(scripts)('the script %s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const { operations, diagnostics } = simulated(text, name, { semantics: builtin('6.12'), version: '6.12' });
  const mistakes = diagnostics.map(({ line, message }) => `${name}:${line}: ${message}\n`).join('');

  it('reads as people are told', async () => {
    await expect(textOf(operations, widthOf(text)) + mistakes).toMatchFileSnapshot(
      join(FOLDER, name.replace('.sim', '.txt')),
    );
  });

  it('reads as machines are told', async () => {
    await expect([...simulationJson(operations)].join('')).toMatchFileSnapshot(
      join(FOLDER, name.replace('.sim', '.jsonl')),
    );
  });
});

describe('a simulation', () => {
  const run = (script: string) => simulated(script, '-', { semantics: builtin() });

  it('prints 1, 0, 0, 0 for a block of order 2, and 1, 1, 1, 1 when it is split', () => {
    const { operations } = run('alloc 2\nsplit_page');
    expect(operations.map(({ counts }) => counts)).toEqual([
      [1, 0, 0, 0],
      [1, 1, 1, 1],
    ]);
  });

  it('goes on behind a line that it cannot run', () => {
    const { operations, diagnostics } = run('init_page_count\nbogus\npage_ref_inc');
    expect(operations.map(({ op }) => op)).toEqual(['init_page_count', 'page_ref_inc']);
    expect(diagnostics).toEqual([
      { level: 'error', input: '-', line: 2, message: 'no function or operation is named bogus here' },
    ]);
  });

  it('tells a check that fires for many pages once, and the first 100 of many mistakes', () => {
    const { operations } = run('memmap_init 8\npage 8\npage_ref_inc\npage 0\nfree 3');
    expect(textOf(operations)).toContain('[BUG: nonzero _refcount@mm/page_alloc.c:free_pages_prepare, 7 times]');
    const { diagnostics } = run('bogus\n'.repeat(1000));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)!.message).toBe('900 more lines could not be run');
  });

  it('prints a script of very many lines', () => {
    const { operations } = run('page_ref_count\r\n'.repeat(150_000));
    expect(textOf(operations).split('\n')).toHaveLength(150_001);
  });

  it('tells names from the prototype of an object from operations', () => {
    expect(run('constructor\nhold toString\nhasOwnProperty 1').diagnostics).toHaveLength(3);
  });

  it('makes a page a tail and a page of its own again', () => {
    const { operations } = run('init_page_count\npage 3\ntailof 0\nget_page\nuntail\nget_page');
    expect(operations.map(({ raw }) => raw)).toEqual([1, 0, 0, 0, 0, 1]);
    expect(operations.at(-1)?.bugs).toHaveLength(1);
  });
});

function simulated(script: string, input: string, kernel: SimulatedKernel) {
  const diagnostics: Diagnostic[] = [];
  const operations = [...simulate(script, input, kernel, (it) => diagnostics.push(it))];
  return { operations, diagnostics };
}

function textOf(operations: readonly SimulatedOperation[], width = 0): string {
  return [...simulationText(operations, width)].join('');
}
