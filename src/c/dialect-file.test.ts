import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dialectOf, kernelDialect } from './dialect.js';
import { readDialectFile } from './dialect-file.js';

const shipped = readFileSync(new URL('../../rules/dialect.yaml', import.meta.url), 'utf8');

function load(text: string): unknown {
  return readDialectFile(text, 'd.yaml');
}

test('the shipped file is right', () => {
  const dialect = kernelDialect();
  expect(dialect.iterator('list_for_each_entry_rcu')).toEqual({ variable: 0 });
  expect(dialect.iterator('my_for_each_thing')).toEqual({});
  expect(dialect.assertion('VM_WARN_ON_ONCE_FOLIO')).toEqual({ condition: 0, kind: 'report', needs: 'DEBUG_VM' });
  expect(dialect.noreturn('panic')).toBe(true);
  expect(dialect.annotation('folio_put')).toBeUndefined();
});

test.each([
  ['iterators:\n  list_for_each*: 0', 'iterators:\n  list_for_each*: first', 'iterators: list_for_each*'],
  ['cleanups: [__free]', 'cleanups: __free', 'cleanups must be a list of names'],
  ['cleanups: [__free]', 'cleanups: ["a b"]', 'cleanups: expected the name of a macro'],
  ['cleanups: [__free]', 'clean-ups: [__free]', 'the file: unknown field clean-ups'],
  [
    'prefix: sys_, pairs: true',
    'prefix: sys_, pairs: 1',
    'function-macros: SYSCALL_DEFINE*: pairs must be true or false',
  ],
  ['kind: fatal }', 'kind: deadly }', 'assertions: BUG_ON: kind must be fatal or report'],
  ['guards: [', 'guards: [[', ''],
])('an error names its line: %j as %j', (right, wrong, message) => {
  const line = shipped.slice(0, shipped.indexOf(right)).split('\n').length + (right.includes('\n') ? 1 : 0);
  expect(() => load(shipped.replace(right, wrong))).toThrow(
    message === '' ? /^d\.yaml:\d+: / : `d.yaml:${line}: ${message}`,
  );
});

test('a missing field is named', () => {
  expect(() => load(shipped.replace(/^cleanups:.*$/m, ''))).toThrow(
    'd.yaml:7: the file: the field cleanups is missing',
  );
  expect(() => load('')).toThrow('d.yaml:1: the file must have the fields');
});

test('a name without a star wins over a pattern', () => {
  const file = { ...readDialectFile(shipped, 'd'), iterators: { 'for_*': 1, for_each_cpu: 0 } as const };
  const dialect = dialectOf(file);
  expect(dialect.iterator('for_each_cpu')).toEqual({ variable: 0 });
  expect(dialect.iterator('for_each_node')).toEqual({ variable: 1 });
});
