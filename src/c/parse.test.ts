import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FunctionSyntax, SyntaxNode } from './ast.js';
import type { FunctionIR, Unit } from './ir.js';
import { parseUnit } from './parse.js';
import type { ParseOptions } from './source.js';

/** Parses a whole file and collects the syntax that lowering would get. */
function parse(
  text: string,
  options: Partial<ParseOptions> = {},
): { readonly unit: Unit; readonly syntax: readonly FunctionSyntax[] } {
  const syntax: FunctionSyntax[] = [];
  const lower = (one: FunctionSyntax): FunctionIR => {
    syntax.push(one);
    return {} as FunctionIR;
  };
  const unit = parseUnit({ path: 'a.c', text, complete: true, fragments: [] }, { config: 'all', lower, ...options });
  for (const head of unit.functions) head.lower();
  return { unit, syntax };
}

/** `type(children)` with the text of leaves. */
function shape(node: SyntaxNode, text: string): string {
  if (node.children.length === 0) return text.slice(node.start, node.end);
  return `${node.type}(${node.children.map((child) => shape(child, text)).join(' ')})`;
}

test('heads, signatures and places', () => {
  const { unit, syntax } = parse(
    '\nstatic inline struct folio *\nf(const struct page *p, int (*fn)(void), char *names[2])\n{\n\tg(p);\n}\n',
  );
  expect(unit.functions).toMatchObject([
    { name: 'f', static: true, first: { line: 2, column: 1 }, last: { line: 6, column: 1 } },
  ]);
  expect([...unit.functions[0]!.callees()]).toEqual(['g']);
  expect(syntax[0]).toMatchObject({
    name: 'f',
    static: true,
    complete: true,
    returnType: 'struct folio *',
    params: [
      { name: 'p', type: 'const struct page *' },
      { name: 'fn', type: 'int (*)(void)' },
      { name: 'names', type: 'char *[2]' },
    ],
  });
  expect(unit.line(5)).toBe('\tg(p);');
});

test('operators are in the tree, comments and other punctuation are not', () => {
  const { syntax } = parse('void f(void)\n{\n\ta += /* why */ !b;\n\t*p++ = s->f;\n}\n');
  expect(syntax[0]!.body.children.map((child) => shape(child, syntax[0]!.text))).toEqual([
    'expression_statement(assignment_expression(a += unary_expression(! b)))',
    'expression_statement(assignment_expression(pointer_expression(* update_expression(p ++)) = field_expression(s -> f)))',
  ]);
  expect(syntax[0]!.body.children[1]).toMatchObject({ line: 4, column: 2 });
});

test('marks sit on the node that stands for the macro', () => {
  const { syntax } = parse(
    'void f(void)\n{\n\tlist_for_each_entry(p, &h, l)\n\t\tg(p);\n\tstruct x *q __free(kfree) = 0;\n}\n',
  );
  expect(syntax[0]!.body.children).toMatchObject([
    { type: 'while_statement', mark: { kind: 'iterator', macro: 'list_for_each_entry', variable: 0 } },
    { type: 'declaration', mark: { kind: 'cleanup', function: 'kfree' } },
  ]);
});

test('a function that does not parse is skipped, and the next one is not harmed', () => {
  const { unit } = parse('int f(void)\n{\n\tint a = @;\n}\nint g(void)\n{\n\treturn 0;\n}\n');
  expect(unit.functions.map(({ name }) => name)).toEqual(['g']);
  expect(unit.skipped).toEqual([{ file: 'a.c', function: 'f', line: 1, reason: 'parse error at line 3' }]);
});

test('a brace too many hides no function', () => {
  const { unit } = parse('int f(void)\n{\n\tif (a) {\n\treturn 0;\n}\n\nint g(void)\n{\n\treturn 0;\n}\n');
  const told = [...unit.functions.map(({ name }) => name), ...unit.skipped.map((one) => one.function)];
  expect(told.sort()).toEqual(['f', 'g']);
});

test('a function opened by an unknown macro is told', () => {
  const { unit } = parse('NEW_KIND_OF_HANDLER(name)\n{\n\treturn 0;\n}\n');
  expect(unit.skipped).toMatchObject([{ function: 'NEW_KIND_OF_HANDLER', line: 1 }]);
});

test('only what is asked for is parsed', () => {
  const { unit } = parse('int f(void)\n{\n\t@;\n}\nint g(void)\n{\n}\n', { only: (name) => name === 'g' });
  expect([unit.functions.map(({ name }) => name), unit.skipped]).toEqual([['g'], []]);
});

test('nesting without end is refused, not followed', () => {
  for (const text of [
    `${'('.repeat(20_000)}a${')'.repeat(20_000)};`,
    `${'{'.repeat(20_000)}${'}'.repeat(20_000)}`,
    `a = ${'b + '.repeat(20_000)}c;`,
  ]) {
    expect(parse(`void f(void)\n{\n${text}\n}\n`).unit.skipped).toMatchObject([
      { reason: 'too large or nested too deeply to be parsed' },
    ]);
  }
});

test('what is no C is not given to a parser that would try for hours', () => {
  for (const text of [
    '[[a]] ',
    ') ( ) ... return [[a]] ',
    "'c' ",
    '0x1 defined for . ',
    '= " [[a]]\n',
    'extern "C" 1 ',
    '+ , ',
    'case ',
  ])
    expect(parse(`void f(void)\n{\n${text.repeat(20_000)}\n}\n`).unit.skipped).toMatchObject([{ function: 'f' }]);
  const macros = 'X(1 2, = , +)\nY(a 1)\n';
  expect(parse(`void f(void)\n{\n${macros.repeat(3)}\n}\n`).unit.skipped[0]?.reason).not.toContain('no C');
});

test('a file of more than what fits into memory is read up to there, or not at all, and that is told', () => {
  const { unit } = parse('int f(){}\n'.repeat(10_000));
  expect(unit.functions).toHaveLength(8333);
  expect(unit.skipped).toEqual([
    { file: 'a.c', function: '', line: 1, reason: 'too long: the last 1667 functions are not parsed' },
  ]);
  expect(parse(' '.repeat(2_000_001)).unit.skipped).toEqual([
    { file: 'a.c', function: '', line: 1, reason: 'a file of more than 2000000 characters is not parsed' },
  ]);
});

test('no text makes it throw', () => {
  const words = [
    'int',
    'f',
    'struct',
    '(',
    ')',
    '{',
    '}',
    ';',
    ',',
    '*',
    '\n',
    '#if X\n',
    '#endif\n',
    '"',
    '/*',
    'for_each_x',
    'SYSCALL_DEFINE1',
    '__free',
    '=',
    '...',
    'case',
    ':',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 80 }), (soup) => {
      const text = soup.join(' ');
      const last = text.split('\n').length;
      parse(text);
      const fragments = [{ first: 1, last, section: soup.slice(0, 8).join(' ') }];
      const unit = parseUnit(
        { path: 'a.c', text, complete: false, fragments },
        { config: 'none', lower: () => ({}) as FunctionIR },
      );
      for (const head of unit.functions) head.lower();
    }),
    { numRuns: 300 },
  );
});
