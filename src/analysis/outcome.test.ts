import { describe, expect, test } from 'vitest';
import { countText } from './count.js';
import type { Requirement, Summary } from './outcome.js';
import { summaryFrom } from './testing.js';
import { signText } from './witness.js';

/** A line for each outcome: what is required, what comes back, what happens. */
function lines({ outcomes }: Summary): string[] {
  return outcomes.map((o) => {
    const effects = o.effects.map((e) => `${e.verb} ${e.object} ${countText(e.times)}${e.fills ? ' filled' : ''}`);
    const result = o.resultIs === undefined ? signText(o.result) : String(o.resultIs);
    return [...o.requires.map(requirementText), result, effects.join(', ') || 'nothing'].join(' | ');
  });
}

function requirementText(r: Requirement): string {
  if (r.kind === 'signs') return `${r.param} ${signText(r.signs)}`;
  return `${r.param} ${r.negated ? 'not ' : ''}${r.kind} ${r.kind === 'is' ? r.value : r.flag}`;
}

describe('summaryOf', () => {
  test.each([
    ['an unconditional effect has one outcome', 'folio_put(folio)', 'puts folio', ['any | puts folio 1']],
    ['true and false', 'folio_try_get(folio)', 'gets folio when true', ['zero | nothing', 'positive | gets folio 1']],
    [
      'an error pointer is never NULL',
      'get(mapping)',
      'gets result unless error',
      ['negative | nothing', 'positive | gets result 1'],
    ],
    [
      'failure has any sign but zero',
      'get(foliop)',
      'gets *foliop when zero',
      ['negative or positive | nothing', 'zero | gets *foliop 1 filled'],
    ],
    [
      'a constant is a class of its own',
      'get(foliop)',
      'gets *foliop when result is 1',
      ['1 | gets *foliop 1 filled', 'any | nothing'],
    ],
    [
      'an argument splits the outcomes',
      'split(page, release)',
      'puts page when release is true',
      ['release is true | any | puts page 1', 'release not is true | any | nothing'],
    ],
    [
      'a flag does, too',
      'grab(folio, flags)',
      'gets folio when flags has FOLL_GET',
      ['flags has FOLL_GET | any | gets folio 1', 'flags not has FOLL_GET | any | nothing'],
    ],
  ])('%s', (_, signature, sentences, expected) => {
    expect(lines(summaryFrom(signature, sentences)).sort()).toEqual([...expected].sort());
  });
});
