import { createHash } from 'node:crypto';
import { type Exploration, type Handed, type Knowledge, leadsToRoot, witness } from '../analysis/index.js';
import { basePath } from './base-path.js';
import type { Candidate } from './candidate.js';
import { balanceHazards } from './compare.js';
import { isByDesign } from './design.js';
import { doubtOf } from './doubt.js';
import { type Evidence, evidenceOf, withoutBorneOut } from './evidence.js';
import type { Finding, Origin, Severity } from './finding.js';
import { freezeCounts } from './freeze-count.js';
import { jumpedPuts } from './jumped-put.js';
import { missingObjects } from './missing-object.js';
import { newWayTo } from './new-way.js';
import { isOnEveryWay } from './own-references.js';
import { pathHazards } from './path-rules.js';
import { statementHazards } from './statement-rules.js';
import { uncheckedResults } from './unchecked-result.js';
import { zeroChecks } from './zero-check.js';

/** One version of a function, explored. */
export interface Version {
  readonly exploration: Exploration;
  readonly knowledge: Knowledge;
  /** Source text of a line. */
  readonly line: (n: number) => string;
  readonly isChanged: (line: number) => boolean;
}

/** Maps a line of the new version to the same line of the old one; undefined for an added line. */
export type LineMap = (postLine: number) => number | undefined;

/**
 * Compares the two versions of one function.
 * @param pre absent for a new function
 * @param post absent for a removed one
 * @param preLine when given, each finding of the new version also gets the same path before the patch
 * @returns findings of all origins but `transient`, which only a series can tell
 */
export function findings(pre: Version | undefined, post: Version | undefined, preLine?: LineMap): Finding[] {
  const before = pre ? hazards(pre, post) : [];
  const after = post ? hazards(post, pre) : [];
  const old = pairUp(before, after);
  const apart = after.map((c) => (pre && post && old.has(c) ? withWay(c, post, pre) : c));
  const current = group(apart).map((c) => {
    const isNew = !old.has(c) || (c.rule === 'refcount-leak' && !c.due && pre && isOnEveryWay(c, pre.exploration));
    const origin: Origin = c.touched && isNew ? 'introduced' : 'preexisting';
    if (!post) return undefined;
    const found = { ...finding(c, post, pre, origin), ...(pre ? {} : doubt(c)) };
    return preLine && found.trace ? { ...found, base: basePath(c, found.trace, pre, preLine) } : found;
  });
  const kept = new Set([...old.values()]);
  const gone = group(before.filter((b) => !kept.has(b) && !after.some((a) => matches(b, a))));
  const resolved = gone.map(
    (c) => pre && { ...finding(c, pre, post, 'resolved'), ...(post ? {} : { isRemoved: true }) },
  );
  return [...current, ...resolved].filter((f) => f !== undefined);
}

function doubt(c: Candidate): { doubt?: string } {
  const text = doubtOf(c);
  return text === undefined ? {} : { doubt: text };
}

/** For each hazard of the new version, the one that it was before. */
function pairUp(before: readonly Candidate[], after: readonly Candidate[]): Map<Candidate, Candidate> {
  const pairs = new Map<Candidate, Candidate>();
  const roots = { before: new Set(before.map((c) => c.root)), after: new Set(after.map((c) => c.root)) };
  for (const a of after) {
    const same = before.find((b) => matches(b, a));
    const renamed = before.find((b) => isRenamed(b, a) && !roots.after.has(b.root) && !roots.before.has(a.root));
    const old = same ?? renamed;
    if (old) pairs.set(a, old);
  }
  return pairs;
}

/** The same hazard under another name of the object: a field or an API was renamed, or a page became a folio. */
function isRenamed(before: Candidate, after: Candidate): boolean {
  const byItself = before.due === undefined && after.due === undefined;
  return (
    byItself && before.rule === after.rule && before.touched === after.touched && (before.signs & after.signs) !== 0
  );
}

/** Hazards of one version: by itself, and against the other version. */
function hazards(v: Version, other: Version | undefined): Candidate[] {
  const evidence = evidenceOf(v, other);
  const path = pathHazards(v.exploration);
  const unchecked = uncheckedResults(v.exploration, v.knowledge, v.isChanged);
  const balance = other && isComparable(other, v) ? balanceHazards(other.exploration, v.exploration) : [];
  const onPaths = [
    ...path.filter((c) => !isHandedOver(c, v, evidence)),
    ...balance.filter((c) => !isHandedOver(c, v, evidence) && !(other && isByDesign(c, other.exploration, v))),
  ];
  const jumped = other ? jumpedPuts(other, v) : [];
  return [
    ...onPaths,
    ...jumped.filter((j) => !onPaths.some((c) => c.rule === j.rule && c.root === j.root)),
    ...statementHazards(v.exploration, v.knowledge, v.isChanged),
    ...(unchecked.length > 0 ? unchecked : missingObjects(v.exploration)),
    ...freezeCounts(v.exploration),
    ...zeroChecks(other, v),
  ];
}

function withWay(c: Candidate, v: Version, pre: Version): Candidate {
  const way = newWayTo(c, v, pre);
  return way === undefined ? c : { ...c, way };
}

/** A result of another type has another meaning: no path of the one version is like one of the other. */
function isComparable(a: Version, b: Version): boolean {
  return a.exploration.fn.returnType === b.exploration.fn.returnType;
}

/** New code that hands the object to a function which nobody has read: that may be where the reference goes. */
function isHandedOver(c: Candidate, v: Version, evidence: Evidence): boolean {
  if (c.rule !== 'refcount-leak') return false;
  const isNew = (it: Handed) => v.isChanged(it.loc.line) && !evidence(c, it, it.loc.line);
  return v.exploration.handed.some((it) => isNew(it) && leadsToRoot(it.value, c.root));
}

/** The same hazard in both versions: same rule and object, same effect, and both on a path through the change or both not. */
function matches(before: Candidate, after: Candidate): boolean {
  return (
    before.rule === after.rule &&
    before.root === after.root &&
    before.detail === after.detail &&
    before.touched === after.touched &&
    (before.signs & after.signs) !== 0
  );
}

/** One finding for each rule and object of a version: the path with the fewest unknown calls, then the shortest. */
function group(all: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const c of all) {
    const key = `${c.rule} ${c.root} ${c.touched} ${c.root === '' ? c.loc.line : ''} ${c.way ?? ''}`;
    const known = best.get(key);
    if (!known || cost(c) < cost(known)) best.set(key, c);
  }
  const places = new Map(
    [...best.values()].map((c) => [`${c.rule} ${c.touched} ${c.loc.line}:${c.loc.column} ${c.way ?? ''}`, c]),
  );
  return [...places.values()].sort((a, b) => a.loc.line - b.loc.line || a.loc.column - b.loc.column);
}

function cost(c: Candidate): number {
  let sum = c.loc.line / 1e6;
  for (let h = c.history; h; h = h.before) sum += h.assumes && h.object === c.object?.value.key ? 1000 : 1;
  return sum;
}

function finding(c: Candidate, v: Version, other: Version | undefined, origin: Origin): Finding {
  const { fn } = c.exploration;
  const end = { loc: c.end?.loc ?? c.loc, complete: c.end !== undefined, text: c.end?.text ?? '', signs: c.signs };
  const trace = c.object && witness(c.exploration, v.line, c.history, c.object, end);
  return {
    id: fingerprint(c, v),
    rule: c.rule,
    severity: SEVERITY[c.rule] ?? 'error',
    origin,
    file: fn.file,
    line: c.loc.line,
    column: c.loc.column,
    function: fn.name,
    object: c.object?.name ?? '',
    message: c.message,
    why: c.why,
    ...(trace ? { trace: withoutBorneOut(trace, c, evidenceOf(v, other)) } : {}),
    ...(c.due ? { due: c.due } : {}),
    ...(c.doubt === undefined ? {} : { doubt: c.doubt }),
    ...(c.suggestion ? { suggestion: c.suggestion } : {}),
  };
}

const SEVERITY: Readonly<Record<string, Severity>> = { 'bug-on-new-check': 'note' };

/** Rule, function and statement without white space: stable over rebase and a new version of the series. */
function fingerprint(c: Candidate, v: Version): string {
  const statement = v.line(c.loc.line).replace(/\s+/g, ' ').trim();
  const way = c.way === undefined ? [] : [c.way];
  const text = [c.rule, c.exploration.fn.name, c.root, statement, ...way].join('\n');
  return createHash('sha1').update(text).digest('hex').slice(0, 8);
}
