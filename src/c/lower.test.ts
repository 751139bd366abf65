import { expect, test } from 'vitest';
import type { SyntaxNode } from './ast.js';
import { kernelDialect } from './dialect.js';
import type { FunctionIR } from './ir.js';
import { lowerFunction } from './lower.js';
import { parseUnit } from './parse.js';
import { printFunction } from './print.js';
import { lowerStatements, lowerText } from './snippet.js';
import { LoweringError } from './state.js';
import { verify } from './verify.js';

const context = { dialect: kernelDialect(), touched: { changed: [], gaps: [] } };

test('names the function, its parameters and its locals', () => {
  const ir = lowerText(
    'static struct page *find(struct page *head, int (*match)(int))\n{\n\tint n = 1;\n\n\treturn head + n;\n}\n',
  )[0]!;
  expect(ir).toMatchObject({ name: 'find', static: true, complete: true, file: 'snippet.c' });
  expect(ir.params.map(({ name }) => name)).toEqual(['head', 'match']);
  expect([...ir.locals]).toEqual([['n', 'int']]);
  expect([ir.first.line, ir.last.line]).toEqual([1, 6]);
});

test('gives each instruction its place in the file', () => {
  const ir = lowerText('int f(int a)\n{\n\tg(a);\n\treturn\n\t\tk(a);\n}\n')[0]!;
  expect(ir.blocks[0]!.instructions.map(({ loc }) => loc)).toEqual([
    { line: 3, column: 2 },
    { line: 5, column: 3 },
  ]);
  expect(ir.blocks[0]!.end).toMatchObject({ loc: { line: 4, column: 2 } });
});

test('drops what no path reaches', () => {
  expect(lowerStatements('return a; g(b); while (b) k();').blocks).toHaveLength(1);
});

test('the innermost declaration of a name gives its type', () => {
  const ir = lowerStatements('{ struct page *p; { struct folio *p; } } { long p; }');
  expect(ir.locals.get('p')).toBe('struct folio *');
});

test('lowers long functions and long chains', () => {
  const statements = Array.from({ length: 5000 }, (_, n) => `if (g(${n}))\n\tgoto out${n % 50};\na += k(b);`);
  const labels = Array.from({ length: 50 }, (_, n) => `out${n}: k(${n});`);
  const ir = lowerStatements([...statements, ...labels].join('\n'));
  expect(verify(ir)).toEqual([]);
  expect(ir.blocks.length).toBeGreaterThan(5000);
});

test('refuses what is nested too deeply', () => {
  const loc = { line: 7, column: 1 };
  let node: SyntaxNode = { type: 'expression_statement', start: 0, end: 1, ...loc, children: [] };
  for (let depth = 0; depth < 5000; depth += 1) {
    node = { type: 'compound_statement', start: 0, end: 1, ...loc, children: [node] };
  }
  const signature = { path: 'a.c', name: 'f', static: false, returnType: 'int', params: [], first: loc, last: loc };
  const syntax = { ...signature, body: node, text: ';', complete: true, openStart: false, openEnd: false };
  expect(() => lowerFunction(syntax, context)).toThrow(LoweringError);
});

/** The CFG of what a hunk that starts at line 100 shows of `int f(struct folio *folio)`. */
function fragment(shown: string): string {
  const lines = shown.split('\n');
  const fragments = [{ first: 100, last: 99 + lines.length, section: 'int f(struct folio *folio)' }];
  const unit = parseUnit(
    { path: 'a.c', text: `${'\n'.repeat(99)}${shown}\n`, complete: false, fragments },
    { config: 'all', lower: (syntax) => lowerFunction(syntax, context) },
  );
  const ir: FunctionIR = unit.functions[0]!.lower();
  expect(verify(ir)).toEqual([]);
  return printFunction(ir);
}

test('a fragment whose end is cut goes to the unknown, like a goto and a break out of it', () => {
  expect(
    fragment('\tif (!folio)\n\t\tgoto out;\n\tfolio_get(folio);\n\tif (folio->x) {\n\t\tg(1);\n\t\tbreak;'),
  ).toMatchInlineSnapshot(`
    "int f(struct folio *folio) (a part)
    b0:
      if folio goto b1 else b4
    b1:
      folio_get(folio)
      if folio->x goto b2 else b3
    b2:
      g(1)
      unknown
    b3:
      unknown
    b4:
      unknown"
  `);
});

test('a fragment is entered at labels and cases too', () => {
  expect(
    fragment('\t\tg(1);\n\t\treturn 1;\n\tcase FOO:\n\t\tg(2);\n\t\treturn 2;\n\t}\nout:\n\tg(3);\n\treturn 3;\n}'),
  ).toMatchInlineSnapshot(`
    "int f(struct folio *folio) (a part)
    b0:
      switch entry 0:b1 1:b4 2:b2 3:b2 default b3
    b1:
      g(1)
      return 1
    b2:
      g(3)
      return 3
    b3:
      switch … FOO:b4 default b5
    b4:
      g(2)
      return 2
    b5:
      unknown"
  `);
});

test('what a block of an unseen condition did is not known behind it', () => {
  expect(fragment('\t\tfolio_get(folio);\n\t}\n\tg(1);\n\treturn 1;\n}')).toMatchInlineSnapshot(`
    "int f(struct folio *folio) (a part)
    b0:
      switch entry 0:b1 default b2
    b1:
      g(1)
      return 1
    b2:
      if … goto b3 else b4
    b3:
      folio_get(folio)
      goto b4
    b4:
      unknown"
  `);
});

test('a fragment may begin with the return of an if that it does not show', () => {
  expect(fragment('\t\treturn 1;\n\tfolio_put(folio);\n\treturn 0;\n}')).toMatchInlineSnapshot(`
    "int f(struct folio *folio) (a part)
    b0:
      switch entry 0:b1 default b2
    b1:
      folio_put(folio)
      return 0
    b2:
      return 1"
  `);
});
