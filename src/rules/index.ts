/**
 * The rules: what of all that paths do is a hazard, and whether a patch brought it.
 *
 * In: a file before and after a patch. Out: `Finding`s with an origin and a fingerprint. Path rules look at one version
 * of a function (a reference that the path took and never dropped), the comparison at both (a path through the change
 * leaves something else than before), statement rules at single changed lines.
 *
 *     checkFile(pair, { ownership }).findings.filter((f) => f.origin === 'introduced')
 */
export { type ContractChanges, contractChanges } from './contract-change.js';
export { converts, incompleteConversion } from './conversion.js';
export { type EffectChange, overSeries } from './effect-change.js';
export { EXHAUSTED } from './exhausted.js';
export { checkFile, type Fault, type FileContext, type FileResult, scanFile } from './file.js';
export type * from './finding.js';
export { checkFileOnce } from './kept-check.js';
export { type RulePage, readRulePage, ruleIds } from './page.js';
