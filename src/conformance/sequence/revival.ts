import { type Memory, newMemory, type Semantics, SemanticsError } from '../../page/index.js';
import { callText } from './operations.js';
import type { SequenceStep, Violation } from './violation.js';

/** Why nobody else has a page whose count is 0: it is out of the buddy, its last put has told so, or it is frozen. */
export type Owner = 'off-buddy' | 'tested' | 'frozen';

/** A place in a kernel where the owner of such a page brings it back by an increment. */
export interface Revival {
  readonly file: string;
  readonly line: number;
  /** `page_ref_inc`, `folio_ref_add`, ... */
  readonly call: string;
  readonly owner: Owner;
}

type Call = readonly [name: string, ...args: readonly number[]];

/** How a page comes to each owner. `take_page_off_buddy()` leaves the count alone. */
const SET_UP: Readonly<Record<Owner, readonly Call[]>> = {
  'off-buddy': [['init_page_count'], ['put_page_testzero'], ['take_page_off_buddy']],
  tested: [['init_page_count'], ['page_ref_dec_and_test']],
  frozen: [['init_page_count'], ['page_ref_freeze', 1]],
};

/** What goes wrong with the increments of `revivals`: a check fires, or the count is not what was added. */
export function searchRevivals(semantics: Semantics, revivals: readonly Revival[]): readonly Violation[] {
  const groups = new Map<string, Revival[]>();
  for (const revival of revivals) {
    const key = `${revival.call} ${revival.owner}`;
    groups.set(key, [...(groups.get(key) ?? []), revival]);
  }
  return [...groups.values()].flatMap((group) => violationOf(semantics, group) ?? []);
}

function violationOf(semantics: Semantics, [first, ...others]: readonly Revival[]): Violation | undefined {
  const { call, owner } = first!;
  const added = call.endsWith('_add') ? 2 : 1;
  const steps = runAll(semantics, [
    ...SET_UP[owner],
    call.endsWith('_add') ? [call, added] : [call],
    ['page_ref_count'],
  ]);
  const [raised, read] = steps?.slice(-2) ?? [];
  const [bug] = raised?.bugs ?? [];
  if (!steps || (!bug && read!.ret === added)) return undefined;
  const at = [first!, ...others].map(({ file, line }) => `${file}:${line}`);
  return bug
    ? { rule: 'owner-checked', function: bug.function, bug, steps: steps.slice(0, -1), at }
    : { rule: 'owner-miscounted', function: call, steps, at };
}

/** Undefined for what cannot be run. */
function runAll(semantics: Semantics, calls: readonly Call[]): SequenceStep[] | undefined {
  const memory = newMemory(1);
  try {
    return calls.map(([name, ...args]) => step(semantics, memory, name, args));
  } catch (error) {
    if (error instanceof SemanticsError) return undefined;
    throw error;
  }
}

function step(semantics: Semantics, memory: Memory, name: string, args: readonly number[]): SequenceStep {
  const before = memory.pages[0]!.raw;
  const text = callText({ name, args });
  if (name === 'take_page_off_buddy') return { text, before, after: before, ret: 1, bugs: [] };
  const { ret, bugs } = semantics.run(memory, name, [0, ...args]);
  return { text, before, after: memory.pages[0]!.raw, ret, bugs };
}
