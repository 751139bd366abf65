/**
 * Semantics from the kernel's own source. A tree and patches come in; what goes out runs the inline functions of the
 * page reference headers, as the patches leave them, on simulated pages.
 *
 *     const { semantics, diagnostics } = await interpreted(tree, series.patches);
 *     semantics.run(newMemory(), 'page_ref_inc', [0])      // { ret: null, bugs: [], freed: false }
 */
export { type Interpreted, interpreted } from './interpreted.js';
