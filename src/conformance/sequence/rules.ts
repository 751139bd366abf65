import type { Severity } from '../../rules/index.js';

/** One rule of the contract of the reference primitives. */
export interface Rule {
  /** What is the case when the rule is broken, in the words of a headline. */
  readonly broken: string;
  /** What it leads to. */
  readonly why: string;
  readonly severity: Severity;
}

const FREED_UNDER_OWNER = 'The page is then used by somebody who has a reference that nobody counts with.';

/** The rules by name; `state.ts` and `borders.ts` say when each is broken. */
export const RULES = {
  'check-fires': {
    broken: 'a check fires on a live page',
    why: 'The call is what the contract allows, so that a kernel with CONFIG_DEBUG_VM stops at the first page that comes this way.',
    severity: 'error',
  },
  'dead-check': {
    broken: 'a check can never fire',
    why: 'No count that the field can hold makes the condition true, so that the check looks as if it guarded something.',
    severity: 'warning',
  },
  'get-on-frozen': { broken: 'a get succeeds on a frozen page', why: FREED_UNDER_OWNER, severity: 'error' },
  'get-on-free': { broken: 'a get succeeds on a free page', why: FREED_UNDER_OWNER, severity: 'error' },
  'get-on-tail': {
    broken: 'a get succeeds on a tail',
    why: 'The put that follows goes to the head and drops a reference of somebody else.',
    severity: 'error',
  },
  'get-after-last-put': {
    broken: 'a get succeeds on a page whose last reference was dropped',
    why: 'A put that does not test leaves a count of 0; who gets the page then may free it under the party that dropped it to 0 and believes to own it.',
    severity: 'warning',
  },
  'get-refused': {
    broken: 'a get fails on a live page',
    why: 'A lookup that retries until it gets a reference does not end.',
    severity: 'error',
  },
  'wrong-count': {
    broken: 'the count is not the number of references',
    why: 'Whoever frees, freezes or checks by that number is misled.',
    severity: 'error',
  },
  'zero-not-reported': {
    broken: 'the put of the last reference is not reported',
    why: 'Nobody frees the page: it is leaked.',
    severity: 'error',
  },
  'zero-reported-early': {
    broken: 'a put reports 0 while there are references',
    why: 'The page is freed under its owners.',
    severity: 'error',
  },
  'freeze-refused': {
    broken: 'a freeze with the exact count fails',
    why: 'Reclaim, migration and split give up on every folio.',
    severity: 'error',
  },
  'freeze-of-others': {
    broken: 'a freeze succeeds although others hold references',
    why: 'The freezer takes a folio apart that others use.',
    severity: 'error',
  },
  'wrong-predicate': {
    broken: 'a predicate tells the wrong state',
    why: 'What depends on it does the opposite of what it says.',
    severity: 'error',
  },
  'owner-checked': {
    broken: 'a check fires when the owner of a page brings it back from 0',
    why: 'Nobody else can reach such a page, and the increment is how the tree gives it its first reference.',
    severity: 'warning',
  },
  'owner-miscounted': {
    broken: 'an increment by the owner of a page does not bring it back from 0',
    why: 'Nobody else can reach such a page, and the increment is how the tree gives it its first reference; the count then reads as something else.',
    severity: 'warning',
  },
  'frozen-by-overflow': {
    broken: 'a get at INT_MAX freezes a live page',
    why: 'The get fails and leaves its increment behind: a page with INT_MAX references reads as 0. Drivers that park a page there (page_ref_add(page, INT_MAX - 1)) meet that.',
    severity: 'note',
  },
  'store-to-tail': {
    broken: 'a get on a tail writes to its struct page',
    why: 'Tails of hugetlb folios may lie in vmemmap that is mapped read-only (HVO), and a pfn walker that tries one of them faults.',
    severity: 'warning',
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
