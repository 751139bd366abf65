import { describe, expect, it } from 'vitest';
import { freeHead, tailOf } from './page.js';
import { primitives } from './primitives.js';

describe('a page', () => {
  it('wraps at the end of an int', () => {
    const page = freeHead(0);
    primitives.set_page_count(page, 0x7fffffff);
    expect(primitives.page_ref_inc_return(page).ret).toBe(-0x80000000);
  });

  it('is owned while frozen, free after its last put, and both read 0', () => {
    const page = freeHead(0);
    primitives.set_page_refcounted(page);
    expect(primitives.page_ref_freeze(page, 1).ret).toBe(1);
    expect([page.raw, page.state]).toEqual([0, 'owned']);
    primitives.page_ref_unfreeze(page, 1);
    expect(primitives.folio_put(page).freed).toBe(true);
    expect([page.raw, page.state]).toEqual([0, 'free']);
  });

  it('refuses a speculative get while its count is 0, and nothing else does', () => {
    const page = freeHead(0);
    expect(primitives.folio_try_get(page).ret).toBe(0);
    expect(primitives.page_ref_inc(page).fired).toEqual([]);
    expect(page.state).toBe('live');
  });
});

describe('a tail', () => {
  it('sends gets and puts to its head and keeps its own count at 0', () => {
    const head = freeHead(1);
    const tail = tailOf(head);
    primitives.set_page_refcounted(head);
    primitives.get_page(tail);
    expect([head.raw, tail.raw]).toEqual([2, 0]);
    expect(primitives.get_page_unless_zero(tail).ret).toBe(0);
    primitives.put_page(tail);
    primitives.put_page(tail);
    expect(head.state).toBe('free');
  });
});
