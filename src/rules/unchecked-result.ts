import { ANY, type Exploration, type Knowledge } from '../analysis/index.js';
import { type Call, expressionText } from '../c/index.js';
import type { Candidate } from './candidate.js';
import { wrongTests } from './unchecked-result-failure.js';
import { isSpeculativeGet } from './zero-check.js';

/**
 * Results that say whether a reference was taken, and that a changed line throws away or asks the wrong question of.
 * @param isChanged of the version that `x` is of
 */
export function uncheckedResults(
  x: Exploration,
  knowledge: Knowledge,
  isChanged: (line: number) => boolean,
): Candidate[] {
  return [...ignoredResults(x, knowledge, isChanged), ...wrongTests(x, knowledge, isChanged)];
}

function ignoredResults(x: Exploration, knowledge: Knowledge, isChanged: (line: number) => boolean): Candidate[] {
  const calls = x.fn.blocks.flatMap((b) => b.instructions).filter((i): i is Call => i.kind === 'call');
  const isRedefined = (c: Call) => knowledge.summary(c.callee ?? '', c.args.length)?.isRedefined === true;
  const ignored = calls.filter(
    (c) => !c.used && isChanged(c.loc.line) && isConditional(c.callee ?? '') && !isRedefined(c),
  );
  return ignored.map((c) => ignoredResult(x, c));
}

/** Leaves the count as it is when it fails, and fails in ordinary operation. */
function isConditional(callee: string): boolean {
  return (
    isSpeculativeGet(callee) || /^(try_get_page|try_grab_(page|folio(_fast)?)|(page|folio)_ref_freeze)$/.test(callee)
  );
}

function ignoredResult(x: Exploration, c: Call): Candidate {
  const callee = c.callee ?? '';
  const [page] = c.args;
  const name = page ? expressionText(page).replace(/\bt\d+\b/g, '…') : 'the page';
  const freezes = callee.endsWith('freeze');
  return {
    rule: 'unchecked-ref-result',
    exploration: x,
    root: '',
    loc: c.loc,
    detail: callee,
    signs: ANY,
    touched: true,
    message: `${callee}() may fail, and ${x.fn.name}() does not look at its result`,
    why: freezes
      ? `Where the freeze fails ${name} stays live: others go on to get and put it.`
      : `Where it fails no reference of ${name} was taken, and the code behind it cannot know.`,
    suggestion: `if (!${callee}(…))`,
  };
}
