import {
  cloneMemory,
  type Memory,
  memoryKey,
  newMemory,
  type Outcome,
  type Semantics,
  SemanticsError,
  tailOf,
} from '../../page/index.js';
import { callText, type Operation, operationsOf } from './operations.js';
import { brokenBy, FRESH, isAllowed, type PageState, stateAfter, stateKey } from './state.js';
import { type SequenceStep, type Violation, violationKey } from './violation.js';

/** Calls in a sequence at most; the longest that a rule needs is set up, freeze, release, try. */
const DEPTH = 5;

/** A page after a sequence of calls: as the contract has it, and as the field is. */
interface Node {
  readonly state: PageState;
  readonly memory: Memory;
  readonly last?: Omit<SequenceStep, 'text'> & { readonly operation: Operation };
  readonly parent?: Node;
}

/** The page that is worked on, and the head that a tail would belong to. */
const PAGE = 1;

/**
 * Breadth first over all sequences of calls that the contract allows, from a `struct page` that was never set up.
 * States are hashed. Each broken rule is told once for each function to blame, with a shortest sequence.
 */
export function searchSequences(semantics: Semantics): readonly Violation[] {
  const operations = operationsOf(semantics).filter((it) => canRun(semantics, it));
  const found = new Map<string, Violation>();
  const seen = new Set<string>();
  let level: readonly Node[] = [{ state: FRESH, memory: newMemory(2) }];
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const next: Node[] = [];
    for (const node of level) {
      for (const operation of operations) {
        if (!isAllowed(node.state, operation)) continue;
        const reached = take(semantics, node, operation, found);
        const key = reached && `${stateKey(reached.state)}|${memoryKey(reached.memory)}`;
        if (!reached || seen.has(key!)) continue;
        seen.add(key!);
        next.push(reached);
      }
    }
    level = next;
  }
  return [...found.values()];
}

/** What the interpreter cannot run is left out, instead of being judged by half. */
function canRun(semantics: Semantics, operation: Operation): boolean {
  return attempt(semantics, newMemory(2), operation) !== undefined;
}

/** Undefined for what cannot be run: not at all, or, as a loop without an end, not from there. */
function attempt(semantics: Semantics, memory: Memory, operation: Operation): Outcome | undefined {
  try {
    return perform(semantics, memory, operation);
  } catch (error) {
    if (error instanceof SemanticsError) return undefined;
    throw error;
  }
}

/** Makes one call; undefined when field and contract have parted, since what follows proves nothing new. */
function take(
  semantics: Semantics,
  parent: Node,
  operation: Operation,
  found: Map<string, Violation>,
): Node | undefined {
  const memory = cloneMemory(parent.memory);
  const before = memory.pages[PAGE]!.raw;
  const outcome = attempt(semantics, memory, operation);
  if (outcome === undefined) return undefined;
  const { ret, bugs, freed } = outcome;
  const last = { operation, before, after: memory.pages[PAGE]!.raw, ret, bugs };
  const node: Node = { state: stateAfter(parent.state, operation), memory, last, parent };
  for (const bug of bugs) keep(found, { rule: 'check-fires', function: bug.function, bug, steps: stepsTo(node) });
  const rule = brokenBy(parent.state, operation, { ret, bugs, freed });
  if (rule === undefined) return node;
  const blamed = rule.startsWith('get-') && rule !== 'get-refused' ? parent.state.via : operation;
  keep(found, { rule, function: (blamed ?? operation).name, steps: stepsTo(node) });
  return undefined;
}

function keep(found: Map<string, Violation>, violation: Violation): void {
  const key = violationKey(violation);
  if (!found.has(key)) found.set(key, violation);
}

function perform(semantics: Semantics, memory: Memory, { name, kind, args }: Operation): Outcome {
  const nothing: Outcome = { ret: null, bugs: [], freed: false };
  if (kind === 'release') return nothing;
  if (kind !== 'make-tail') return semantics.run(memory, name, [PAGE, ...args]);
  const { raw } = memory.pages[PAGE]!;
  memory.pages[0]!.order = 1;
  memory.pages[PAGE] = { ...tailOf(memory.pages[0]!, PAGE), raw };
  return nothing;
}

function stepsTo(node: Node): SequenceStep[] {
  const steps: SequenceStep[] = [];
  for (let at: Node | undefined = node; at; at = at.parent) if (at.last) steps.push(stepOf(at.last));
  return steps.reverse();
}

function stepOf({ operation, ...step }: NonNullable<Node['last']>): SequenceStep {
  return { text: callText(operation), ...step };
}
