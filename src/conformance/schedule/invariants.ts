/** What no interleaving may lead to; the numbers are those of the concurrency contract. */
export const INVARIANTS = {
  I1: {
    broken: 'a get succeeds after the page is free',
    why: 'The reference is to a page that the next allocation hands to somebody else.',
  },
  I2: {
    broken: 'a get succeeds while the page is frozen',
    why: 'The freezer, or the party that was told to free, believes to be alone.',
  },
  I3: { broken: 'two parties free the page', why: 'The page is in the free lists twice, and two owners get it.' },
  I4: { broken: 'the page is freed with an owner left', why: 'The owner goes on using a page that is free.' },
  I5: {
    broken: 'the count is not the number of owners at the end',
    why: 'The page is freed too early, or never.',
  },
  I6: {
    broken: 'nobody frees the page',
    why: 'The last reference is gone and no put was told so: the page is leaked.',
  },
  I7: {
    broken: 'a put frees a later use of the page than the one whose reference it dropped',
    why: 'The put works in two steps. Between them the page can be freed, allocated and dropped to 0 again, and then the first party frees it with what it knew of the earlier use: its order, its destructor. That is safe only when everything behind the put is read from the page.',
  },
} as const satisfies Record<string, { readonly broken: string; readonly why: string }>;

export type Invariant = keyof typeof INVARIANTS;
