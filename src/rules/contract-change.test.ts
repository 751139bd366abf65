import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import { openLibrary } from '../kernel/index.js';
import { replay } from '../replay/index.js';
import type { KernelTree } from '../tree/index.js';
import { splitLines } from '../tree/lines.js';
import { pairOfEdits } from '../tree/pair.js';
import { contractChanges } from './contract-change.js';
import { checkFile } from './file.js';
import { readRulePage } from './page.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

type Texts = Readonly<Record<string, string>>;

function treeOf(texts: Texts): KernelTree {
  const paths = Object.keys(texts).sort();
  return {
    kind: 'directory',
    version: '6.12',
    prefetch: async () => {},
    read: (path) => texts[path],
    exists: (path) => path in texts,
    stamp: () => undefined,
    list: async (folder) => paths.filter((path) => path.startsWith(`${folder}/`)),
    entries: async (folder) => paths.filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
    blob: () => undefined,
    unread: () => [],
  };
}

/** What is told of callers when the line of `path` that reads `from` becomes `to`; `others` are as after the series. */
async function told(path: string, text: string, [from, to]: readonly [string, string], others: Texts = {}) {
  const pre = splitLines(text);
  const at = pre.lines.findIndex((line) => line.trim() === from);
  expect(at).toBeGreaterThan(0);
  const edit = { at, removed: 1, added: to === '' ? [] : to.split('\n').map((line) => `\t${line}`), noNewline: false };
  const pair = pairOfEdits({ pre: path, post: path }, pre, [edit]);
  const tree = treeOf({ ...others, [path]: pair.post!.text });
  const library = await openLibrary(tree, [path]);
  const libraries = { pre: await openLibrary(treeOf({ ...others, [path]: text }), [path]), post: library };
  const { effects } = checkFile(pair, { ownership, version: '6.12', libraries });
  const all = await Promise.all(effects.map((e) => contractChanges(e, { tree, library, ownership })));
  const findings = all.flatMap((one) => one.findings);
  return findings.map((f) => {
    const due = f.due ?? { claim: { constant: 0, terms: {} }, because: '' };
    return `${f.function}:${f.line} ${f.trace?.file} ${f.trace?.function} ${f.hazard} ${f.object} ${replay(f.trace!, f.hazard!, due).outcome}`;
  });
}

const INSERT = `int frob_insert(struct frob *frob, struct folio *folio)
{
	int err = frob_prepare(frob);

	if (err)
		frob_fail(frob);
	return err;
}
`;
const CONSUMES = INSERT.replace('frob_fail(frob)', 'folio_put(folio)');

const caller = (onError: string) => `int frob_new(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = frob_insert(frob, folio);
	if (err) {
		${onError}
		return err;
	}
	frob->folio = folio;
	return 0;
}
`;
const PUTS = caller('folio_put(folio);');
const LEAVES = caller('frob_report(frob, err);');

/** Puts the folio and tells so by the caller's pointer; called through a table of operations. */
const CHECK = `static int frob_check(struct file *file, struct folio **foliop)
{
	int err = frob_conflict(file);

	if (err) {
		folio_unlock(*foliop);
		folio_put(*foliop);
		*foliop = NULL;
		return -EAGAIN;
	}
	return 0;
}

const struct frob_ops frob_ops = {
	.check_write	= frob_check,
};
`;
const begin = (args: string) => `int write_begin(struct frob *frob, struct file *file, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = frob->ops->check_write(${args});
	if (err < 0)
		goto out;
	frob->folio = folio;
	return 0;
out:
	if (folio)
		folio_put(folio);
	return err;
}
`;

const NOW_PUTS = ['frob_fail(frob);', 'folio_put(folio);'] as const;
const NO_LONGER_PUTS = ['folio_put(folio);', 'frob_fail(frob);'] as const;

describe('a caller that is not adapted', () => {
  test.each([
    ['in another file', 'mm/user.c'],
    ['in a folder below', 'mm/frob/user.c'],
    ['in the folder of file systems', 'fs/user.c'],
  ])('%s, puts once more', async (_, path) => {
    expect(await told('mm/frob.c', INSERT, NOW_PUTS, { [path]: PUTS })).toEqual([
      `frob_insert:6 ${path} frob_new over-put folio confirmed`,
    ]);
  });

  test('in the same file', async () => {
    const both = `${INSERT.replace('int', 'static int')}\n${PUTS}`;
    expect(await told('mm/frob.c', both, NOW_PUTS)).toEqual([
      'frob_insert:6 mm/frob.c frob_new over-put folio confirmed',
    ]);
  });

  test('leaks what is no longer put for it', async () => {
    expect(await told('mm/frob.c', CONSUMES, NO_LONGER_PUTS, { 'mm/user.c': LEAVES })).toEqual([
      'frob_insert:6 mm/user.c frob_new refcount-leak folio confirmed',
    ]);
  });

  test('is behind a function that only passes the folio on', async () => {
    const wrap =
      'int frob_insert_locked(struct frob *frob, struct folio *folio)\n{\n\treturn frob_insert(frob, folio);\n}\n';
    const far = PUTS.replace('frob_insert(', 'frob_insert_locked(');
    expect(await told('mm/frob.c', INSERT, NOW_PUTS, { 'mm/user.c': wrap, 'mm/zuser.c': far })).toEqual([
      'frob_insert:6 mm/zuser.c frob_new over-put folio confirmed',
    ]);
  });

  test('puts what the function has put and left in the pointer, called through a table', async () => {
    expect(
      await told('fs/frob/ops.c', CHECK, ['*foliop = NULL;', ''], { 'fs/write.c': begin('file, &folio') }),
    ).toEqual(['frob_check:8 fs/write.c write_begin over-put folio confirmed']);
  });

  test('stores the folio only when it succeeds', async () => {
    const stores = INSERT.replace('return err;', 'return err ? err : frob_keep(frob, folio);').replace(
      'int frob_insert',
      'static int frob_keep(struct frob *frob, struct folio *folio)\n{\n\tfrob->folio = folio;\n\treturn 0;\n}\n\nint frob_insert',
    );
    expect(await told('mm/frob.c', stores, NOW_PUTS, { 'mm/user.c': PUTS })).toEqual([
      'frob_insert:12 mm/user.c frob_new over-put folio confirmed',
    ]);
  });

  test('leaks a result that now comes with a reference', async () => {
    const find =
      'struct folio *frob_find(struct frob *frob)\n{\n\tstruct folio *folio = frob->folio;\n\n\tfrob_mark(frob);\n\treturn folio;\n}\n';
    const user =
      'int frob_size(struct frob *frob)\n{\n\tstruct folio *folio = frob_find(frob);\n\n\treturn folio ? folio_nr_pages(folio) : 0;\n}\n';
    expect(await told('mm/frob.c', find, ['frob_mark(frob);', 'folio_get(folio);'], { 'mm/user.c': user })).toEqual([
      'frob_find:5 mm/user.c frob_size refcount-leak folio confirmed',
    ]);
  });
});

describe('the examples of the page', () => {
  const { page } = readRulePage('contract-change');
  const INTRODUCED = '\tif (err)\n\t\tfolio_put(folio);\n\treturn err;';
  const change = ['return err;', INTRODUCED.slice(1).replaceAll('\n\t', '\n')] as const;
  test.each([
    ['Wrong', ['frob_insert:5 mm/frob.c frob_fill over-put folio confirmed']],
    ['Right', []],
  ])('%s', async (heading, expected) => {
    const { text } = page.blocks.find((block) => block.heading === heading)!;
    const before = text.replace(/\t\/\* want: .*? \*\//, '').replace(INTRODUCED, '\treturn err;');
    expect(await told('mm/frob.c', before, change)).toEqual(expected);
  });
});

describe('silence', () => {
  test.each([
    ['the caller is adapted to a put', INSERT, NOW_PUTS, LEAVES],
    ['the caller is adapted to a missing put', CONSUMES, NO_LONGER_PUTS, PUTS],
    ['the put moves into a helper', CONSUMES, ['folio_put(folio);', 'frob_release(folio);'], LEAVES],
    [
      'the caller hands in what it does not own',
      CONSUMES,
      NO_LONGER_PUTS,
      'int frob_use(struct frob *frob)\n{\n\treturn frob_insert(frob, frob->folio);\n}\n',
    ],
    ['another function of that name is called', INSERT, NOW_PUTS, PUTS.replace('frob_insert(', 'frob->insert(')],
  ] as const)('%s', async (_, text, edit, user) => {
    const helper = 'void frob_release(struct folio *folio)\n{\n\tfolio_put(folio);\n}\n';
    expect(await told('mm/frob.c', text, edit, { 'mm/user.c': user, 'mm/helper.c': helper })).toEqual([]);
  });

  test('a member of the same name in a table of another kind', async () => {
    expect(await told('fs/frob/ops.c', CHECK, ['*foliop = NULL;', ''], { 'fs/write.c': begin('&folio') })).toEqual([]);
  });

  test('a static function of another file has the same name', async () => {
    const text = INSERT.replace('int', 'static int');
    expect(await told('mm/frob.c', text, NOW_PUTS, { 'mm/user.c': `${text}\n${PUTS}` })).toEqual([]);
  });

  test('the function is called in another way', async () => {
    const whole = `${INSERT}`.replace(
      'int frob_insert(struct frob *frob, struct folio *folio)',
      'int frob_insert(struct frob *frob,\n\tstruct folio *folio)',
    );
    const edit = ['struct folio *folio)', 'struct folio *folio, bool put)'] as const;
    expect(await told('mm/frob.c', whole, edit, { 'mm/user.c': PUTS })).toEqual([]);
  });
});
