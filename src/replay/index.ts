/**
 * Replay: a path is run on a simulated page. What comes in is the operations of one path on one folio, as the source has
 * them, and what the path may keep; the states that the analysis believed in stay outside. What goes out is a verdict
 * with one ledger for each world, that is: for each set of other holders.
 *
 *     const verdict = replay(trace, 'over-put', { claim: { constant: 0, terms: {} }, because: 'as before the patch' });
 *     verdict.outcome                     // 'confirmed'
 *     verdict.because                     // 'line 4: freed while the caller holds 1, where the caller holds 1'
 *     ledgerLines(verdict.runs[0])        // ['      1  folio_get(folio);   1 -> 2   taken here', …]
 */
export { replayBase } from './base.js';
export { holderName } from './claims.js';
export { type TracedRow, traceRun } from './emit.js';
export { judge as replay } from './judge.js';
export { ledgerLines, rowReason } from './table.js';
export type * from './verdict.js';
