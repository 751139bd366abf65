import { describe, expect, test } from 'vitest';
import type { FunctionSyntax } from '../ast.js';
import type { FunctionIR, Unit } from '../ir.js';
import { parseUnit } from '../parse.js';

interface Shown {
  readonly unit: Unit;
  readonly syntax: readonly FunctionSyntax[];
}

/** Parses one fragment that begins at line 101. */
function parse(section: string, lines: readonly string[]): Shown {
  const text = `${'\n'.repeat(100)}${lines.join('\n')}\n`;
  const syntax: FunctionSyntax[] = [];
  const lower = (one: FunctionSyntax): FunctionIR => {
    syntax.push(one);
    return {} as FunctionIR;
  };
  const fragments = [{ first: 101, last: 100 + lines.length, section }];
  const unit = parseUnit({ path: 'mm/a.c', text, complete: false, fragments }, { config: 'all', lower });
  for (const head of unit.functions) head.lower();
  return { unit, syntax };
}

/** The repaired function on one line; an expression that is not shown prints as `?`. */
function repaired(section: string, lines: readonly string[]): readonly string[] {
  const { unit, syntax } = parse(section, lines);
  const texts = syntax.map(({ text }) =>
    text
      .replaceAll('__cut__', '?')
      .replace(/\s+/g, ' ')
      .replace(/ ;(?= )/g, ''),
  );
  return [...texts, ...unit.skipped.map(({ function: name, reason }) => `${name}: ${reason}`)];
}

const SECTION = 'static int f(struct folio *folio)';
const HEAD = 'static int f (struct folio * folio ) {';

describe('repair', () => {
  test.each<[string, readonly string[], string]>([
    ['whole statements', ['\ta();', '\tif (x)', '\t\tb();'], 'a(); if (x) b(); }'],
    ['blocks that are only closed', ['\t\ta();', '\t}', '\tb();'], 'if (?) { a(); } b(); }'],
    ['blocks that are only opened', ['\ta();', '\tif (x) {', '\t\tb();'], 'a(); if (x) { b(); } }'],
    ['the rest of an else chain', ['\t\ta();', '\t} else {', '\t\tb();', '\t}'], 'if (?) { a(); } else { b(); } }'],
    ['an else without its if', ['\telse', '\t\ta();'], 'if (?) else a(); }'],
    ['the tail of a do loop', ['\t\ta();', '\t} while (x);', '\tb();'], 'do { a(); } while (x); b(); }'],
    ['the head of a do loop', ['\tdo {', '\t\ta();'], 'do { a(); } while (?); }'],
    [
      'cases without their switch',
      ['\tcase A:', '\t\ta();', '\t\tbreak;', '\tcase B:'],
      'switch (?) { case A: a(); break; case B: } }',
    ],
    [
      'cases in a block that is closed',
      ['\tcase A:', '\t\ta();', '\t}', '\tb();'],
      'switch (?) { case A: a(); } b(); }',
    ],
    ['a statement cut at its start', ['\t\t   x, y);', '\ta();'], 'a(); }'],
    ['a condition cut at its start', ['\t    y) && z) {', '\t\ta();', '\t}'], 'if (?) { a(); } }'],
    ['a condition cut before its statement', ['\t\t   x)', '\t\ta();', '\tb();'], 'if (?) a(); b(); }'],
    ['an operand cut off', ['\t\t| FLAG;', '\ta();'], 'a(); }'],
    ['a statement cut at its end', ['\ta();', '\tx = b(c,', '\t      d,'], 'a(); }'],
    ['a head at its end', ['\ta();', '\tif (x)'], 'a(); if (x) { } }'],
    ['an else at its end', ['\tif (x)', '\t\ta();', '\telse'], 'if (x) a(); else { } }'],
    ['a loop at its end', ['\tlist_for_each_entry(p, h, l)'], 'while (p, h, l) { } }'],
    ['a label at its end', ['\ta();', 'out:'], 'a(); out:; }'],
    ['a comment cut at its start', [' * words; more words', ' */', '\ta();'], 'a(); }'],
    ['a comment without an end', ['\ta();', '\t/*', '\t * words'], 'a(); }'],
    ['an initialiser cut at its end', ['\ta();', '\tstruct x y = {', '\t\t.z = 1,'], 'a(); }'],
  ])('%s', (_, lines, body) => {
    const [text] = repaired(SECTION, lines);
    expect(text).toBe(`${HEAD} ${body}`);
  });

  test('nothing whole is left', () => {
    expect(repaired(SECTION, ['\t\tx, y,'])).toEqual([`${SECTION}: the hunk shows no whole statement of the function`]);
  });
});

describe('functions of a fragment', () => {
  test('the end of one and the head of the next', () => {
    const { syntax } = parse(SECTION, ['\ta();', '}', '', 'void g(int n)', '{', '\tb();']);
    expect(syntax.map(({ name, openStart, openEnd }) => [name, openStart, openEnd])).toEqual([
      ['f', true, false],
      ['g', false, true],
    ]);
  });

  test('one that is shown whole is complete', () => {
    const { syntax, unit } = parse(SECTION, [
      '}',
      '',
      'static int g(int n)',
      '{',
      '\treturn n;',
      '}',
      '',
      'int h(void)',
      '{',
    ]);
    expect(syntax.find(({ name }) => name === 'g')).toMatchObject({
      complete: true,
      first: { line: 103 },
      last: { line: 106 },
    });
    expect(unit.functions.map(({ name }) => name)).toContain('g');
  });

  test('what stands between functions belongs to none', () => {
    expect(repaired(SECTION, ['#endif', '', 'static int g(void)', '{', '\treturn 0;', '}'])).toEqual([
      'static int g(void) { return 0; }',
    ]);
    expect(repaired('struct folio {', ['\tint a;', '\tint b;'])).toEqual([]);
    expect(repaired('', ['#define A 1', 'extern int x;'])).toEqual([]);
  });

  test('the section shows the start of the head, the fragment the rest', () => {
    const { syntax } = parse('static int f(struct folio *folio,', ['\t\tint n, bool last)', '{', '\ta();']);
    expect(syntax).toMatchObject([{ openStart: false, params: [{ name: 'folio' }, { name: 'n' }, { name: 'last' }] }]);
  });

  test('a section that git cut goes on with the parameters of the fragment', () => {
    const heads = ['static int f(struct folio *folio', 'static int f(struct folio *folio, struct addre'];
    const params = heads.map((head) => parse(head, ['\t\tint n, bool last)', '{', '\ta();']).syntax[0]?.params);
    const expected = [{ name: 'folio' }, { name: 'n' }, { name: 'last' }];
    expect(params).toMatchObject([expected, expected]);
  });

  test('statements without a section get a name that says where they are', () => {
    expect(parse('', ['\tfolio_put(folio);']).unit.functions).toMatchObject([{ name: 'hunk_at_line_101' }]);
  });

  test('lost indentation tells no function end', () => {
    const { syntax } = parse(SECTION, ['a();', '}', 'b();', 'return 0;']);
    expect(syntax).toMatchObject([{ openStart: true, openEnd: true }]);
    expect(syntax[0]!.text).toContain('return 0;');
  });
});

describe('sections', () => {
  test.each([
    ['static int foo(struct folio *folio, int x', ['folio', 'x']],
    ['static int foo(struct folio *folio, struct', ['folio']],
    ['static int foo(struct folio *folio, unsigned', ['folio']],
    ['static int foo(struct folio *folio,', ['folio']],
    ['static int foo(', []],
    ['foo(struct page *page)', ['page']],
    ['static void __ref foo(struct page *page, unsigned long pfn,', ['page', 'pfn']],
  ])('%s', (section, names) => {
    const { syntax } = parse(section, ['\ta();']);
    expect(syntax).toMatchObject([{ name: 'foo' }]);
    expect(syntax[0]!.params.map(({ name }) => name).filter((name) => name !== '')).toEqual(names);
  });

  test('a system call', () => {
    const { syntax } = parse('SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)', ['\ta();']);
    expect(syntax).toMatchObject([{ name: 'sys_mlock', params: [{ name: 'start' }, { name: 'len' }] }]);
  });
});

test('nodes stand where the hunk has them', () => {
  const { syntax } = parse(SECTION, ['\t\ta();', '\t}', '\tb();']);
  const [block, call] = syntax[0]!.body.children;
  expect(block).toMatchObject({ type: 'if_statement', line: 101, column: 3 });
  expect(call).toMatchObject({ type: 'expression_statement', line: 103, column: 2 });
  expect(JSON.stringify(block)).toContain('"type":"cut"');
});

test('an open block is marked', () => {
  const { syntax } = parse(SECTION, ['\tif (x) {', '\t\ta();']);
  expect(syntax[0]!.body.mark).toEqual({ kind: 'open-end' });
  expect(syntax[0]!.body.children[0]!.children[1]).toMatchObject({
    type: 'compound_statement',
    mark: { kind: 'open-end' },
  });
});

test('a file of very many fragments is read in work that is in proportion to them', () => {
  const count = 40_000;
  const fragments = Array.from({ length: count }, (_, i) => ({ first: i * 3 + 1, last: i * 3 + 1, section: '' }));
  const image = { path: 'mm/a.c', text: 'x\n\n\n'.repeat(count), complete: false, fragments };
  expect(parseUnit(image, { config: 'all', lower: () => ({}) as FunctionIR }).functions).toEqual([]);
});
