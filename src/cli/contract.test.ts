import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderContract, renderContractJson, renderDisagreements, renderDisagreementsJson } from '../report/index.js';
import { allContracts, contractOf } from './contract.js';

const FILES: Readonly<Record<string, string>> = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\n',
  'mm/filemap.c':
    'struct folio *filemap_get_folio(struct address_space *mapping, pgoff_t index)\n{\n' +
    '\tstruct folio *folio = frob_find(mapping, index);\n\n\tif (!folio)\n\t\treturn NULL;\n' +
    '\tfolio_get(folio);\n\treturn folio;\n}\n',
  'mm/swap.c':
    'void folio_put(struct folio *folio)\n{\n\tfolio_get(folio);\n}\n' +
    'void folio_get(struct folio *folio)\n{\n\tpage_ref_inc(&folio->page);\n}\n',
  'fs/frob.c':
    'static void drop(struct folio *folio, bool release)\n{\n\tif (release)\n\t\tfolio_put(folio);\n}\n' +
    '#define frob_end(f) folio_put(f)\n',
};

const tree = mkdtempSync(join(tmpdir(), 'foliolint-contract-'));

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
});

afterAll(() => rmSync(tree, { recursive: true }));

const block = async (word: string, folder: string | undefined = tree) =>
  renderContract((await contractOf(word, folder)).told, false)
    .replace(/\.yaml:\d+/g, '.yaml:N')
    .split('\n');

it('tells what holds in the kernel of the tree, and what the body does', async () => {
  expect(await block('filemap_get_folio')).toEqual([
    'filemap_get_folio(mapping, index), v6.1.9',
    '  declared   gets result unless null before v6.4',
    '             rules/ownership/pagemap.yaml:N',
    '  elsewhere  gets result unless error since v6.4',
    '  inferred   gets result unless null',
    '             mm/filemap.c:1',
    '  they agree',
    '',
  ]);
});

it('tells of what is not declared, and of a static function of a file', async () => {
  expect(await block('fs/frob.c:drop')).toEqual([
    'drop(folio, release), v6.1.9',
    '  declared   nothing is declared of it',
    '  inferred   puts folio when release is true',
    '             fs/frob.c:1',
    '  inferred holds: nothing wins over it',
    '',
  ]);
  expect(await block('frob_end')).toContain('  inferred   not read: is a macro');
});

it('tells of a function in a list', async () => {
  expect(await block('folio_lock')).toContain('  listed     harmless: leaves the references as they are');
});

it.each([
  ['folio_putt', 'folio_putt: neither declared nor found in the tree, did you mean folio_put?'],
  ['mm/swap.c:drop', 'drop: neither declared nor found in mm/swap.c'],
  ['mm/none.c:drop', 'mm/none.c: not in the tree'],
  ['../swap.c:drop', '../swap.c: not in the tree'],
  ['folio put', 'folio put: not the name of a function'],
])('%s is refused in a line', async (word, message) => {
  await expect(contractOf(word, tree)).rejects.toThrow(message);
});

it('lists the contracts that bodies contradict', async () => {
  const { told } = await allContracts(tree);
  const text = renderDisagreements(told, false).replace(/\.yaml:\d+/g, '.yaml:N');
  expect(text.split('\n')).toEqual([
    'mm/swap.c:1: folio_put(folio)',
    '  declared   puts folio',
    '             rules/ownership/page-ref.yaml:N',
    '  listed     dereferences: looks into the page, there must be one',
    '             rules/ownership/page-ref.yaml:N',
    '  inferred   gets folio',
    '             mm/swap.c:1',
    '1 of 3 contracts are contradicted by the body in v6.1.9, 2 equal, 0 not seen in full',
    '',
  ]);
  expect(JSON.parse(renderDisagreementsJson(told))).toMatchObject({
    contradicted: [{ function: 'folio_put', inferred: { sentences: ['gets folio'], file: 'mm/swap.c', line: 1 } }],
    counts: { different: 1, equal: 2, unseen: 0 },
  });
});

it('says the same to programs', async () => {
  const { told } = await contractOf('filemap_get_folio', tree);
  expect(JSON.parse(renderContractJson(told))).toMatchObject({
    function: 'filemap_get_folio',
    kernel: '6.1.9',
    declared: [
      { sentences: ['gets result unless null before v6.4'], elsewhere: ['gets result unless error since v6.4'] },
    ],
    inferred: { sentences: ['gets result unless null'], sometimes: [], keeps: [] },
    agreement: 'equal',
  });
});
