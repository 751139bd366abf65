import { replaced, UNDO, withBit, withChecks, withFix } from './testing-proposal.js';

/** For tests: ways in which patches have changed page_ref.h, each as an edit of our own of the header's text. */
export const VARIANTS: Readonly<Record<string, (header: string) => string>> = {
  'checks for frozen pages': withChecks,
  'a frozen bit and an inverted check': (header) => withBit(withChecks(header)),
  'a frozen bit and its check': (header) => withFix(withBit(withChecks(header))),
  'warnings, and a try_cmpxchg loop that gives up': (header) => giveUp(withFix(withBit(withChecks(header)))),
};

/** As later versions of the proposal have it. */
function giveUp(header: string): string {
  const loop = [
    '\twhile (unlikely((unsigned int)val >= _PAGEREF_FROZEN_LIMIT))',
    '\t\tif (atomic_try_cmpxchg(&page->_refcount, &val, PAGEREF_FROZEN_BIT))',
    '\t\t\tbreak;',
  ].join('\n');
  return replaced(header, UNDO, loop).replace(/VM_BUG_ON\((__page_count_is_frozen\(.*\))\);/g, 'VM_WARN_ON_ONCE($1);');
}
