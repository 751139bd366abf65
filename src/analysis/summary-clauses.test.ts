import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { agreement } from './agreement.js';
import { countText } from './count.js';
import { clausesFor } from './era.js';
import { infer } from './infer.js';
import { type Outcome, type Summary, summaryOf } from './outcome.js';
import { loadOwnership } from './ownership.js';
import { withSignRequirements } from './requirement-words.js';
import { parseContract } from './sentence.js';
import { sentencesText } from './sentence-text.js';
import { mayBeBoth } from './settle.js';
import { clausesOf, type Types } from './summary-clauses.js';
import { exploreText, summaryFrom } from './testing.js';

const where = { file: 'x.yaml', line: 1, column: 1 };
const { contracts } = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

function told(summary: Summary, types: Types = {}) {
  const { name, params } = summary;
  const { always, sometimes } = clausesOf(summary, types);
  const text = (clauses: typeof always) => sentencesText({ name, params, clauses, source: 'inferred', where });
  return { always: text(always), sometimes: text(sometimes) };
}

const effects = ({ effects }: Outcome) =>
  effects.map((e) => `${e.verb} ${e.object} ${countText(e.times)} ${e.holder ?? ''} ${e.fills}`).sort();

/** Outcomes of `b` that can hold together with one of `a` and do something else. */
function others(a: Summary, b: Summary): string[] {
  const [here, there] = [a, b].map((s) => s.outcomes.map(withSignRequirements)) as [Outcome[], Outcome[]];
  const isOf = (o: Outcome, other: Outcome) => o.resultIs === other.resultIs && mayBeBoth(o, other);
  return here.flatMap((o) =>
    there
      .filter((other) => isOf(o, other) && effects(o).join() !== effects(other).join())
      .map((x) => JSON.stringify(x)),
  );
}

describe('clausesOf', () => {
  test.each(['6.1', '6.12', '7.0'])(
    'the sentences of every declared contract in v%s read back to an equal summary',
    (v) => {
      const wrong = contracts.flatMap((contract) => {
        const summary = summaryOf(contract, clausesFor(contract, v));
        const { always, sometimes } = told(summary);
        const again = parseContract(`${contract.name}(${contract.params.join(', ')})`, always, where);
        const found = others(summary, summaryOf(again, again.clauses));
        return found.length === 0 && sometimes === 'nothing' ? [] : [{ name: contract.name, always, sometimes, found }];
      });
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    ['void f(struct folio *folio) { folio_put(folio); }', {}, 'puts folio'],
    [
      'void f(struct folio *folio, bool release) { if (release) folio_put(folio); }',
      { params: { release: 'bool' } },
      'puts folio when release is true',
    ],
    [
      'void f(struct folio *folio, int n) { if (n < 0) folio_put(folio); }',
      { params: { n: 'int' } },
      'puts folio when n is negative',
    ],
    [
      'void f(struct folio *folio, int flags) { if (!(flags & FROB_KEEP)) folio_put(folio); }',
      {},
      'puts folio unless flags has FROB_KEEP',
    ],
    [
      'struct folio *f(gfp_t gfp) { return folio_alloc(gfp, 0); }',
      { returnType: 'struct folio *' },
      'moves result from allocator unless null',
    ],
    ['void f(struct folio *folio, int n) { folio_put_refs(folio, n); }', {}, 'puts folio times n'],
  ])('%s', (text, types, expected) => {
    expect(told(infer(exploreText(text)), types)).toEqual({ always: expected, sometimes: 'nothing' });
  });

  test('what the conditions do not tell apart happens on some paths', () => {
    const summary = summaryFrom('f(folio)', 'puts folio');
    const [one] = summary.outcomes;
    const both = { ...summary, outcomes: [one!, { ...one!, effects: [] }] };
    expect(told(both)).toEqual({ always: 'nothing', sometimes: 'puts folio' });
  });
});

describe('agreement', () => {
  test.each([
    ['the same', 'puts folio', 'puts folio', 'equal'],
    [
      'of a transfer the body shows the raw count',
      'adds folio to page-cache when zero',
      'gets folio when zero',
      'equal',
    ],
    ['or nothing', 'moves folio to structure', 'nothing', 'equal'],
    ['a count that was not seen', 'puts folio when zero', 'nothing', 'unseen'],
    ['another count', 'puts folio', 'puts folio times 2', 'different'],
    ['another direction', 'puts folio', 'gets folio', 'different'],
    ['another condition', 'puts folio when zero', 'puts folio when negative', 'different'],
    ['counts with symbols differ by their signs only', 'puts folio times all', 'puts folio times 1 + refs', 'equal'],
    ['a frozen page has no number', 'puts folio', 'freezes folio', 'unseen'],
    ['an object that nothing is said of', 'nothing', 'puts folio', 'different'],
    ['no word for an error', 'gets result unless null', 'gets result when nonzero', 'equal'],
  ])('%s', (_, declared, inferred, expected) => {
    const body: Summary = { ...summaryFrom('f(folio, refs)', inferred), source: 'inferred' };
    expect(agreement(summaryFrom('f(folio, refs)', declared), body)).toBe(expected);
  });

  test('parameters are compared by their places', () => {
    const body: Summary = { ...summaryFrom('f(a, n)', 'puts a times n'), source: 'inferred' };
    expect(agreement(summaryFrom('f(folio, refs)', 'puts folio times refs'), body)).toBe('equal');
  });
});
