import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeries } from '../input/index.js';
import { openTree } from '../tree/index.js';
import { seriesPrimitives } from './series.js';

const SEEDS = process.env.FOLIOLINT_SEEDS;
const TREE = process.env.FOLIOLINT_TREE_6_12;
const thread = SEEDS && existsSync(SEEDS) ? readdirSync(SEEDS).find((name) => name.startsWith('001')) : undefined;

/** What is said of each patch and aside of the thread. */
async function checkedThread(tree?: string) {
  const { patches } = await readSeries([{ kind: 'path', path: join(SEEDS!, thread!) }]);
  const opened = await openTree(tree, { patches });
  const primitives = seriesPrimitives(opened.tree);
  const all = [];
  for (const [i, patch] of patches.entries()) {
    const earlier = patches.slice(0, i).filter(({ kind }) => kind === 'patch');
    all.push((await primitives.check(earlier, patch)).findings);
  }
  return all;
}

const REMAINS = [
  'a get succeeds on a frozen page or a free page or a tail that set_page_count_as_frozen() has set up',
  'a get succeeds on a page whose last reference was dropped (page_ref_dec())',
  'a get at INT_MAX freezes a live page (page_ref_add_unless_zero())',
  'a get on a tail writes to its struct page (page_ref_add_unless_zero())',
];
const RACE = 'a put frees a later use of the page than the one whose reference it dropped (page_ref_dec_and_test())';
const REVIVAL = 'fires when the owner of a page brings it back from 0';
const CHECK = 'VM_BUG_ON(__page_count_is_frozen(page_count(page)))';

describe.skipIf(!thread)('the thread about a bit for frozen pages (skipped without FOLIOLINT_SEEDS)', () => {
  it.each([
    ['without a tree', undefined],
    ['on a tree that its hunks do not fit', TREE],
  ])('is judged %s', async (_, tree) => {
    const ofCallers = (message: string) => (tree ? [message] : []);
    const [first, second, aside] = await checkedThread(tree);
    const introduced = (found: typeof first) =>
      found!.filter(({ finding }) => finding.origin === 'introduced').map(({ finding }) => finding.message);
    expect(introduced(first)).toEqual(ofCallers(`${CHECK} ${REVIVAL}, and 1 more like it`));
    expect(introduced(second)).toEqual([
      `${CHECK} fires on a live page, and 6 more like it`,
      ...REMAINS.slice(0, 2),
      ...ofCallers('an increment by the owner of a page does not bring it back from 0 (page_ref_inc())'),
      ...REMAINS.slice(2),
      RACE,
    ]);
    expect(introduced(aside)).toEqual([`${CHECK} can never fire, and 3 more like it`]);
    expect(aside!.filter(({ finding }) => finding.origin === 'resolved').map(({ finding }) => finding.message)).toEqual(
      [`${CHECK} fires on a live page, and 6 more like it`],
    );
    const [inverted] = second!;
    expect(inverted!.finding).toMatchObject({ file: 'include/linux/page_ref.h', line: 171, function: 'page_ref_inc' });
    expect(inverted!.verdict.because).toBe('shown by init_page_count(page); page_ref_inc(page)');
  });
});
