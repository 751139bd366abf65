/**
 * The simulated page: `struct page` as far as references go, the primitives that change it, and the world around it (the
 * buddy, huge pages, pins, holders). A `Semantics` says what each kernel function does; the built-in model is one, the
 * interpreter makes others from a tree's own headers. A script of operations comes in, what each of them did goes out.
 *
 *     const memory = newMemory();
 *     builtin('6.12').run(memory, 'init_page_count', [0]);           // { ret: null, bugs: [], freed: false }
 *     [...simulate('page_ref_freeze 1', '-', { semantics: builtin() }, tell)][0].ret
 */
export { allocate, freedByPrimitive, freeUnref } from './buddy.js';
export { builtin, NEWEST } from './builtin.js';
export { checkPlace, type Era, eraOf } from './era.js';
export { cloneMemory, type Memory, memoryKey, newMemory, pageAt } from './memory.js';
export { fieldText, headOf, type Page, type PageState, pagesOf, READ_ONLY, tailOf, writeCount } from './page.js';
export { PIN_BIAS, pinFolio, unpinFolio } from './pins.js';
export { primitiveFor } from './primitive-call.js';
export { widthOf } from './script.js';
export * from './semantics.js';
export { type CheckLines, type SimulatedOperation, simulate } from './simulate.js';
export { simulationJson, simulationText } from './simulate-text.js';
export { countAt, newSimulation, newTally, outcomeOf, type Simulation } from './simulation.js';
