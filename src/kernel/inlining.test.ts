import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countText,
  explore,
  IS_ZERO,
  loadOwnership,
  NEGATIVE,
  observe,
  POSITIVE,
  type Signs,
  signText,
} from '../analysis/index.js';
import { kernelDialect, lowerFunction, parseUnit } from '../c/index.js';
import { knowledgeOf } from './index.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));
const RUNS = { numRuns: 100, seed: 20240612 };

/** Lines of C; in those of the callee the caller's variables have the same names as the parameters. */
type Lines = readonly string[];

/** Paths without any effect are blended in a summary: every callee has one. */
const TAKES = ['folio_get(folio);'];
/** No stores: a summary names a parameter that is stored, and what was done to it, by the place where it is stored. */
const CALLEE = ['folio_get(folio);', 'folio_put(folio);', 'err = frob_read(a);', 'err = 1;'];
const CALLER = ['folio_get(folio);', 'folio_put(folio);', 'folio_put(folio);', 'err = 1;'];
const BY_A = ['a < 0', 'a >= 0', 'a > 0', '!a'];
const BY_RESULT = ['err', 'err < 0', ...BY_A];

describe('a call with an inferred summary', () => {
  test('leaves what the inlined body leaves, where one argument decides', () => {
    fc.assert(
      fc.property(body(CALLEE, BY_A, 2), body(CALLER, BY_RESULT, 1), (callee, caller) => {
        const text = [called(callee, caller), inlined(callee, caller)].map(layOut);
        expect({ text, left: leftBy(text[0]!) }).toEqual({ text, left: leftBy(text[1]!) });
      }),
      RUNS,
    );
  });
});

/** Statements, `depth` branches deep, that may end in a jump to `out` or, inside a branch, with a return. */
function body(simple: readonly string[], tests: readonly string[], depth: number, inside = false): fc.Arbitrary<Lines> {
  const arm = depth > 0 ? body(simple, tests, depth - 1, true) : fc.constant([]);
  const branch = fc
    .tuple(fc.constantFrom(...tests), arm, arm)
    .map(([test, yes, no]) => [`if (${test}) {`, ...yes, '} else {', ...no, '}']);
  const one = fc.constantFrom(...simple).map((line): Lines => [line]);
  const list = fc.array(depth > 0 ? fc.oneof(one, branch) : one, { maxLength: 3 });
  const leave = fc.option(fc.constantFrom('return -EIO;', 'return 0;', 'goto out;'), { freq: 2, nil: '' });
  return fc
    .tuple(list, inside ? leave : fc.constant(''))
    .map(([lines, last]) => [...lines.flat(), ...(last === '' ? [] : [last])]);
}

const HEAD = [
  'static int frob(struct frob *frob, int a, int b, gfp_t gfp)',
  '{',
  'struct folio *folio = folio_alloc(gfp, 0);',
  'int err = 0;',
  'if (!folio)',
  'return -ENOMEM;',
];

function called(callee: Lines, caller: Lines): Lines {
  return [
    'static int help(struct frob *frob, struct folio *folio, int a, int b)',
    '{',
    'int err = 0;',
    ...TAKES,
    ...callee,
    'out:',
    'return err;',
    '}',
    ...HEAD,
    'err = help(frob, folio, a, b);',
    ...ending(caller),
  ];
}

/** The callee's returns become jumps behind its body. */
function inlined(callee: Lines, caller: Lines): Lines {
  const own = callee.flatMap((line) => {
    const result = /^return (.*);$/.exec(line)?.[1];
    if (result !== undefined) return [`err = ${result};`, 'goto returned;'];
    return line === 'goto out;' ? ['goto returned;'] : [line];
  });
  return [...HEAD, ...TAKES, ...own, 'returned:', ...ending(caller)];
}

function ending(caller: Lines): Lines {
  return [...caller, 'out:', 'return err;', '}'];
}

/** What begins at the margin is a definition to the front end. */
function layOut(lines: Lines): string {
  let depth = 0;
  const indented = lines.map((line) => {
    if (line.startsWith('}')) depth--;
    const text = '\t'.repeat(depth) + line;
    if (line.endsWith('{')) depth++;
    return text;
  });
  return `${indented.join('\n')}\n`;
}

/** What the last function of a text leaves of its folio on some path, with which result. */
function leftBy(text: string): string[] {
  const unit = parseUnit(
    { path: 'mm/frob.c', text, complete: true, fragments: [] },
    { config: 'all', lower: (s) => lowerFunction(s, { dialect: kernelDialect(), touched: { changed: [], gaps: [] } }) },
  );
  const x = explore(unit.functions.at(-1)!.lower(), knowledgeOf({ ownership, unit }), unit.line);
  const own = observe(x).filter(({ object }) => object.origin.kind === 'allocated');
  return [...new Set(own.flatMap((o) => signsIn(o.signs).map((sign) => `${countText(o.net)} ${sign}`)))].sort();
}

/** A path of the caller may stand for several results of the callee. */
function signsIn(signs: Signs): string[] {
  return [NEGATIVE, IS_ZERO, POSITIVE].filter((sign) => (sign & signs) !== 0).map(signText);
}
