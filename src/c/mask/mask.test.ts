import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mark } from '../ast.js';
import { kernelDialect } from '../dialect.js';
import { pairBrackets } from './brackets.js';
import { TextCanvas } from './canvas.js';
import { liveText } from './conditional.js';
import { functionItems } from './functions.js';
import { maskFunction } from './mask.js';

function mask(text: string): {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly names: readonly string[];
} {
  const dialect = kernelDialect();
  const live = liveText(text, 'all', dialect);
  const partners = pairBrackets(live.tokens);
  const items = functionItems(live, partners, dialect);
  const canvas = new TextCanvas(live.text);
  const marks = new Map<number, Mark>();
  for (const item of items) maskFunction({ tokens: live.tokens, partners, dialect, canvas, marks }, item);
  return { text: canvas.text(), marks: [...marks.values()], names: items.map(({ name }) => name) };
}

/** The masked body, white space collapsed. */
function maskedBody(body: string): string {
  const masked = mask(`void f(void)\n{\n\t${body}\n}\n`).text;
  return masked
    .slice(masked.indexOf('{') + 1, masked.lastIndexOf('}'))
    .replace(/\s+/g, ' ')
    .trim();
}

describe('heads', () => {
  const head = (text: string): string => {
    const { text: masked } = mask(`${text}\n{\n}\n`);
    return masked.slice(0, masked.lastIndexOf('{')).replace(/\s+/g, ' ').trim();
  };
  test.each([
    ['static int __init f(void)', 'static int f(void)'],
    ['static __always_inline __printf(1, 2) void f(int a) __acquires(&lock)', 'static void f(int a)'],
    ['static __unheard_of bool f(struct page __unheard *p)', 'static bool f(struct page *p)'],
    ['int f(char __user *buf) __made_up(x)', 'int f(char *buf)'],
    [
      'SYSCALL_DEFINE2(dup2, unsigned int, oldfd, char __user *, name)',
      'long sys_dup2( unsigned int oldfd, char * name)',
    ],
    ['SYSCALL_DEFINE0(sync)', 'long sys_sync()'],
    ['COMPAT_SYSCALL_DEFINE2(seek, int, fd, compat_arg_u64_dual(pos))', 'long compat_sys_seek( int fd, pos )'],
    ['int (*pick(int which))(struct page *page)', 'int (*pick(int which))(struct page *page)'],
  ])('%s', (source, expected) => expect(head(source)).toBe(expected));
});

describe('bodies', () => {
  test.each([
    ['for_each_node(n) g(n);', 'while (n) g(n);'],
    ['if (a) for_each_node(n) { g(n); }', 'if (a) while (n) { g(n); }'],
    ['r = idr_for_each(&idr, fn, p);', 'r = idr_for_each(&idr, fn, p);'],
    ['idr_for_each(&idr, fn, p);', 'idr_for_each(&idr, fn, p);'],
    ['do { g(); } for_each_vma(vmi, vma);', 'do { g(); } while (vmi, vma);'],
    ['unknown_loop(a, b) { g(a); }', 'while (a, b) { g(a); }'],
    ['scoped_guard(rcu) g();', 'while (rcu) g();'],
    ['struct x *p __free(kfree) = g();', 'struct x *p = g();'],
    ['p = container_of(q, struct x, m.n);', 'p = container_of(q, x, m.n);'],
    ['n = min_t(unsigned short, a, b);', 'n = min_t( _hort, a, b);'],
    ['q = va_arg(ap, u8 *);', 'q = va_arg(ap, u8 );'],
    ['n = offsetof(struct x, a.b[1]);', 'n = offset_ ;'],
    ['typeof(*p) q = *p;', 'typeof q = *p;'],
    ['x = compare(a, <=, b);', 'x = compare(a, 0 , b);'],
    ['x = g(a, , b);', 'x = g(a,0, b);'],
    ['pr_info("%" PRIu64 " " __stringify(X) "\\n", n);', 'pr_info("%" " " "\\n", n);'],
    ['pr_info(pr_fmt("x") "y" SUFFIX);', 'pr_info( "y" );'],
    ['switch (a) { case 1 ... 5: g(); }', 'switch (a) { case 1 || 5: g(); }'],
    ['static DEFINE_RATELIMIT_STATE(rs, 5 * HZ, 4);', 'DEFINE_RATELIMIT_STATE(rs, 5 * HZ, 4);'],
    ['DECLARE_BITMAP(map, BITS) = { 0 };', 'DECLARE_BITMAP(map, BITS) ;'],
    ['PADDED(key, SIZE) tmp;', 'PADDED tmp;'],
    ['TEST_SPACE\n\tfor (;;) g();', 'TEST_SPACE ;for (;;) g();'],
    ['wait_msec(device, 20, if (ready()) break;);', 'while (device, 20){if (ready()) break;};'],
    ['if (wait_msec(d, 20, if (ready()) break; ) < 0) g();', 'if (({ if (ready()) break;}) < 0) g();'],
    ['asm volatile("nop" : : "r" (x));', ';'],
    ['g(); out: }', 'g(); out:;}'],
  ])('%s', (source, expected) => expect(maskedBody(source)).toBe(expected));
});

test('marks say what was masked', () => {
  const body =
    'xa_for_each(xa, i, e) g(e); scoped_guard(rcu) g(0); struct x *p __free(kfree) = 0; switch (a) { case 1 ... 2: ; }';
  expect(mask(`void f(void)\n{\n ${body}\n}`).marks).toEqual([
    { kind: 'iterator', macro: 'xa_for_each', variable: 2 },
    { kind: 'guard', macro: 'scoped_guard' },
    { kind: 'cleanup', function: 'kfree' },
    { kind: 'range' },
  ]);
});

test('no macro at the top level hides or renames the function behind it', () => {
  const text = `late_initcall(start)
DEFINE_FANCY(x, struct y)
static int f(void) { return 0; }
EXPORT_SYMBOL(f);
static const struct ops ops = { .f = f, };
struct s { int (*f)(void); } __packed;
__printf(1, 2)
void g(const char *s, ...) { }`;
  expect(mask(text).names).toEqual(['f', 'g']);
});

test('masking keeps the length and every line end', () => {
  const words = [
    ...[
      'for_each_node',
      'scoped_guard',
      '__free',
      'SYSCALL_DEFINE2',
      'offsetof',
      'typeof',
      'case',
      'asm',
      'static',
      'int',
      'f',
    ],
    ...[
      'struct',
      'x',
      '__init',
      '__printf',
      'do',
      'if',
      'else',
      'return',
      '"s"',
      "'c",
      '/*',
      '*/',
      '//',
      '\\',
      '\n',
      '\n#if A\n',
    ],
    ...[
      '\n#else\n',
      '\n#endif\n',
      '\n#define X \\\n',
      '(',
      ')',
      '(',
      ')',
      '{',
      '}',
      '{',
      '}',
      '[',
      ']',
      ',',
      ';',
      ':',
      '*',
      '...',
      '=',
    ],
    ...['1', '\u{1f600}', '\r\n', '\u0000', '\ud800'],
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (soup) => {
      const text = `int f(int a)\n{\n${soup.join(' ')}\n}\n`;
      const masked = mask(text).text;
      expect(masked.length).toBe(text.length);
      expect(masked.replace(/[^\n]/g, ' ')).toBe(text.replace(/[^\n]/g, ' '));
    }),
    { numRuns: 500 },
  );
});
