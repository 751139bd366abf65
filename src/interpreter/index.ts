/**
 * Semantics from the kernel's own source. A tree and patches come in; what goes out runs the inline functions of the
 * page reference headers, as the patches leave them, on simulated pages.
 *
 *     const { semantics, diagnostics } = await interpreted(tree, series.patches);
 *     semantics.run(newMemory(), 'page_ref_inc', [0])      // { ret: null, bugs: [], freed: false }
 */
export { type AppliedHeaders, applyHeaders, HEADERS, type Misfit } from './applied.js';
export { argumentText } from './argument.js';
export { checkLines } from './check-lines.js';
export { bodyOf } from './function-body.js';
export { type Interpreted, interpreted, semanticsAfter } from './interpreted.js';
export { type Layer, layerOf } from './layer.js';
