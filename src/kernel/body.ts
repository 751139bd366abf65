import type { Ownership, Summary } from '../analysis/index.js';
import { type FunctionIR, kernelDialect, lowerFunction, parseUnit, type Unit } from '../c/index.js';
import type { Place } from '../text/index.js';
import { reachOf, viewOf } from './callee.js';
import type { Definition } from './definitions.js';
import { DEPTH, knowledgeOf } from './knowledge.js';
import type { Library } from './library.js';
import { newMemory } from './memory.js';

/** What the body of one function was seen to do, or why it says nothing. */
export type BodyEffect =
  | { readonly kind: 'read'; readonly where: Place; readonly fn: FunctionIR; readonly summary: Summary }
  | { readonly kind: 'unread'; readonly where: Place; readonly because: Unread };

export type Unread = 'is a macro' | 'is a stub' | 'cannot be parsed' | 'has no counts in reach' | 'has too many paths';

/** Reads the body of a function of the tree, whatever is declared of the function itself; of others, what is declared counts. */
export function effectOfBody(
  definition: Definition,
  { ownership, version, library }: { ownership: Ownership; version: string | undefined; library: Library },
): BodyEffect {
  const { name, path, line } = definition;
  const where = { file: path, line };
  const others = without(ownership, name);
  // Callees' summaries depend on what is declared, which is not the same for every function that is asked for.
  const own = { ...library, memory: newMemory() };
  const unit = emptyUnit(path);
  const callee = viewOf(unit, own).callee(name);
  if (definition.kind === 'macro') return { kind: 'unread', where, because: 'is a macro' };
  if (path.endsWith('.h') && definition.isStub) return { kind: 'unread', where, because: 'is a stub' };
  const fn = callee?.body()?.fn;
  if (!callee || !fn) return { kind: 'unread', where, because: 'cannot be parsed' };
  const summary = knowledgeOf({ ownership: others, version, unit, library: own }).summary(name);
  if (summary) return { kind: 'read', where, fn, summary };
  const reaches = reachOf(others, own.memory)(callee, DEPTH);
  return { kind: 'unread', where, because: reaches ? 'has too many paths' : 'has no counts in reach' };
}

/** As if nothing had been said of one function. */
function without(ownership: Ownership, name: string): Ownership {
  return {
    ...ownership,
    contract: (asked, argumentCount) => (asked === name ? undefined : ownership.contract(asked, argumentCount)),
    isHarmless: (asked) => asked !== name && ownership.isHarmless(asked),
  };
}

/** A file seen through the library alone, which of alternatives knows the one that is no stub. */
export function emptyUnit(path: string): Unit {
  return parseUnit(
    { path, text: '', complete: true, fragments: [] },
    { config: 'all', lower: (syntax) => lowerFunction(syntax, { dialect: kernelDialect(), touched: NOTHING }) },
  );
}

const NOTHING = { changed: [], gaps: [] } as const;
