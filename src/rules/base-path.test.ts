import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import { splitLines } from '../tree/lines.js';
import { pairOfEdits } from '../tree/pair.js';
import { checkFile } from './file.js';
import type { BasePath } from './finding.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

const BALANCED = `int f(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_full(frob)) {
		folio_put(folio);
		return -ENOSPC;
	}
	if (frob_busy(frob)) {
		folio_put(folio);
		return -EBUSY;
	}
	folio_put(folio);
	return 0;
}
`;

/** The base of the one finding when lines become others. */
function baseOf(text: string, line: number, removed: number, added: readonly string[]): BasePath | undefined {
  const edit = { at: line - 1, removed, added, noNewline: false };
  const pair = pairOfEdits({ pre: 'mm/frob.c', post: 'mm/frob.c' }, splitLines(text), [edit]);
  const { findings } = checkFile(pair, { ownership, compare: true });
  expect(findings.map(({ rule }) => rule)).toEqual(['refcount-leak']);
  return findings[0]?.base;
}

describe('the path before the patch', () => {
  test('takes the same branches and returns with the same sign', () => {
    const base = baseOf(BALANCED, 12, 1, []);
    expect(base?.kind === 'path' && base.trace.steps.map(({ loc, event }) => `${loc.line} ${event}`)).toEqual([
      '3 folio_alloc()',
      '11 … is true',
      '12 folio_put()',
      '13 return -EBUSY',
    ]);
    expect(base?.kind === 'path' && base.pairs.map(([i]) => i)).toEqual([0, 1, 2]);
  });

  test('is not there where no path returned like that', () => {
    const text = BALANCED.replaceAll(/-E(BUSY|NOSPC)/g, '0').replace('return -ENOMEM', 'return 0');
    expect(baseOf(text, 12, 2, ['\t\treturn -EBUSY;'])).toEqual({
      kind: 'none',
      because: 'no path of f() that met folio returned negative before the patch',
    });
  });

  test('is not there for a new function', () => {
    const added = BALANCED.replace('\t\tfolio_put(folio);\n\t\treturn -EBUSY;', '\t\treturn -EBUSY;')
      .trimEnd()
      .split('\n');
    expect(baseOf('int g;\n', 1, 0, added)).toEqual({ kind: 'none', because: 'f() is new' });
  });
});
