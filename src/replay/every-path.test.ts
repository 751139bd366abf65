import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Exploration, explore, loadOwnership } from '../analysis/index.js';
import { type FunctionIR, kernelDialect, lowerFunction, parseUnit } from '../c/index.js';
import { knowledgeOf } from '../kernel/index.js';
import { pathHazards } from '../rules/path-rules.js';
import { runEveryPath } from './testing-paths.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));
const RUNS = { numRuns: 150, seed: 20240612 };

/** Lines of C, for the body of one function. */
type Lines = readonly string[];

describe('a loop-free function', () => {
  test('has the hazards that running every path in the simulator finds', () => {
    fc.assert(
      fc.property(body(3), cleanup, (main, end) => {
        const text = functionText(main, end);
        const [fn, x] = explored(text);
        const told = [...new Set(pathHazards(x).map((c) => `${c.rule} ${c.object?.since.line}`))];
        const ran = runEveryPath(fn);
        const objects = (all: readonly string[]) => [...new Set(all.map((h) => h.split(' ')[1]))].sort();
        const missed = ran.filter((hazard) => !told.includes(hazard));
        expect({ text, missed, objects: objects(told) }).toEqual({ text, missed: [], objects: objects(ran) });
      }),
      RUNS,
    );
  });
});

const PUTS: readonly Lines[] = [
  ['folio_put(f);'],
  ['folio_put(g);'],
  ['if (g)', '\tfolio_put(g);'],
  ['if (h)', '\tfolio_put(h);'],
];
const OTHERS: readonly Lines[] = [
  ['folio_get(f);'],
  ['g = folio_alloc(gfp, 0);'],
  ['err = shmem_get_folio(frob->inode, a, 0, &h, SGP_READ);', 'if (err)', '\treturn err;'],
  ['err = frob_read(a);'],
  ['frob->slot = f;'],
  ['frob->slot = g;'],
  ['frob->slot = NULL;'],
  ['f->index = 1;'],
  ['f = NULL;'],
  ['g = f;'],
];
const LEAVES: readonly Lines[] = [['return -EIO;'], ['return err;'], ['goto out;']];
const TESTS = ['a', 'b < 0', 'b >= 0', 'a == 2', 'err', 'err < 0', '!g', 'g'];

/** Statements, `depth` branches deep; those in a branch may leave the function or jump to its cleanup. */
function body(depth: number, inside = false): fc.Arbitrary<Lines> {
  const simple = fc.oneof(fc.constantFrom(...PUTS), fc.constantFrom(...OTHERS));
  const arm = depth > 0 ? body(depth - 1, true) : fc.constant([]);
  const branch = fc
    .tuple(fc.constantFrom(...TESTS), arm, arm)
    .map(([test, yes, no]) => [`if (${test}) {`, ...indent(yes), '} else {', ...indent(no), '}']);
  const statement = depth > 0 ? fc.oneof({ arbitrary: simple, weight: 3 }, branch) : simple;
  const leave = fc.option(fc.constantFrom(...LEAVES), { freq: 2, nil: [] });
  return fc
    .tuple(fc.array(statement, { maxLength: 3 }), inside ? leave : fc.constant([]))
    .map(([list, last]) => [...list.flat(), ...last]);
}

/** What stands behind the label: often the puts that are due. */
const cleanup: fc.Arbitrary<Lines> = fc.oneof(
  fc.subarray(PUTS.map((put) => [...put])).map((puts) => puts.flat()),
  body(0),
);

function indent(lines: Lines): Lines {
  return lines.map((line) => `\t${line}`);
}

function functionText(main: Lines, end: Lines): string {
  return [
    'static int frob(struct frob *frob, int a, int b, gfp_t gfp)',
    '{',
    '\tstruct folio *f, *g = NULL, *h = NULL;',
    '\tint err = 0;',
    '',
    '\tf = folio_alloc(gfp, 0);',
    '\tif (!f)',
    '\t\treturn -ENOMEM;',
    ...indent(main),
    'out:',
    ...indent(end),
    '\treturn err;',
    '}',
    '',
  ].join('\n');
}

function explored(text: string): [FunctionIR, Exploration] {
  const unit = parseUnit(
    { path: 'mm/frob.c', text, complete: true, fragments: [] },
    { config: 'all', lower: (s) => lowerFunction(s, { dialect: kernelDialect(), touched: { changed: [], gaps: [] } }) },
  );
  const fn = unit.functions.at(-1)!.lower();
  return [fn, explore(fn, knowledgeOf({ ownership, unit }), unit.line)];
}
