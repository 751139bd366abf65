import { ANY, type Exploration, type Knowledge } from '../analysis/index.js';
import { type Call, type Expr, type FunctionIR, type Instruction, operandsOf } from '../c/index.js';
import type { Candidate } from './candidate.js';

/** Hazards that one statement shows, on whatever path; only changed lines are looked at. */
export function statementHazards(
  x: Exploration,
  knowledge: Knowledge,
  isChanged: (line: number) => boolean,
): Candidate[] {
  const found: Candidate[] = [];
  for (const i of instructions(x.fn)) {
    if (i.kind === 'leave' || i.kind === 'touch' || !isChanged(i.loc.line)) continue;
    found.push(...directAccess(x, i));
    if (i.kind === 'call') found.push(...debugCheck(x, i, knowledge), ...fatalCheck(x, i), ...tailReference(x, i));
  }
  return found;
}

function instructions(fn: FunctionIR): Instruction[] {
  const all: Instruction[] = [];
  for (const block of fn.blocks) {
    all.push(...block.instructions);
    const { end } = block;
    if (end.kind !== 'branch' && end.kind !== 'switch') continue;
    const value = end.kind === 'branch' ? end.cond : end.value;
    all.push({ kind: 'define', temp: -1, value, loc: end.loc });
  }
  return all;
}

/** `_refcount` was renamed from `_count` to flush out open-coded users (commit 0139aa7b7fa1). */
function directAccess(x: Exploration, i: Instruction): Candidate[] {
  if (x.fn.file.endsWith('include/linux/page_ref.h')) return [];
  if (!expressionsOf(i).some(mentionsRefcount)) return [];
  return [
    {
      ...statement(x, i),
      rule: 'direct-refcount-access',
      message: `_refcount is opened by hand in ${x.fn.name}()`,
      why: 'The field has its own encoding of frozen pages and its own tracepoints: use the page_ref_*() functions.',
    },
  ];
}

function expressionsOf(i: Instruction): readonly Expr[] {
  switch (i.kind) {
    case 'assign':
      return [i.target, i.value];
    case 'define':
      return [i.value];
    case 'call':
      return i.args;
    default:
      return [];
  }
}

function mentionsRefcount(e: Expr): boolean {
  return (e.kind === 'field' && e.name === '_refcount') || operandsOf(e).some(mentionsRefcount);
}

/** Without CONFIG_DEBUG_VM the argument of VM_BUG_ON() and friends is not evaluated (include/linux/mmdebug.h). */
function debugCheck(x: Exploration, c: Call, knowledge: Knowledge): Candidate[] {
  if (!c.inAssertion?.startsWith('VM_') || !c.callee) return [];
  const effects = knowledge.summary(c.callee)?.outcomes.flatMap((o) => o.effects) ?? [];
  if (!effects.some((e) => e.verb !== 'returns' && e.verb !== 'ignores' && e.verb !== 'borrows')) return [];
  return [
    {
      ...statement(x, c),
      rule: 'ref-op-in-debug-check',
      detail: c.callee,
      message: `${c.callee}() inside ${c.inAssertion}() does not happen in a kernel without CONFIG_DEBUG_VM`,
      why: `${c.inAssertion}() does not evaluate its argument there, so the count is left unchanged.`,
      suggestion: `call ${c.callee}() first and check its result`,
    },
  ];
}

const COUNT_CHECK = /(page|folio)_(ref_)?count|_refcount|frozen|ref_freeze|mapcount/;

/** New checks should warn and go on (Documentation/process/coding-style.rst, section 22). */
function fatalCheck(x: Exploration, c: Call): Candidate[] {
  if (!c.callee || !/^(VM_)?BUG_ON/.test(c.callee)) return [];
  const text = x.fn.file.endsWith('page_ref.h') ? 'frozen' : JSON.stringify([c.args, callsBefore(x.fn, c)]);
  if (!COUNT_CHECK.test(text)) return [];
  const mild = c.callee.startsWith('VM_') ? c.callee.replace('BUG_ON', 'WARN_ON_ONCE') : 'WARN_ON_ONCE';
  return [
    {
      ...statement(x, c),
      rule: 'bug-on-new-check',
      detail: c.callee,
      message: `new ${c.callee}() in refcount code of ${x.fn.name}()`,
      why: 'A wrong count rarely justifies to stop the machine; a warning leaves a system that can be debugged.',
      suggestion: mild,
    },
  ];
}

/** Names of the calls in the check's own argument: they were lifted in front of it. */
function callsBefore(fn: FunctionIR, c: Call): string[] {
  const block = fn.blocks.find((b) => b.instructions.includes(c));
  const calls = block?.instructions.filter((i): i is Call => i.kind === 'call' && i.inAssertion !== undefined) ?? [];
  return calls.filter((i) => i.loc.line === c.loc.line).map((i) => i.callee ?? '');
}

/**
 * page_ref_*() work on the given page, put_page() on the head: on a tail the two never meet
 * (include/linux/page_ref.h, page_folio() in include/linux/mm.h).
 */
function tailReference(x: Exploration, c: Call): Candidate[] {
  if (!c.callee || !/^page_ref_(inc|dec|add|sub)(_return|_and_test)?$/.test(c.callee)) return [];
  const [page] = c.args;
  if (page?.kind !== 'name' || !mayBeTail(x.fn, page.name)) return [];
  return [
    {
      ...statement(x, c),
      rule: 'tail-page-ref',
      detail: c.callee,
      message: `${c.callee}() counts on ${page.name} itself, which may be a tail page`,
      why: `${page.name} comes from outside as a struct page: nothing here shows that it is a head or an order-0 page.`,
      suggestion: /inc|add/.test(c.callee) ? 'get_page()' : 'put_page()',
    },
  ];
}

/** A `struct page *` parameter that the function neither checks for being a head nor made from one. */
function mayBeTail(fn: FunctionIR, name: string): boolean {
  const param = fn.params.find((p) => p.name === name);
  const type = param?.type ?? fn.locals.get(name) ?? '';
  if (!/struct page\b/.test(type)) return false;
  const calls = fn.blocks.flatMap((b) => b.instructions).filter((i): i is Call => i.kind === 'call');
  const about = calls.filter((i) => i.args.some((a) => a.kind === 'name' && a.name === name));
  if (about.some((i) => /compound_head|PageTail|PageHead|PageCompound|page_folio|alloc/.test(i.callee ?? '')))
    return false;
  return param !== undefined || madeFromAddress(fn, name);
}

/** virt_to_page() and its like give the page of an address, wherever in a compound page that is. */
function madeFromAddress(fn: FunctionIR, name: string): boolean {
  const made = new Set<number>();
  for (const i of fn.blocks.flatMap((b) => b.instructions)) {
    if (i.kind === 'call' && /^(virt_to_page|pfn_to_page|vmalloc_to_page|skb_frag_page)$/.test(i.callee ?? ''))
      made.add(i.temp);
    if (i.kind === 'assign' && i.target.kind === 'name' && i.target.name === name && i.value.kind === 'temp') {
      if (made.has(i.value.id)) return true;
    }
  }
  return false;
}

function statement(x: Exploration, i: Instruction) {
  return { exploration: x, root: '', loc: i.loc, detail: '', signs: ANY, touched: true };
}
