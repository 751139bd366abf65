import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countText, type Exploration, explore, loadOwnership, observe, signText } from '../analysis/index.js';
import { kernelDialect, lowerFunction, parseUnit } from '../c/index.js';
import { knowledgeOf } from '../kernel/index.js';
import { pathHazards } from './path-rules.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));
const RUNS = { numRuns: 100, seed: 20240612 };

type Statement =
  | { readonly kind: 'op'; readonly op: 'get' | 'put'; readonly on: 'f' | 'g' }
  | { readonly kind: 'if'; readonly test: Test; readonly yes: readonly Statement[]; readonly no: readonly Statement[] }
  | { readonly kind: 'return'; readonly value: number }
  | { readonly kind: 'goto' };

/** A test of one number that a sign, or one constant, answers. */
interface Test {
  readonly on: 'a' | 'b';
  readonly relation: string;
}

const RELATIONS: Readonly<Record<string, (n: number) => boolean>> = {
  '': (n) => n !== 0,
  ' == 0': (n) => n === 0,
  ' < 0': (n) => n < 0,
  ' > 0': (n) => n > 0,
  ' <= 0': (n) => n <= 0,
  ' >= 0': (n) => n >= 0,
  ' == 2': (n) => n === 2,
  ' != 1': (n) => n !== 1,
};
/** Every sign, both constants that are asked for, and a number beside them. */
const VALUES = [-1, 0, 1, 2, 3];

describe('a loop-free function with references of its own', () => {
  test('has a hazard exactly when running all its paths finds one', () => {
    const bodies = fc.record({
      body: statements(['f', 'g'], true, Object.keys(RELATIONS)),
      end: statements(['f', 'g'], false, Object.keys(RELATIONS)),
    });
    fc.assert(
      fc.property(bodies, ({ body, end }) => {
        const text = twoObjects(body, end);
        const told = new Set(pathHazards(exploreLast(text)).map((c) => `${c.rule} ${c.object?.name}`));
        const ran = new Set(VALUES.flatMap((a) => VALUES.flatMap((b) => run(body, end, { a, b }))));
        const missed = [...ran].filter((what) => !told.has(what));
        expect({ text, missed, told: told.size > 0 }).toEqual({ text, missed: [], told: ran.size > 0 });
      }),
      RUNS,
    );
  });
});

describe('a call with an inferred summary', () => {
  const relations = Object.keys(RELATIONS);
  const parts = (tests: readonly string[]) =>
    fc.record({ helper: statements(['f'], false, tests), caller: statements(['f'], false, tests) });

  test('leaves what the inlined body leaves, where one argument decides', () => {
    fc.assert(
      fc.property(parts(relations), ({ helper, caller }) => {
        const [called, inlined] = callAndInline(onlyA(helper), onlyA(caller));
        expect({ called, left: leftBy(called) }).toEqual({ called, left: leftBy(inlined) });
      }),
      RUNS,
    );
  });

  test('leaves nothing that the inlined body does not leave, whatever decides', () => {
    fc.assert(
      fc.property(parts(relations), ({ helper, caller }) => {
        const [called, inlined] = callAndInline(helper, caller);
        const known = new Set(leftBy(inlined));
        expect({ called, odd: leftBy(called).filter((what) => !known.has(what)) }).toEqual({ called, odd: [] });
      }),
      RUNS,
    );
  });
});

function statements(
  on: readonly ('f' | 'g')[],
  gotos: boolean,
  relations: readonly string[],
): fc.Arbitrary<Statement[]> {
  const op = fc.record({
    kind: fc.constant('op' as const),
    op: fc.constantFrom('get', 'put'),
    on: fc.constantFrom(...on),
  });
  const leave = fc.oneof(
    fc.record({ kind: fc.constant('return' as const), value: fc.constantFrom(-1, 0, 1) }),
    ...(gotos ? [fc.constant({ kind: 'goto' as const })] : []),
  );
  const test = fc.record({ on: fc.constantFrom('a', 'b'), relation: fc.constantFrom(...relations) });
  const level = (depth: number): fc.Arbitrary<Statement[]> => {
    const simple = { arbitrary: op as fc.Arbitrary<Statement>, weight: 4 };
    const inner = depth > 0 ? level(depth - 1) : fc.constant([] as Statement[]);
    const branch = fc.record({ kind: fc.constant('if' as const), test, yes: inner, no: inner });
    const choices = depth > 0 ? [simple, { arbitrary: branch as fc.Arbitrary<Statement>, weight: 3 }] : [simple];
    const ended = fc.tuple(
      fc.array(fc.oneof(...choices), { maxLength: 3 }),
      fc.option(leave, { freq: 3, nil: undefined }),
    );
    return ended.map(([list, last]) => (depth < 2 && last ? [...list, last as Statement] : list));
  };
  return level(2);
}

/** A function that allocates `f` and `g`, and passes `end` on its way out. */
function twoObjects(body: readonly Statement[], end: readonly Statement[]): string {
  return layOut([
    'static int frob(int a, int b, gfp_t gfp)',
    '{',
    'struct folio *f, *g;',
    'f = folio_alloc(gfp, 0);',
    'if (!f)',
    'return -ENOMEM;',
    'g = folio_alloc(gfp, 0);',
    'if (!g) {',
    'folio_put(f);',
    'return -ENOMEM;',
    '}',
    ...body.flatMap(textOf),
    'out:',
    ...end.flatMap(textOf),
    'return 0;',
    '}',
  ]);
}

/** What begins at the margin is a definition to the front end. */
function layOut(lines: readonly string[]): string {
  let depth = 0;
  const indented = lines.map((line) => {
    if (line.startsWith('}')) depth--;
    const text = '\t'.repeat(depth) + line;
    if (line.endsWith('{')) depth++;
    return text;
  });
  return `${indented.join('\n')}\n`;
}

function textOf(s: Statement): string[] {
  switch (s.kind) {
    case 'op':
      return [`folio_${s.op}(${s.on});`];
    case 'return':
      return [`return ${s.value};`];
    case 'goto':
      return ['goto out;'];
    case 'if':
      return [
        `if (${s.test.on}${s.test.relation}) {`,
        ...s.yes.flatMap(textOf),
        '} else {',
        ...s.no.flatMap(textOf),
        '}',
      ];
  }
}

/** What goes wrong first on the path that the numbers choose: an object is touched when it is gone, or left behind. */
function run(
  body: readonly Statement[],
  end: readonly Statement[],
  numbers: Readonly<Record<'a' | 'b', number>>,
): string[] {
  const held = { f: 1, g: 1 };
  const left = go(body) ?? go(end);
  if (left !== undefined && left !== 'return') return [left];
  return (['f', 'g'] as const).filter((name) => held[name] > 0).map((name) => `refcount-leak ${name}`);

  function go(list: readonly Statement[]): string | undefined {
    for (const s of list) {
      const how = step(s);
      if (how === 'goto') return list === body ? undefined : 'goto';
      if (how !== undefined) return how;
    }
    return undefined;
  }
  function step(s: Statement): string | undefined {
    if (s.kind === 'op') return operate(s.op, s.on);
    if (s.kind === 'if') return go(RELATIONS[s.test.relation]?.(numbers[s.test.on]) ? s.yes : s.no);
    return s.kind;
  }
  function operate(op: 'get' | 'put', on: 'f' | 'g'): string | undefined {
    if (held[on] === 0) return op === 'put' ? `over-put ${on}` : `use-after-put ${on}`;
    held[on] += op === 'get' ? 1 : -1;
    return undefined;
  }
}

/** The last function of a text, explored. */
function exploreLast(text: string): Exploration {
  const image = { path: 'mm/frob.c', text, complete: true, fragments: [] } as const;
  const touched = { changed: [], gaps: [] };
  const lower = (syntax: Parameters<typeof lowerFunction>[0]) =>
    lowerFunction(syntax, { dialect: kernelDialect(), touched });
  const unit = parseUnit(image, { config: 'all', lower });
  expect(unit.skipped).toEqual([]);
  return explore(unit.functions.at(-1)!.lower(), knowledgeOf({ ownership, unit }), unit.line);
}

/** The same caller twice: it calls the helper, and it has the helper's statements in place of the call. */
function callAndInline(helper: readonly Statement[], caller: readonly Statement[]): [called: string, inlined: string] {
  const head = [
    'static int frob(int a, int b, gfp_t gfp)',
    '{',
    'int r;',
    'struct folio *f = folio_alloc(gfp, 0);',
    'if (!f)',
    'return -ENOMEM;',
  ];
  const tail = ['if (r < 0)', 'return r;', ...caller.flatMap(textOf), 'return r;', '}'];
  const own = [
    'static int help(struct folio *f, int a, int b)',
    '{',
    'folio_get(f);',
    ...helper.flatMap(textOf),
    'return 0;',
    '}',
  ];
  const body = helper.flatMap(textOf).map((line) => line.replace(/^return (.*);$/, 'r = $1;\ngoto done;'));
  return [
    layOut([...own, ...head, 'r = help(f, a, b);', ...tail]),
    layOut([...head, 'folio_get(f);', ...body, 'r = 0;', 'done:', ...tail]),
  ];
}

/** How many references of the folio are left with which result, over all paths. */
function leftBy(text: string): string[] {
  const left = observe(exploreLast(text)).filter((o) => o.root === 'folio_alloc()');
  return [...new Set(left.map((o) => `${countText(o.net)} when ${signText(o.signs)}`))].sort();
}

function onlyA(list: readonly Statement[]): Statement[] {
  return list.map((s) =>
    s.kind === 'if' ? { ...s, test: { ...s.test, on: 'a' }, yes: onlyA(s.yes), no: onlyA(s.no) } : s,
  );
}
