import { type Bug, type Memory, newMemory, type Semantics, SemanticsError, tailOf } from '../../page/index.js';
import { callText } from './operations.js';
import type { Violation } from './violation.js';

const [INT_MAX, INT_MIN] = [0x7fffffff, -0x80000000];

/** Counts at which a condition may change its mind: around 0, the ends of the range, and the bits below the sign. */
const RAWS = [
  ...[0, 1, 2, 3, 127, 128, 1024, 1 << 29, 1 << 30, INT_MAX - 1, INT_MAX],
  ...[INT_MIN, INT_MIN + 1, INT_MIN + 2, -(1 << 30), -(1 << 30) - 1, -128, -127, -2, -1],
];
const NUMBERS = [1, 0, 2, 1024, -1, INT_MAX, INT_MIN];

/** The checks, of those given, that no count and no argument make fire. One that cannot be run is taken to fire. */
export function deadChecks(semantics: Semantics, checks: readonly Bug[]): readonly Violation[] {
  const fired = new Map<string, ReadonlySet<string>>();
  return checks.flatMap((bug) => {
    const name = bug.function;
    if (!judgesCount(semantics, bug)) return [];
    if (!fired.has(name)) fired.set(name, firedIn(semantics, name) ?? new Set(checks.map(checkKey)));
    return fired.get(name)!.has(checkKey(bug))
      ? []
      : { rule: 'dead-check', function: name, bug, steps: example(semantics, name) };
  });
}

/** Only what is worked out from the count alone: other flags of a page are not simulated. */
function judgesCount(semantics: Semantics, { condition, function: name }: Bug): boolean {
  const calls = [...condition.matchAll(/\b(\w+)\s*\(/g)].map((match) => match[1]!);
  return semantics.has(name) && calls.length > 0 && calls.every((call) => semantics.has(call));
}

function checkKey({ condition, line }: Bug): string {
  return `${line}:${condition}`;
}

/** Runs the function on every count and argument; undefined when a run is not possible. */
function firedIn(semantics: Semantics, name: string): Set<string> | undefined {
  const params = semantics.params(name) ?? [];
  if (!/^(?:const )?struct (?:page|folio) \*$/.test(params[0]?.type ?? '')) return undefined;
  const fired = new Set<string>();
  const numbers = params.length > 1 ? NUMBERS : [0];
  const others = params.length > 2 ? NUMBERS : [0];
  try {
    for (const raw of RAWS) {
      for (const page of [0, 1, 2]) {
        for (const a of numbers) {
          for (const b of others) {
            for (const bug of semantics.run(memoryWith(raw), name, [page, a, b]).bugs) fired.add(checkKey(bug));
          }
        }
      }
    }
    return fired;
  } catch (error) {
    if (error instanceof SemanticsError) return undefined;
    throw error;
  }
}

/** A single page, a head with its tail; all with that count. */
function memoryWith(raw: number): Memory {
  const memory = newMemory(2);
  const [single, head] = memory.pages as [Memory['pages'][0], Memory['pages'][0]];
  Object.assign(single, { raw });
  Object.assign(head, { raw, order: 1 });
  memory.pages.push({ ...tailOf(head), raw });
  return memory;
}

/** The least that should have made the check fire: the call on a frozen page. */
function example(semantics: Semantics, name: string): Violation['steps'] {
  const memory = newMemory(1);
  const args = (semantics.params(name) ?? []).slice(1).map(() => 1);
  const calls: [string, number[]][] = [
    ['init_page_count', []],
    ['page_ref_freeze', [1]],
    [name, args],
  ];
  return calls.map(([call, numbers]) => {
    const before = memory.pages[0]!.raw;
    const { ret, bugs } = semantics.run(memory, call, [0, ...numbers]);
    return { text: callText({ name: call, args: numbers }), before, after: memory.pages[0]!.raw, ret, bugs };
  });
}
