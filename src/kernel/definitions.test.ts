import { describe, expect, test } from 'vitest';
import { type Definition, definitionsIn } from './definitions.js';

const names = (text: string) => definitionsIn('mm/frob.c', text).map((d) => d.name);
const only = (text: string): Definition => {
  const [definition, ...rest] = definitionsIn('mm/frob.c', text);
  expect(rest).toEqual([]);
  return definition!;
};

describe('definitionsIn', () => {
  test('a function, from its head to the brace in the first column', () => {
    const f = only('int a;\n\nstatic int frob(int n)\n{\n\tif (n) {\n\t\tfrob_read(n);\n\t}\n\treturn 0;\n}\nint b;\n');
    expect([f.name, f.kind, f.line, f.static, f.isStub, [...f.read().calls]]).toEqual([
      'frob',
      'function',
      3,
      true,
      false,
      ['frob_read'],
    ]);
    expect(f.text()).toMatch(/^static int frob[\s\S]*return 0;\n}$/);
  });

  test.each([
    ['a head over two lines', 'struct folio *frob_get(struct frob *frob,\n\t\t\t   gfp_t gfp)\n{\n}\n', 'frob_get'],
    ['a type on a line of its own', 'static struct frob *\nfrob_find(int id)\n{\n}\n', 'frob_find'],
    ['attributes in front', 'static __printf(1, 2) void frob_warn(const char *fmt, ...)\n{\n}\n', 'frob_warn'],
    ['attributes behind', 'void frob_lock(struct frob *f) __acquires(f->lock)\n{\n}\n', 'frob_lock'],
    ['one line', 'static inline int frob_id(struct frob *f) { return f->id; }\n', 'frob_id'],
    ['a callback as parameter', 'int frob_each(int (*fn)(int), int n)\n{\n}\n', 'frob_each'],
  ])('%s', (_, text, name) => {
    expect(names(text)).toEqual([name]);
  });

  test.each([
    ['a prototype', 'int frob(int n);\n'],
    ['an initialiser', 'static const struct ops frob_ops = {\n\t.read = frob_read(x),\n};\n'],
    ['a structure', 'struct frob {\n\tint (*read)(int);\n};\n'],
    ['a macro that defines under another name', 'SYSCALL_DEFINE1(frob, int, n)\n{\n\treturn 0;\n}\n'],
    ['a body that is not at the margin', '\tif (frob(n)) {\n\t}\n'],
  ])('%s is none', (_, text) => {
    expect(names(text)).toEqual([]);
  });

  test('inline functions on one line end there', () => {
    expect(names('static inline void a(void) { b(); }\nstatic inline void c(void)\n{\n}\n')).toEqual(['a', 'c']);
    const [a] = definitionsIn('x.h', 'static inline void a(void) { b(); }\nint later(void)\n{\n\tc();\n}\n');
    expect([...a!.read().calls]).toEqual(['b']);
  });

  test.each([
    ['', true],
    ['\treturn 0;\n', true],
    ['\treturn ERR_PTR(-ENOSYS);\n', true],
    ['\treturn frob->id;\n', false],
    ['\tfolio_put(folio);\n', false],
  ])('a body of %j is a stub: %s', (body, isStub) => {
    expect(only(`static inline int frob(struct folio *folio)\n{\n${body}}\n`).isStub).toBe(isStub);
  });

  test('a macro with its continuation lines, but not one without parameters', () => {
    const macro = only('#define FROB 1\n# define frob_get(f) do { \\\n\tfrob_lock(f); \\\n} while (0)\nint a;\n');
    expect([macro.name, macro.kind, macro.line, [...macro.read().calls]]).toEqual([
      'frob_get',
      'macro',
      2,
      ['frob_lock'],
    ]);
    expect(macro.text()).toMatch(/while \(0\)$/);
  });

  test('both sides of an #ifdef', () => {
    const text =
      '#ifdef CONFIG_FROB\nint frob(int n);\n#else\nstatic inline int frob(int n)\n{\n\treturn 0;\n}\n#endif\n';
    expect(only(text).line).toBe(4);
  });

  test.each([
    ['names without end', 'frob '.repeat(200_000)],
    ['parentheses without a brace', 'a('.repeat(200_000)],
    ['closed ones', 'a()\n'.repeat(200_000)],
    ['open definitions', 'int f()\n{\n'.repeat(50_000)],
    ['continuation lines', `#define f(x) ${'\\\n'.repeat(200_000)}`],
    ['a return without an end', `int f()\n{ return ${' '.repeat(200_000)}\n`],
    ['comment stars', '/*'.repeat(200_000)],
  ])('a text of %s ends', (_, text) => {
    for (const one of definitionsIn('mm/frob.c', text).slice(0, 3)) expect(one.isStub).toBe(false);
  });
});
