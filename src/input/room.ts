import { type Share, share } from '../text/index.js';

/**
 * What the inputs of one run may take in memory, over all of them together. Counted, not measured: every machine refuses
 * the same. A line of a message takes about 250 bytes while it is read, a line of a diff 200 bytes until the end, and one of
 * the patch that is looked at 900: with these numbers a run stays below 1 GB.
 */
export interface Room {
  /** Bytes of documents, unpacked. */
  readonly bytes: Share;
  /** Lines of diffs. */
  readonly diffLines: Share;
}

/** Larger than any mailbox that a person means to check. */
export const MOST_BYTES = 128 << 20;
/** Lines of the diff of one patch. */
export const MOST_PATCH_LINES = 500_000;
/** Lines of one message, or of a document that is none. */
export const MOST_LINES = 1_000_000;
const MOST_DIFF_LINES = 2_000_000;

/** The room of a run, before anything is read. */
export function newRoom(bytes = MOST_BYTES, diffLines = MOST_DIFF_LINES): Room {
  return { bytes: share(bytes), diffLines: share(diffLines) };
}

/** What is said of an input for which there is none left. */
export const TOO_MANY_BYTES = `the inputs have more than ${MOST_BYTES >> 20} MB together, and this is not read`;
export const TOO_MANY_DIFF_LINES = `the diffs have more than ${MOST_DIFF_LINES} lines together, and this one is not read`;
