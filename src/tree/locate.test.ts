import { describe, expect, it } from 'vitest';
import type { DiffLine, Hunk } from '../input/index.js';
import { locate, locateCut, type Tolerance, target } from './locate.js';

const KINDS = { ' ': 'context', '+': 'added', '-': 'removed' } as const;

/** A hunk of marked lines at 1-based `oldStart`. */
function hunk(oldStart: number, ...marked: string[]): Hunk {
  const lines = marked.map((text): DiffLine => ({ kind: KINDS[text[0] as ' '], text: text.slice(1), inputLine: 1 }));
  const oldCount = lines.filter(({ kind }) => kind !== 'added').length;
  return { oldStart, oldCount, newStart: oldStart, newCount: 0, section: '', lines, inputLine: 1 };
}

const FILE = ['int a;', '', 'int f(void)', '{', '\tget(x);', '\tput(x);', '', '\treturn 0;', '}', '', 'int z;'];
const whole = { whitespace: false, blankLines: false };

function place(patch: Hunk, { file = FILE, damage = whole, from = 0, tolerance = 'none' as Tolerance } = {}) {
  return locate(target(file, damage, tolerance), patch, patch.oldStart - 1, from)?.positions;
}

describe('locate', () => {
  it('takes the place that the header names, else the nearest', () => {
    const twice = [...FILE, ...FILE];
    expect(place(hunk(5, ' \tget(x);', '-\tput(x);', ' '))).toEqual([4, 5, 6]);
    expect(place(hunk(14, ' \tget(x);', '-\tput(x);', ' '), { file: twice })?.[0]).toBe(15);
    expect(place(hunk(8, ' \tget(x);', '-\tput(x);', ' '), { file: twice })?.[0]).toBe(4);
    expect(place(hunk(8, ' \tget(x);', '-\tput(x);', ' '), { file: twice, from: 5 })?.[0]).toBe(15);
  });
  it('gives up no line: what git does not apply has no place', () => {
    expect(place(hunk(4, ' other', ' \tget(x);', '-\tput(x);', ' ', ' other'))).toBeUndefined();
    expect(place(hunk(5, ' \tget(x);', '-\tput(y);', ' '))).toBeUndefined();
  });
  it('stays in the function that the hunk begins in', () => {
    const second = FILE.map((text) => text.replace('f(', 'g('));
    const twice = [...FILE, ...second];
    const body = [' \tget(x);', '-\tput(x);', ' '];
    const named = (section: string, ...lines: string[]) => ({ ...hunk(5, ...lines), section });
    expect(place(named('int g(void)', ...body), { file: twice })?.[0]).toBe(15);
    expect(place(named('int h(void)', ...body), { file: twice })).toBeUndefined();
    expect(place(named('struct h {', ...body), { file: twice })?.[0]).toBe(4);
    // What the hunk shows of the next function counts for more than the name of the one before.
    const next = [' ', ' int f(void)', ' {', '-\tget(x);', ' \tput(x);', ' ', ' \treturn 0;'];
    expect(place({ ...hunk(2, ...next), section: 'int e(void)' }, { file: twice })?.[0]).toBe(1);
  });
  it('holds a hunk that ends with the file at its end; one that was cut is where all its lines are found just once', () => {
    const twice = ['a', 'b', 'c', 'x', 'a', 'b', 'c'];
    expect(place(hunk(1, ' a', '+n', ' b', ' c'), { file: twice })).toEqual([0, 1, 2]);
    expect(place(hunk(2, ' a', ' b', ' c', '+n'), { file: twice })).toEqual([4, 5, 6]);
    const cut = hunk(5, ' \tget(x);', '-\tput(x);');
    expect(place(cut)).toBeUndefined();
    expect(locateCut(target(FILE, whole, 'none'), cut, 0)?.positions).toEqual([4, 5]);
    expect(locateCut(target([...FILE, ...FILE], whole, 'none'), cut, 0)).toBeUndefined();
  });
  it('passes over carriage returns', () => {
    expect(place(hunk(1, ' a', '-b'), { file: ['a\r', 'b\r'] })).toEqual([0, 1]);
  });
});

describe('locate in a damaged patch', () => {
  it('compares without blanks where they were lost', () => {
    const patch = hunk(5, ' get(x);', '-put(x);', ' ');
    expect(place(patch)).toBeUndefined();
    expect(place(patch, { tolerance: 'all' })).toEqual([4, 5, 6]);
  });
  it('allows for lost tabs, and for lost blanks at the ends of lines', () => {
    const blanks = hunk(5, '         get(x);', '-        put(x);', ' ');
    expect(place(blanks, { tolerance: 'trailing' })).toBeUndefined();
    expect(place(blanks, { tolerance: 'blanks' })).toEqual([4, 5, 6]);
    const file = FILE.map((text) => `${text} `);
    expect(place(hunk(5, ' \tget(x);', '-\tput(x);', ' '), { file, tolerance: 'trailing' })).toEqual([4, 5, 6]);
  });
  it('passes over empty lines of the file where they were lost', () => {
    const patch = hunk(1, ' int a;', ' int f(void)', ' {', ' \tget(x);', '-\tput(x);', ' \treturn 0;', ' }', ' int z;');
    expect(place(patch)).toBeUndefined();
    const damage = { ...whole, blankLines: true };
    expect(place(patch, { damage })).toEqual([0, 2, 3, 4, 5, 7, 8, 10]);
  });
});
