import { describe, expect, it } from 'vitest';
import { ignoreNotes } from './ignore-note.js';
import { splitLines } from './message.js';

const notes = (text: string) => ignoreNotes(splitLines(text));

describe('ignoreNotes', () => {
  it('reads what stands below the cut line', () => {
    expect(notes('body\n---\nv2: rebased\nfoliolint: ignore over-put the table owns it \n mm/a.c | 2 +-\n')).toEqual([
      { rule: 'over-put', reason: 'the table owns it', line: 4 },
    ]);
  });

  it('reads nothing above it', () => {
    expect(notes('foliolint: ignore over-put why\n---\n mm/a.c | 2 +-\n')).toEqual([]);
    expect(notes('foliolint: ignore over-put why\n')).toEqual([]);
  });

  it('keeps what is not whole, for whoever knows the rules', () => {
    expect(notes('---\nfoliolint: ignore\nfoliolint: ignore over-put\n')).toEqual([
      { rule: '', reason: '', line: 2 },
      { rule: 'over-put', reason: '', line: 3 },
    ]);
  });
});
