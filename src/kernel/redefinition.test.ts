import { expect, it } from 'vitest';
import { redefinedIn } from './redefinition.js';

const tree = (text: string) => ({ read: (path: string) => (path === 'mm/frob.c' ? text : undefined) });

const BEFORE = `bool frob_try(struct page *page)
{
	return get_page_unless_zero(page);
}

void frob_end(struct page *page)
{
	put_page(page);
}

int frob_same(void)
{
	return 0;
}
`;

it('tells a new head, which is another function, from a new body', () => {
  const now = BEFORE.replace('bool frob_try', 'int  frob_try')
    .replace('put_page(page)', 'folio_put(page_folio(page))')
    .concat('\nvoid frob_new(void)\n{\n}\n');
  expect([...redefinedIn(['mm/frob.c', 'mm/gone.c'], tree(BEFORE), tree(now))]).toEqual([
    ['frob_try', 'head'],
    ['frob_end', 'body'],
    ['frob_new', 'head'],
  ]);
});

it('takes a head that is only set in another way for the same', () => {
  const now = BEFORE.replace('void frob_end(struct page *page)', 'void\nfrob_end(struct page *page)');
  expect([...redefinedIn(['mm/frob.c'], tree(BEFORE), tree(now))]).toEqual([['frob_end', 'body']]);
});
