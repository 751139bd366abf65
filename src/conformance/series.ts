import type { Patch } from '../input/index.js';
import { HEADERS } from '../interpreter/index.js';
import { builtin, type Semantics } from '../page/index.js';
import type { Diagnostic } from '../text/index.js';
import type { KernelTree } from '../tree/index.js';
import { type Broken, brokenIn } from './broken.js';
import { findingsOf, type PrimitiveFinding } from './findings.js';
import { type Ground, groundOf } from './ground.js';
import { type PatchedPrimitives, PRIMITIVES_HEADER, primitivesOf } from './headers.js';
import { completed } from './path-semantics.js';
import type { BrokenSchedule } from './schedule/index.js';
import { conformance } from './sequence/index.js';

/** The reference primitives before, within and behind a series. `earlier` are the patches before the one asked for, those
 * at least that `touchesHeaders` is true of. */
export interface SeriesPrimitives {
  /**
   * What a patch does to the contract: rules and invariants that hold before it and are broken after as `introduced`, those
   * that it repairs as `resolved`. Nothing is said of patches that leave the primitives alone.
   */
  readonly check: (earlier: readonly Patch[], patch: Patch) => Promise<CheckedPrimitives>;
  /** What the primitives do before and after a patch: as the headers say where the series touches these, else by model. */
  readonly semantics: (earlier: readonly Patch[], patch: Patch) => Promise<SemanticsPair>;
}

export interface CheckedPrimitives {
  readonly findings: readonly PrimitiveFinding[];
  /** Which hunks have no place, and what was used instead. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SemanticsPair {
  readonly before: Semantics;
  readonly after: Semantics;
}

/** The primitives of a tree under a series. What was worked out for one patch is used again for the next one. */
export function seriesPrimitives(tree: KernelTree): SeriesPrimitives {
  const known = new Map<string, Promise<Judged>>();
  const read = new Map<string, Promise<PatchedPrimitives>>();
  const primitives = (ground: KernelTree, patches: readonly Patch[]) =>
    remembered(read, keyOf(ground, patches), () => primitivesOf(ground, patches, tree));
  const judged = (ground: KernelTree, patches: readonly Patch[]) =>
    remembered(known, keyOf(ground, patches), async () => judge(await primitives(ground, patches)));
  const model = builtin(tree.version);
  const grounds = new Map<string, Promise<Ground>>();
  const groundUnder = (patches: readonly Patch[]) =>
    remembered(grounds, keyOf(tree, patches), () => groundOf(tree, patches));
  const semantics = async (patches: readonly Patch[]) => {
    if (!patches.some(touchesPrimitives)) return model;
    const ground = await groundUnder(patches);
    return completed((await primitives(ground.tree, patches)).semantics, model);
  };
  return {
    check: async (earlier, patch) => {
      if (!touchesPrimitives(patch)) return { findings: [], diagnostics: [] };
      const ground = await groundUnder([...earlier, patch]);
      const before = await judged(ground.tree, earlier);
      const after = await judged(ground.tree, [...earlier, patch]);
      const findings = [
        ...findingsOf(without(after.broken, before.broken), after.primitives, 'introduced'),
        ...findingsOf(without(before.broken, after.broken), before.primitives, 'resolved'),
      ];
      const diagnostics = ground.notes.filter((it) => it.patch === patch).map(({ diagnostic }) => diagnostic);
      return { findings, diagnostics };
    },
    semantics: async (earlier, patch) => ({
      before: await semantics(earlier),
      after: await semantics([...earlier, patch]),
    }),
  };
}

function keyOf(ground: KernelTree, patches: readonly Patch[]): string {
  return [ground.kind, ...patches.map(({ index, kind }) => `${kind}${index}`)].join();
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  if (!known.has(key)) known.set(key, make());
  return known.get(key)!;
}

interface Judged {
  readonly primitives: PatchedPrimitives;
  readonly broken: Broken;
}

function judge(primitives: PatchedPrimitives): Judged {
  return { primitives, broken: brokenIn(primitives) };
}

/** What decides how references are counted, in headers that hold much else. */
const SUBJECT =
  /_refcount|PAGEREF|\b(?:page|folio)_(?:ref_|count|put|get|try_get)|\b(?:get|put|try_get)_page|page_(?:ref)?count/;

/** May what a primitive does hang on this patch? Who asks about a series need name no other ones. */
export function touchesHeaders({ files }: Patch): boolean {
  return files.some(({ newPath, oldPath }) => HEADERS.includes(newPath ?? oldPath ?? ''));
}

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
