import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { explore, type Knowledge, loadOwnership } from '../analysis/index.js';
import { type FunctionSyntax, kernelDialect, lowerFunction, parseUnit } from '../c/index.js';
import { knowledgeOf } from './knowledge.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

function knowledge(text: string, version?: string): Knowledge {
  const image = { path: 'mm/frob.c', text, complete: true, fragments: [] } as const;
  const touched = { changed: [], gaps: [] };
  const unit = parseUnit(image, {
    config: 'all',
    lower: (s) => lowerFunction(s, { dialect: kernelDialect(), touched }),
  });
  return knowledgeOf({ ownership, unit, version });
}

const effects = (k: Knowledge, name: string) =>
  k.summary(name)?.outcomes.flatMap((o) => o.effects.map((e) => `${e.verb} ${e.object}`));

describe('knowledgeOf', () => {
  test('a declared contract wins over the body', () => {
    const k = knowledge('void folio_put(struct folio *folio) { folio_get(folio); }');
    expect([effects(k, 'folio_put'), k.summary('folio_put')?.source]).toEqual([['puts folio'], 'declared']);
  });

  test('the version selects what an API did then', () => {
    const tests = (version: string) =>
      knowledge('', version)
        .summary('filemap_get_folio')
        ?.outcomes.map((o) => o.result);
    expect(tests('6.3')).not.toEqual(tests('6.12'));
  });

  test('a helper that a hunk cuts is not known', () => {
    const text = '\tfolio_put(folio);\n}\n\nvoid whole(struct folio *folio)\n{\n\tfolio_put(folio);\n}\n';
    const fragments = [{ first: 1, last: 7, section: 'void cut(struct folio *folio)' }];
    const lower = (s: FunctionSyntax) =>
      lowerFunction(s, { dialect: kernelDialect(), touched: { changed: [], gaps: [] } });
    const unit = parseUnit({ path: 'mm/frob.c', text, complete: false, fragments }, { config: 'all', lower });
    const k = knowledgeOf({ ownership, unit });
    expect([effects(k, 'cut'), effects(k, 'whole')]).toEqual([undefined, ['puts folio']]);
  });

  test('a helper is read, and a helper of a helper', () => {
    const k = knowledge(
      'void drop(struct folio *folio) { folio_put(folio); }\nvoid twice(struct folio *a, struct folio *b) { drop(a); drop(b); }',
    );
    expect([effects(k, 'drop'), effects(k, 'twice'), k.summary('twice')?.source]).toEqual([
      ['puts folio'],
      ['puts a', 'puts b'],
      'inferred',
    ]);
  });

  test('a path goes on behind a body of which no path fits', () => {
    const text = 'int never(int a) { for (;;) folio_put(a); }\nint caller(int a) { never(a); return 1; }';
    const image = { path: 'mm/frob.c', text, complete: true, fragments: [] } as const;
    const touched = { changed: [], gaps: [] };
    const unit = parseUnit(image, {
      config: 'all',
      lower: (s) => lowerFunction(s, { dialect: kernelDialect(), touched }),
    });
    const caller = unit.functions.find(({ name }) => name === 'caller')!;
    const seen = explore(caller.lower(), knowledgeOf({ ownership, unit }), unit.line);
    expect(seen.ends.map(({ text }) => text)).toEqual(['1']);
  });

  test('recursion ends', () => {
    const k = knowledge('void f(struct folio *folio, int n) { if (n) f(folio, n - 1); else folio_put(folio); }');
    expect(effects(k, 'f')).toEqual(['puts folio']);
  });

  test('a small function without reference operations says that it has none; a long one is not read', () => {
    const long = Array.from({ length: 60 }, (_, n) => `a += ${n};`).join('\n');
    const k = knowledge(`int f(int a) { return a + 1; }\nint g(int a) {\n${long}\nreturn a; }`);
    expect(k.summary('f')?.outcomes).toMatchObject([{ requires: [], result: 7, effects: [] }]);
    expect([k.summary('g'), k.isHarmless('g'), k.summary('unheard_of'), k.isHarmless('unheard_of')]).toEqual([
      undefined,
      true,
      undefined,
      false,
    ]);
  });
});
