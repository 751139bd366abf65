import type { Patch } from '../input/index.js';
import type { KernelTree } from '../tree/index.js';
import { conformance } from './conformance/index.js';
import { findingsOf, type PrimitiveFinding } from './contract-findings.js';
import { type Broken, brokenIn } from './contract-suite.js';
import { groundOf, HEADERS, type PatchedPrimitives, PRIMITIVES_HEADER, primitivesOf } from './headers.js';
import type { BrokenSchedule } from './schedule/index.js';

/** Judges one patch of a series; `earlier` are the patches before it. */
export type CheckPrimitives = (earlier: readonly Patch[], patch: Patch) => Promise<readonly PrimitiveFinding[]>;

/**
 * Says what a patch to the reference primitives does to their contract: rules and invariants that hold before and are
 * broken after as `introduced`, those that it repairs as `resolved`. An aside is measured against the tree without the
 * series, since it says what the series would be with it. Nothing is said of patches that leave the primitives alone.
 * What was worked out for one patch of a tree is used again for the next one.
 */
export function primitivesChecker(tree: KernelTree): CheckPrimitives {
  const known = new Map<string, Promise<Judged>>();
  const judged = (ground: KernelTree, patches: readonly Patch[]) => {
    const key = [ground.kind, ...patches.map(({ index, kind }) => `${kind}${index}`)].join();
    if (!known.has(key)) known.set(key, judge(ground, patches));
    return known.get(key)!;
  };
  return async (earlier, patch) => {
    if (!touchesPrimitives(patch)) return [];
    const ground = await groundOf(tree, [...earlier, patch]);
    const before = await judged(ground, earlier);
    const after = await judged(ground, [...earlier, patch]);
    const base = patch.kind === 'aside' ? await judged(ground, []) : before;
    return [
      ...findingsOf(without(after.broken, base.broken), after.primitives, 'introduced'),
      ...findingsOf(without(before.broken, after.broken), before.primitives, 'resolved'),
    ];
  };
}

interface Judged {
  readonly primitives: PatchedPrimitives;
  readonly broken: Broken;
}

async function judge(tree: KernelTree, patches: readonly Patch[]): Promise<Judged> {
  const primitives = await primitivesOf(tree, patches);
  return { primitives, broken: brokenIn(primitives) };
}

/** What decides how references are counted, in headers that hold much else. */
const SUBJECT =
  /_refcount|PAGEREF|\b(?:page|folio)_(?:ref_|count|put|get|try_get)|\b(?:get|put|try_get)_page|page_(?:ref)?count/;

function touchesPrimitives({ files }: Patch): boolean {
  return files.some(({ newPath, oldPath, hunks }) => {
    const path = newPath ?? oldPath ?? '';
    if (path === PRIMITIVES_HEADER) return true;
    const changed = hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'context'));
    return HEADERS.includes(path) && changed.some(({ text }) => SUBJECT.test(text));
  });
}

/** What is broken here and was not there. */
function without(here: Broken, there: Broken): Broken {
  const races = new Set(there.schedules.map(scheduleKey));
  return {
    ...here,
    violations: conformance(there.violations, here.violations),
    schedules: here.schedules.filter((it) => !races.has(scheduleKey(it))),
  };
}

function scheduleKey({ scenario, invariant }: BrokenSchedule): string {
  return `${invariant} ${scenario.name}`;
}
