import { addKnown, hunkNames, isQuoted } from './known.js';
import { compareSent } from './member.js';
import type { Posting } from './posting.js';
import { isReroll } from './reroll.js';

/**
 * Tells whether of two postings the newer one replaces the older one. In a thread a higher version by the same sender
 * does, as `b4 am` has it, or one with a subject of the older. Elsewhere, and under the same version (a mail sent again),
 * half of the subjects must be there again, and the sender or something that they change be the same.
 */
export function replaces(newer: Posting, older: Posting): boolean {
  const isNewVersion = newer.version > older.version;
  const isSameSender = newer.sender === older.sender;
  const shared = [...older.keys].filter((key) => newer.keys.has(key)).length;
  if (isNewVersion && newer.thread === older.thread)
    return shared > 0 || (isSameSender && compareSent(older.sent, newer.sent) < 0);
  if (shared * 2 < older.keys.size && !isReroll(newer, older.patches)) return false;
  if (shared * 2 < Math.min(newer.keys.size, older.keys.size)) return false;
  if (newer.thread === older.thread) return isSameSender || changeSame(newer, older);
  return isSameSender && (isNewVersion || changeSame(newer, older));
}

function changeSame(newer: Posting, older: Posting): boolean {
  const known = new Set<string>();
  for (const patch of older.patches) addKnown(known, hunkNames(patch));
  return newer.patches.some((patch) => isQuoted(known, hunkNames(patch), 'some'));
}
