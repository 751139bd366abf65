import { describe, expect, it } from 'vitest';
import { definitionsOf, nameOf, ownersOf } from './layout.js';

describe('nameOf', () => {
  it.each([
    ['static int frob(struct page *pa', 'frob'],
    ['static __printf(1, 2) void frob(const char *format, ...)', 'frob'],
    ['void __frob(struct page *page) __releases(lock)', '__frob'],
    ['SYSCALL_DEFINE2(frob, int, a)', 'SYSCALL_DEFINE2'],
    ['struct frob {', undefined],
    ['int (*frob)(void) = poke(1);', undefined],
  ])('of %s', (head, name) => expect(nameOf(head)).toBe(name));
});

const FILE = [
  'static int',
  'f(int a,',
  '  int b)',
  '{',
  'out:',
  '\treturn 0;',
  '}',
  '',
  '#ifdef CONFIG_G',
  'int g(void) { return 0; }',
  'int h(void) {',
  '\treturn 1;',
  '}',
  '#else',
  'int h(void);',
  'static const struct ops ops = {',
  '\t.f = f,',
  '};',
  '#endif',
];

it('names the owner of a line as git does', () => {
  const owners = ownersOf(FILE);
  expect([0, 1, 2, 5, 9, 10, 12, 17].map(owners.above)).toEqual([
    undefined,
    undefined,
    'f',
    'f',
    'f',
    'g',
    'h',
    undefined,
  ]);
});

it('finds functions with their branch, and nothing else', () => {
  expect(definitionsOf(FILE)).toMatchObject([
    { name: 'f', first: 0, last: 6, text: 'staticintf(inta,intb){out:return0;}', branch: '' },
    { name: 'h', first: 10, last: 12, branch: '8' },
  ]);
});
