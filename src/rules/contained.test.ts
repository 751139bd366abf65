import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import { splitLines } from '../tree/lines.js';
import { pairOfWhole } from '../tree/pair.js';
import { checkFile } from './file.js';

const TEXT = `static int frob_broken(struct frob *frob)
{
	return frob_trap(frob);
}

static int frob_leaks(struct frob *frob)
{
	struct page *page = alloc_page(frob->gfp);

	if (!page)
		return -ENOMEM;
	if (frob->closed)
		return -EBUSY;
	put_page(page);
	return 0;
}
`;

it('loses the function at which the program fails, and no other', () => {
  const rules = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));
  const contract: typeof rules.contract = (name, count) => {
    if (name === 'frob_trap') throw new TypeError('a fault of ours');
    return rules.contract(name, count);
  };
  const ownership = { ...rules, contract };
  const result = checkFile(pairOfWhole('mm/frob.c', 'post', splitLines(TEXT)), { ownership });
  expect(result.findings.map((f) => [f.rule, f.function])).toEqual([['refcount-leak', 'frob_leaks']]);
  expect(result.skipped).toEqual([{ file: 'mm/frob.c', function: 'frob_broken', line: 1, reason: 'internal error' }]);
  expect(result.faults.map(({ function: name, error }) => [name, String(error)])).toEqual([
    ['frob_broken', 'TypeError: a fault of ours'],
  ]);
});
