import { describe, expect, it } from 'vitest';
import { filesWithPuts } from '../files.js';
import { functionsOf } from '../functions.js';
import { sample } from '../sample.js';
import { readSource, type Site, sitesIn, sitesOf } from '../sites.js';
import { hasDiff } from '../testing.js';
import { OPERATORS } from './operators.js';
import { applyEdits } from './site.js';
import { changes, FIXTURE, mutated } from './testing.js';

const kinds = Object.keys(OPERATORS);

describe('each operator', () => {
  it.skipIf(!hasDiff).each(kinds)('%s changes lines of one function (skipped without diff)', (kind) => {
    expect(changes(kind).join('\n\n')).toMatchSnapshot();
  });

  it.each(kinds)('%s finds its places in a kernel file of the fixture', (kind) => {
    const sites = sitesOf('mm/frob.c', FIXTURE, OPERATORS).filter((site) => site.kind === kind);
    expect(sites.length).toBeGreaterThan(0);
    for (const site of sites) expectSound(FIXTURE, site);
  });
});

describe('delete-put', () => {
  it('leaves an empty statement where C wants one', () => {
    const [, , only, last] = mutated('del-put').map((text) => text.split('\n'));
    expect(only!.filter((line) => line === '\t\t;')).toHaveLength(1);
    expect(last!.join('\n')).toContain('out_put:\n\treturn err;');
  });
});

describe('swap-statements', () => {
  const body = (text: string) => `void f(struct folio *folio)\n{\n\tfolio_get(folio);\n${text}\n}\n`;

  it.each([
    ['one sets what the other reads', '\ta = b;\n\tb = 1;'],
    ['both set the same', '\ta = b;\n\ta = 1;'],
    ['both may write to the same memory', '\tp->a = 1;\n\tq->a = 2;'],
    ['one calls', '\ta = g();\n\tb = 1;'],
  ])('leaves them where %s', (_, text) => {
    expect(mutated('swap-statements', body(text))).toEqual([]);
  });
});

describe('rename-local', () => {
  it('leaves a name that an #ifdef hides', () => {
    const text =
      'void f(struct folio *folio)\n{\n\tint n;\n#ifdef A\n\tn = 1;\n#else\n\tn = 2;\n#endif\n\tfolio_put(folio);\n}\n';
    expect(mutated('rename-local', text)).toEqual([]);
  });
});

const tree = process.env.FOLIOLINT_TREE_6_12;

describe.skipIf(tree === undefined)('in mm/ of a kernel tree (skipped without FOLIOLINT_TREE_6_12)', () => {
  it('every operator leaves C that can be parsed', async () => {
    const files = filesWithPuts(tree!, ['mm']).slice(0, 5);
    const sites = await sitesIn(tree!, files, OPERATORS);
    for (const site of sample(sites, 2 * kinds.length, 1)) {
      expectSound(readSource(tree!, site.file), site);
      await new Promise((done) => setImmediate(done));
    }
  });
});

/** The function can be parsed again, nothing else changed, and at most a helper of its name came. */
function expectSound(source: string, site: Site): void {
  const [before, after] = [source, applyEdits(source, site.edits)].map((text) => textsByName(site.file, text));
  expect(after!.get(site.function)).toBeDefined();
  expect(after!.get(site.function)).not.toBe(before!.get(site.function));
  for (const [name, text] of before!) if (name !== site.function) expect(after!.get(name)).toBe(text);
  const fresh = [...after!.keys()].filter((name) => !before!.has(name));
  expect(fresh).toEqual(site.kind === 'put-helper' ? [`${site.function}_drop`] : []);
}

function textsByName(file: string, text: string): Map<string, string> {
  return new Map(functionsOf(file, text).map(({ name, body }) => [name, text.slice(body.start, body.end)]));
}
