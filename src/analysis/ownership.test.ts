import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clausesFor } from './era.js';
import { loadOwnership } from './ownership.js';
import { readOwnershipFile } from './ownership-file.js';
import { parseContract } from './sentence.js';
import { sentencesText, signatureText } from './sentence-text.js';

const RULES = new URL('../../rules/ownership', import.meta.url).pathname;
const shipped = loadOwnership(RULES);
const textOf = (name: string, version?: string, count?: number) => {
  const contract = shipped.contract(name, count)!;
  return sentencesText({ ...contract, clauses: clausesFor(contract, version) });
};

describe('rules/ownership', () => {
  test.each(readdirSync(RULES))('%s reads the same as YAML', (file) => {
    const text = readFileSync(join(RULES, file), 'utf8');
    const ours = readOwnershipFile(text, file);
    const yaml = parse(text) as Record<string, string | string[]>;
    const lists = Object.values(yaml).filter((v) => Array.isArray(v));
    expect(ours.names.map((n) => n.pattern)).toEqual(lists.flat().flatMap((words) => words.split(/\s+/)));
    const entries = Object.entries(yaml).filter(([, v]) => typeof v === 'string') as [string, string][];
    expect(ours.contracts.map(signatureText)).toEqual(entries.map(([key]) => key));
    expect(ours.contracts.map((c) => c.clauses)).toEqual(
      entries.map(([key, text]) => parseContract(key, text, { file, line: 1 }).clauses),
    );
  });

  test('no name is listed twice in one list', () => {
    const names = readdirSync(RULES).flatMap((f) => readOwnershipFile(readFileSync(join(RULES, f), 'utf8'), f).names);
    const keys = names.map((n) => `${n.in} ${n.pattern}`);
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
  });

  test('what is said of a function depends on the kernel', () => {
    expect(textOf('filemap_get_folio', '6.1.0')).toBe('gets result unless null before v6.4');
    expect(textOf('filemap_get_folio', '6.12')).toBe('gets result unless error since v6.4');
    expect(textOf('filemap_get_folio', 'v6.4-rc1')).toBe('gets result unless error since v6.4');
    expect(textOf('folio_isolate_lru')).toBe('gets folio when true since v6.3');
    expect(textOf('prep_new_page', undefined)).toBe('nothing');
    expect(textOf('folio_put', '5.16')).toBe('puts folio');
  });

  test('the number of arguments tells the forms of a function apart', () => {
    expect(textOf('try_to_split_thp_page', undefined, 1)).toBe('puts page when nonzero');
    expect(textOf('try_to_split_thp_page', undefined, 2)).toBe('puts page when nonzero and release is true');
    expect(shipped.contract('shmem_get_folio', 4)?.params[2]).toBe('foliop');
    expect(shipped.contract('shmem_get_folio', 5)?.params[3]).toBe('foliop');
    expect(shipped.contract('shmem_get_folio')?.params).toHaveLength(5);
  });

  test('a function behind an allocation macro has its contract', () => {
    expect(shipped.contract('folio_alloc_noprof')).toBe(shipped.contract('folio_alloc'));
    expect(shipped.contract('no_such_function')).toBeUndefined();
  });

  test('the longest beginning counts, and none for a declared function', () => {
    expect(shipped.isPure('folio_test_large')).toBe(true);
    expect(shipped.isPure('folio_test_clear_dirty')).toBe(false);
    expect(shipped.isHarmless('folio_test_clear_dirty')).toBe(true);
    expect(shipped.isHarmless('folio_set_count')).toBe(false);
    expect(shipped.isHarmless('bio_add_page')).toBe(false);
    expect(shipped.keepsPointer('bio_add_folio_nofail')).toBe(true);
    expect(shipped.ignoresPage('trace_mm_page_free')).toBe(true);
    expect(shipped.ignoresPage('page_to_pfn') && shipped.isPure('page_to_pfn')).toBe(true);
  });
});

describe('loadOwnership', () => {
  let directory = '';
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const load = (text: string) => {
    directory = mkdtempSync(join(tmpdir(), 'ownership-'));
    writeFileSync(join(directory, 'a.yaml'), text);
    return () => loadOwnership(directory);
  };

  test('lists every problem with its line', () => {
    const act = load(
      '# a comment\nf(page): get page\n\n  - name\nharmles:\n  - a*b\ng(page) puts page\nh(page): puts page\nh(p): puts p',
    );
    expect(act).toThrow(
      [
        'a.yaml:2:10: expected a verb, found "get"; did you mean "gets"?',
        'a.yaml:4: expected one of the lists (harmless, names-only, pure, keeps-pointer, dereferences, addresses, speculative, unlocks) above these names',
        'a.yaml:5: expected sentences behind the ":", or one of the lists harmless, names-only, pure, keeps-pointer, dereferences, addresses, speculative, unlocks, found "harmles"; did you mean "harmless"?',
        'a.yaml:6: expected one of the lists (harmless, names-only, pure, keeps-pointer, dereferences, addresses, speculative, unlocks) above these names',
        'a.yaml:7: expected "FUNCTION(PARAMETERS): SENTENCES", a list of names, or a comment',
        `a.yaml:9:7: h with as many parameters stands in ${join(directory, 'a.yaml')}:8 already`,
      ]
        .map((line) => join(directory, line))
        .join('\n'),
    );
  });

  test('a bad name in a list is named', () => {
    expect(load('pure:\n  - ok a*b\n')).toThrow(
      'a.yaml:2: expected a function name, or its beginning and "*", found "a*b"',
    );
  });

  test('a function that is declared to do nothing is harmless', () => {
    expect(load('f(page): nothing # all of it\n')().isHarmless('f')).toBe(true);
  });

  test('a directory that cannot be read is a problem like another', () => {
    expect(() => loadOwnership('/nonexistent')).toThrow('/nonexistent:1: cannot read this directory');
  });
});
