/**
 * Conformance: do the reference primitives keep their contract under a series? A tree and its patches come in; what goes
 * out is what each patch breaks or repairs, alone (`sequence`: calls one after the other) and in parallel (`schedule`: all
 * interleavings of two and three threads), each with a shortest run that shows it, and the semantics that paths are
 * replayed on before and after the patch.
 *
 *     const primitives = seriesPrimitives(tree);
 *     (await primitives.check(earlier, patch)).findings[0].message
 */
export type { PrimitiveFinding } from './findings.js';
export { groundOf } from './ground.js';
export { type SemanticsPair, seriesPrimitives, touchesHeaders } from './series.js';
