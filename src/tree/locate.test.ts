import { describe, expect, it } from 'vitest';
import type { DiffLine, Hunk } from '../input/index.js';
import { locate, target } from './locate.js';

const KINDS = { ' ': 'context', '+': 'added', '-': 'removed' } as const;

/** A hunk of marked lines at 1-based `oldStart`. */
function hunk(oldStart: number, ...marked: string[]): Hunk {
  const lines = marked.map((text): DiffLine => ({ kind: KINDS[text[0] as ' '], text: text.slice(1), inputLine: 1 }));
  const oldCount = lines.filter(({ kind }) => kind !== 'added').length;
  return { oldStart, oldCount, newStart: oldStart, newCount: 0, section: '', lines, inputLine: 1 };
}

const FILE = ['int a;', '', 'int f(void)', '{', '\tget(x);', '\tput(x);', '', '\treturn 0;', '}', '', 'int z;'];
const whole = { whitespace: false, blankLines: false };

function place(patch: Hunk, { file = FILE, damage = whole, from = 0 } = {}) {
  const found = locate(target(file, damage), patch, patch.oldStart - 1, from);
  return found && { positions: found.positions, fuzz: found.fuzz, offset: found.offset };
}

describe('locate', () => {
  it('takes the place that the header names, else the nearest', () => {
    const twice = [...FILE, ...FILE];
    expect(place(hunk(5, ' \tget(x);', '-\tput(x);', ' '))).toEqual({ positions: [4, 5, 6], fuzz: 0, offset: 0 });
    expect(place(hunk(14, ' \tget(x);', '-\tput(x);', ' '), { file: twice })?.positions[0]).toBe(15);
    expect(place(hunk(8, ' \tget(x);', '-\tput(x);', ' '), { file: twice })?.positions[0]).toBe(4);
    expect(place(hunk(8, ' \tget(x);', '-\tput(x);', ' '), { file: twice, from: 5 })?.positions[0]).toBe(15);
  });
  it('gives up one and two lines of context at each end, never a changed line', () => {
    const [first, second] = [
      [' {', ' other1', ' \tget(x);'],
      [' ', ' \treturn 0;', ' other2'],
    ];
    expect(place(hunk(4, ' other', ' \tget(x);', '-\tput(x);', ' ', ' other'))?.fuzz).toBe(1);
    expect(place(hunk(3, ...first, '-\tput(x);', ...second))?.fuzz).toBe(2);
    expect(place(hunk(5, ' \tget(x);', '-\tput(y);', ' '))).toBeUndefined();
  });
  it('does not go by braces alone', () => {
    expect(place(hunk(8, ' other', ' }', '+\tnew();', ' ', ' other'))).toBeUndefined();
  });
  it('holds a hunk that ends with the file at its end, unless all its lines are found just once', () => {
    const twice = ['a', 'b', 'c', 'x', 'a', 'b', 'c'];
    expect(place(hunk(1, ' a', '+n', ' b', ' c'), { file: twice })?.positions).toEqual([0, 1, 2]);
    expect(place(hunk(2, ' a', ' b', ' c', '+n'), { file: twice })?.positions).toEqual([4, 5, 6]);
    expect(place(hunk(5, ' \tget(x);', '-\tput(x);'))?.positions).toEqual([4, 5]);
  });
  it('passes over carriage returns', () => {
    expect(place(hunk(1, ' a', '-b'), { file: ['a\r', 'b\r'] })?.positions).toEqual([0, 1]);
  });
});

describe('locate in a damaged patch', () => {
  it('compares without blanks where they were lost', () => {
    const patch = hunk(5, ' get(x);', '-put(x);', ' ');
    expect(place(patch)).toBeUndefined();
    expect(place(patch, { damage: { ...whole, whitespace: true } })?.positions).toEqual([4, 5, 6]);
  });
  it('passes over empty lines of the file where they were lost', () => {
    const patch = hunk(1, ' int a;', ' int f(void)', ' {', ' \tget(x);', '-\tput(x);', ' \treturn 0;', ' }', ' int z;');
    expect(place(patch)).toBeUndefined();
    const damage = { ...whole, blankLines: true };
    expect(place(patch, { damage })?.positions).toEqual([0, 2, 3, 4, 5, 7, 8, 10]);
  });
});
