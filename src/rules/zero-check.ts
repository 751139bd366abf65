import { ANY, countSign, type Exploration, type RefEvent, rootOf } from '../analysis/index.js';
import type { Call, FunctionIR } from '../c/index.js';
import type { Candidate } from './candidate.js';
import type { Version } from './judge.js';

const PLAIN_GET = /^(folio_get|get_page|(page|folio)_ref_(inc|add))$/;
const SPECULATIVE_GET =
  /^(folio_try_get(_rcu)?|try_get_folio|get_page_unless_zero|folio_get_nontail_page|(page|folio)_ref_(try_add(_rcu)?|add_unless\w*))$/;

/** Takes a reference only where the count is not 0, and tells whether it did. */
export function isSpeculativeGet(callee: string): boolean {
  return SPECULATIVE_GET.test(callee);
}

/**
 * Plain gets where the other version took its reference speculatively, of a page that the function looked up itself. Such
 * a page may be free, frozen or a tail, all of which have count 0, and a plain get makes that 1 (folio_get() in
 * include/linux/mm.h has a VM_BUG_ON_FOLIO() for it). A change that takes a lock may know better and is left alone.
 */
export function zeroChecks(pre: Version | undefined, post: Version): Candidate[] {
  const checked = new Set(pre ? checkedRoots(pre) : []);
  if (checked.size === 0 || locks(post)) return [];
  const x = post.exploration;
  const kept = new Set(x.events.filter((e) => isSpeculativeGet(e.callee)).map(root));
  const plain = x.events.filter((e) => isUnclaimed(e) && PLAIN_GET.test(e.callee) && post.isChanged(e.loc.line));
  return plain
    .filter((e) => checked.has(root(e)) && !kept.has(root(e)) && isLookedUp(x.fn, root(e)))
    .map((e) => candidate(x, e));
}

/** What the version took speculatively on lines that the other one does not have, and looked at the answer. */
function checkedRoots(v: Version): string[] {
  const answered = new Set(calls(v.exploration.fn).flatMap((c) => (c.used ? [`${c.loc.line}:${c.loc.column}`] : [])));
  return v.exploration.events
    .filter((e) => isSpeculativeGet(e.callee) && v.isChanged(e.loc.line))
    .filter((e) => answered.has(`${e.loc.line}:${e.loc.column}`))
    .map(root);
}

function root(e: RefEvent): string {
  return rootOf(e.object.value.key);
}

function calls(fn: FunctionIR): Call[] {
  return fn.blocks.flatMap((b) => b.instructions).filter((i): i is Call => i.kind === 'call');
}

/** A lock that the change takes may be what keeps the page: the page table lock, or that of the folio. */
function locks(v: Version): boolean {
  return calls(v.exploration.fn).some((c) => v.isChanged(c.loc.line) && isLock(c.callee ?? ''));
}

function isLock(name: string): boolean {
  return /(^|_)(lock|trylock|down|guard)(_|$)/.test(name) && !/(^|_)(unlock|rcu)(_|$)/.test(name);
}

function isUnclaimed({ object, operation }: RefEvent): boolean {
  return operation.kind === 'get' && countSign(object.claim) === 0 && !object.frozen && !object.escaped;
}

/**
 * The result of a call, or the page of a pfn that came in: of a pointer that came in the caller may hold a reference. What
 * a page table maps has one while its lock is held, which is mostly the caller's doing.
 */
function isLookedUp(fn: FunctionIR, name: string): boolean {
  if (/^(vm_normal|pte|pmd|pud)_(page|folio)/.test(name)) return false;
  return name.includes('(') || fn.params.some((p) => p.name === name && !p.type.includes('*'));
}

function candidate(x: Exploration, e: RefEvent): Candidate {
  const { object } = e;
  return {
    rule: 'get-without-zero-check',
    exploration: x,
    root: root(e),
    object,
    loc: e.loc,
    detail: e.callee,
    signs: ANY,
    touched: e.touched,
    history: e.history,
    message: `${e.callee}() takes ${object.name}, whose count may be 0, where a speculative get was before`,
    why: `Nothing on this path keeps ${object.name}: it may be free, frozen or a tail page, and 0 must not become 1.`,
    suggestion: /page/.test(e.callee) ? 'get_page_unless_zero()' : 'folio_try_get()',
  };
}
