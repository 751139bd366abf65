/**
 * Replay: a page simulator, and the verdict it gives on a path. What comes in is the operations of one path on one
 * folio, as the source has them, and what the path may keep; the states that the analysis believed in stay outside.
 * What goes out is a verdict with one ledger for each world, that is: for each set of other holders. The simulated pages
 * can also be had by themselves: a script of operations comes in, what each did goes out, with the semantics of the
 * built-in model or of the headers of a tree.
 * A log of page_ref tracepoints comes in as bytes, and goes out as a ledger for each page.
 *
 *     const verdict = replay(trace, 'over-put', { claim: { constant: 0, terms: {} }, because: 'as before the patch' });
 *     verdict.outcome                     // 'confirmed'
 *     verdict.because                     // 'line 4: freed while the caller holds 1, where the caller holds 1'
 *     ledgerLines(verdict.runs[0])        // ['      1  folio_get(folio);   1 -> 2   taken here', …]
 */

export { replayBase } from './base.js';
export { builtin } from './builtin.js';
export { checkLines } from './check-lines.js';
export { holderName } from './claims.js';
export { type SemanticsPair, seriesPrimitives } from './contract.js';
export type { PrimitiveFinding } from './contract-findings.js';
export { groundOf } from './ground.js';
export { type Interpreted, interpreted } from './interpreter/index.js';
export { judge as replay } from './judge.js';
export type { Memory } from './memory.js';
export { fieldText } from './schedule/index.js';
export { widthOf } from './script.js';
export type * from './semantics.js';
export { type SimulatedOperation, simulate } from './simulate.js';
export { simulationJson, simulationText } from './simulate-text.js';
export { ledgerLines, rowReason } from './table.js';
export { type TracedRow, traceRun } from './trace/emit.js';
export { isAllocatorEvent, type TraceEvent } from './trace/event.js';
export { formatEvent, pfnText } from './trace/format.js';
export { type PageLedger, readTrace, type TraceLog } from './trace/log.js';
export type * from './verdict.js';
