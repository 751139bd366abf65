import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clause, Condition, Contract, Holder, ResultTest, Verb } from './contract.js';
import type { Count } from './count.js';
import { OwnershipError } from './ownership-error.js';
import { parseContract } from './sentence.js';
import { contractText, sentencesText } from './sentence-text.js';

const where = { file: 'x.yaml', line: 7, column: 12 };
const clausesOf = (signature: string, text: string) => parseContract(signature, text, where).clauses;
const one: Count = { constant: 1, terms: {} };

describe('parseContract', () => {
  test.each([
    ['folio_get(folio)', 'gets folio', { verb: 'gets', object: 'folio', times: one }],
    [
      'folio_put_refs(folio, refs)',
      'puts folio times refs',
      { verb: 'puts', times: { constant: 0, terms: { refs: 1 } } },
    ],
    [
      'f(folio)',
      'freezes folio times 1 + 2·nr_pages',
      { verb: 'freezes', times: { constant: 1, terms: { nr_pages: 2 } } },
    ],
    ['f(folio)', 'adds folio to page-cache times all', { verb: 'adds-to', holder: 'page-cache' }],
    ['f(vmf)', 'moves vmf.page to page-table', { verb: 'moves-to', object: 'vmf.page', holder: 'page-table' }],
    ['f(foliop)', 'gets *foliop since v6.4 before v6.19', { object: '*foliop', since: '6.4', before: '6.19' }],
    ['f(pages)', 'gets pages[] times (1 << order)', { times: { constant: 0, terms: { '1 << order': 1 } } }],
  ])('%s: %s', (signature, text, expected) => {
    expect(clausesOf(signature, text)).toEqual([expect.objectContaining(expected)]);
  });

  test('conditions: "when" joins with "and", "unless" denies each of what it joins with "or"', () => {
    expect(clausesOf('f(page, freeze)', 'puts page when zero and freeze is true')[0]!.conditions).toEqual([
      { on: 'result', test: 'zero', negated: false },
      { on: 'argument', name: 'freeze', relation: 'is', value: 'true', negated: false },
    ]);
    expect(clausesOf('f()', 'gets result unless null or result is -16')[0]!.conditions).toEqual([
      { on: 'result', test: 'null', negated: true },
      { on: 'result', test: -16, negated: true },
    ]);
  });

  test('a parameter may be named like a word of the language', () => {
    expect(clausesOf('f(to, error)', 'moves to to structure when error is NULL')[0]).toMatchObject({ object: 'to' });
  });

  test('"nothing" is a contract without clauses', () => {
    expect(parseContract('f(page)', 'nothing', where)).toMatchObject({ params: ['page'], clauses: [] });
  });

  test.each([
    ['f(folio)', 'get folio', 'x.yaml:7:12: expected a verb, found "get"; did you mean "gets"?'],
    [
      'f(folio)',
      'puts foilo',
      'x.yaml:7:17: expected a parameter, "result" or "mapped-folio", found "foilo"; did you mean "folio"?',
    ],
    ['f(folio)', 'puts', 'x.yaml:7:16: expected a parameter, "result" or "mapped-folio", found the end of the line'],
    ['f(folio)', 'adds folio from page-cache', 'x.yaml:7:23: expected "to", found "from"'],
    [
      'f(folio)',
      'puts folio times ref',
      'x.yaml:7:29: expected a number, a parameter, "nr_pages" or "all", found "ref"',
    ],
    [
      'f(folio)',
      'gets folio wen true',
      'x.yaml:7:23: expected "times", "when", "unless", "and", "or", "since", "before" or ";", found "wen"; did you mean "when"?',
    ],
    [
      'f(folio)',
      'gets folio when ture',
      'x.yaml:7:28: expected a test of the result or of an argument, found "ture"; did you mean "true"?',
    ],
    ['f(folio)', 'gets folio since 6.4', 'x.yaml:7:29: expected a kernel version like "v6.4", found "6.4"'],
    ['f(folio)', 'moves folio to page-tabel', 'found "page-tabel"; did you mean "page-table"?'],
    [
      'f folio',
      'gets folio',
      'x.yaml:7: expected a function with its parameter names, as in "folio_put(folio)", found "f folio"',
    ],
  ])('%s: %s is refused', (signature, text, message) => {
    expect(() => parseContract(signature, text, where)).toThrow(OwnershipError);
    expect(() => parseContract(signature, text, where)).toThrow(message);
  });
});

const PARAMS = ['folio', 'foliop', 'refs', 'flags', 'vmf', 'nr_pages', 'to'];
const params = fc.constantFrom(...PARAMS);
const symbol = fc.constantFrom(
  'refs',
  'nr_pages',
  'all',
  'result',
  'HPAGE_PMD_NR',
  'vmf.nr',
  '1 << order',
  'f(a, b) - 1',
);
const count: fc.Arbitrary<Count> = fc.record({
  constant: fc.integer({ min: -9, max: 9 }),
  terms: fc.dictionary(
    symbol,
    fc.integer({ min: -9, max: 9 }).filter((n) => n !== 0),
    { noNullPrototype: true, maxKeys: 3 },
  ),
});
const object = fc.oneof(
  params,
  fc.constantFrom('result', 'mapped-folio', '*foliop', 'vmf.page', 'folio[]', '*foliop[]', 'vmf->page', 'result.page'),
);
const words: ResultTest[] = [
  'true',
  'false',
  'zero',
  'nonzero',
  'null',
  'nonnull',
  'error',
  'negative',
  'positive',
  'valid',
];
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constant('result' as const),
    test: fc.oneof(fc.constantFrom(...words), fc.integer({ min: -4095, max: 4095 })),
    negated: fc.boolean(),
  }),
  fc.record({
    on: fc.constant('argument' as const),
    name: fc.oneof(params, fc.constant('vmf.page')),
    relation: fc.constantFrom('is' as const, 'has' as const),
    value: fc.constantFrom('true', 'NULL', '0', '-1', 'FOLL_PIN', 'FOLL_PIN | FOLL_GET', 'a;b', '(x)'),
    negated: fc.boolean(),
  }),
);
const holders: Holder[] = [
  'caller',
  'page-cache',
  'swap-cache',
  'page-table',
  'private',
  'lru-batch',
  'isolation',
  'allocator',
  'structure',
  'callee',
];
const placing: Verb[] = ['moves-to', 'moves-from', 'adds-to', 'drops-from'];
const plain: Verb[] = [
  'gets',
  'pins',
  'puts',
  'unpins',
  'freezes',
  'unfreezes',
  'sets',
  'frees',
  'returns',
  'borrows',
  'ignores',
];
const version = fc.tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 0, max: 30 })).map(([a, b]) => `${a}.${b}`);
const common = {
  object,
  times: count,
  conditions: fc.array(condition, { maxLength: 4 }),
};
const eras = fc.record({ since: version, before: version }, { requiredKeys: [] });
const clause: fc.Arbitrary<Clause> = fc
  .tuple(
    fc.oneof(
      fc.record({ ...common, verb: fc.constantFrom(...plain) }),
      fc.record({ ...common, verb: fc.constantFrom(...placing), holder: fc.constantFrom(...holders) }),
    ),
    eras,
  )
  .map(([c, era]) => ({ ...c, ...era }));
const contract: fc.Arbitrary<Contract> = fc.record({
  name: fc.constantFrom('folio_put', '__f2'),
  params: fc.constant(PARAMS),
  clauses: fc.array(clause, { maxLength: 4 }),
  source: fc.constant('declared' as const),
  where: fc.constant(where),
});

describe('contractText', () => {
  test('is read back to the same contract', () => {
    fc.assert(
      fc.property(contract, (c) => {
        const [, signature, sentences] = /^([^:]*): (.*)$/.exec(contractText(c))!;
        expect(parseContract(signature!, sentences!, where)).toEqual(c);
      }),
      { numRuns: 1000 },
    );
  });

  test('reads as a person would write it', () => {
    const text = 'gets folio times refs when zero and flags has FOLL_GET since v6.10; puts folio unless null or error';
    expect(sentencesText(parseContract('f(folio, refs, flags)', text, where))).toBe(text);
  });
});
