import type { Ownership, Summary } from '../analysis/index.js';
import {
  type FunctionHead,
  kernelDialect,
  LoweringError,
  lowerFunction,
  parseUnit,
  type SkippedFunction,
} from '../c/index.js';
import { knowledgeOf, type Library } from '../kernel/index.js';
import type { Share } from '../text/index.js';
import type { ImagePair, SourceImage } from '../tree/index.js';
import { onePerFunction, type ReadImage, touches, unfollowed, unread } from './coverage.js';
import { type EffectChange, effectChange } from './effect-change.js';
import { ExhaustedError, exploreWithin } from './exhausted.js';
import type { Finding } from './finding.js';
import { findings, type Version } from './judge.js';

/** What the check of one file needs besides the file. */
export interface FileContext {
  readonly ownership: Ownership;
  /** Kernel version that selects contracts; undefined means the newest known. */
  readonly version?: string | undefined;
  /** The trees around the two versions of the file; without them callees in other files are not known. */
  readonly libraries?: { readonly pre?: Library; readonly post: Library } | undefined;
  /** Give each finding the same path before the patch, too. */
  readonly compare?: boolean | undefined;
  /** What following the paths of its functions may take; without it only each function by itself is bounded. */
  readonly work?: Share | undefined;
}

export interface FileResult {
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedFunction[];
  /** Functions at which the program itself failed. */
  readonly faults: readonly Fault[];
  /** Functions whose callers may have to be adapted. */
  readonly effects: readonly EffectChange[];
}

/** A function that was lost to an error of the program. */
export interface Fault {
  readonly file: string;
  readonly function: string;
  readonly line: number;
  readonly error: unknown;
}

/** Both preprocessor configurations are looked at, and what they find is united. */
const CONFIGURATIONS = ['all', 'none'] as const;

/** Checks the functions of one file that a patch touches, in both versions. */
export function checkFile(pair: ImagePair, context: FileContext): FileResult {
  const done = new Set<string>();
  const results = CONFIGURATIONS.map((config) => checkConfiguration(pair, context, config, done));
  return unite(results);
}

function unite(results: readonly FileResult[]): FileResult {
  const byId = new Map(results.flatMap((r) => r.findings).map((f) => [`${f.id} ${f.origin}`, f]));
  const effects = new Map(results.flatMap((r) => r.effects).map((e) => [e.name, e]));
  return {
    findings: onePerFile([...byId.values()]),
    skipped: onePerFunction(results.flatMap((r) => r.skipped)),
    faults: [...new Map(results.flatMap((r) => r.faults).map((f) => [`${f.function} ${f.line}`, f])).values()],
    effects: [...effects.values()],
  };
}

/** A series that adds the same kind of check many times is told so once. */
function onePerFile(all: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>();
  const kept: Finding[] = [];
  const repeats = new Map<Finding, Finding[]>();
  for (const f of all) {
    const lead = first.get(`${f.rule} ${f.origin}`);
    if (f.rule === 'bug-on-new-check' && lead) repeats.get(lead)?.push(f);
    else {
      first.set(`${f.rule} ${f.origin}`, f);
      repeats.set(f, []);
      kept.push(f);
    }
  }
  return kept.map((f) => withRepeats(f, repeats.get(f) ?? []));
}

function withRepeats(f: Finding, others: readonly Finding[]): Finding {
  if (others.length === 0) return f;
  const places = others.map((o) => `${o.function}():${o.line}`).join(', ');
  return { ...f, message: `${f.message} and in ${others.length} more`, why: `${f.why} Also in ${places}.` };
}

/** All hazards of a file as it stands; `path` is relative to the tree. */
export function scanFile(path: string, text: string, context: FileContext): FileResult {
  const image: SourceImage = { path, side: 'post', text, complete: true, fragments: [], changed: [], gaps: [] };
  const results = CONFIGURATIONS.map((config) => {
    const post = side(image, config);
    const [, after] = versions(undefined, post, context);
    const results = (post?.unit.functions ?? []).map((head) =>
      guarded(path, head, () => {
        const now = after(head.name);
        return { ...NOTHING, findings: findings(undefined, now), skipped: unfollowed(undefined, now) };
      }),
    );
    return merged([...results, { ...NOTHING, skipped: post?.unit.skipped ?? [] }]);
  });
  return unite(results);
}

/** @param done names of functions that need not be looked at again; those that no configuration changes are added */
function checkConfiguration(
  pair: ImagePair,
  context: FileContext,
  config: 'all' | 'none',
  done: Set<string>,
): FileResult {
  const pre = side(pair.pre, config);
  const post = side(pair.post, config);
  const names = new Set([...touchedNames(pre), ...touchedNames(post)]);
  for (const name of done) names.delete(name);
  for (const name of names) if (!isConditional(pre, name) && !isConditional(post, name)) done.add(name);
  const [before, after] = versions(pre, post, context);
  const results = [...names].map((name) =>
    guarded((pair.post ?? pair.pre)?.path ?? '', post?.heads.get(name) ?? pre?.heads.get(name), () => {
      const [old, now] = [before(name), after(name)];
      const effect = effectChange(old, now);
      return {
        findings: findings(old, now, context.compare ? pair.preLine : undefined),
        skipped: unfollowed(old, now),
        faults: [],
        effects: effect ? [effect] : [],
      };
    }),
  );
  return merged([...results, { ...NOTHING, skipped: unread(pre, post) }]);
}

const NOTHING: FileResult = { findings: [], skipped: [], faults: [], effects: [] };

/** A function that cannot be lowered is skipped with the reason; one at which the program fails is lost, and no other. */
function guarded(file: string, head: FunctionHead | undefined, look: () => FileResult): FileResult {
  try {
    return look();
  } catch (error) {
    const place = { file, function: head?.name ?? '', line: head?.first.line ?? 1 };
    if (error instanceof LoweringError || error instanceof ExhaustedError)
      return { ...NOTHING, skipped: [{ ...place, reason: error.message }] };
    return { ...NOTHING, skipped: [{ ...place, reason: 'internal error' }], faults: [{ ...place, error }] };
  }
}

function merged(results: readonly FileResult[]): FileResult {
  return {
    findings: results.flatMap((r) => r.findings),
    skipped: results.flatMap((r) => r.skipped),
    faults: results.flatMap((r) => r.faults),
    effects: results.flatMap((r) => r.effects),
  };
}

/** One version of the file, parsed. */
interface Side extends ReadImage {
  readonly heads: ReadonlyMap<string, FunctionHead>;
}

function side(image: SourceImage | undefined, config: 'all' | 'none'): Side | undefined {
  if (!image) return undefined;
  const unit = parseUnit(image, {
    config,
    lower: (syntax) => lowerFunction(syntax, { dialect: kernelDialect(), touched: image }),
  });
  return { image, unit, heads: new Map(unit.functions.map((f) => [f.name, f])) };
}

function touchedNames(s: Side | undefined): string[] {
  return s ? s.unit.functions.filter((f) => touches(s.image, f.first.line, f.last.line)).map((f) => f.name) : [];
}

/** True when the function holds a preprocessor condition. */
function isConditional(s: Side | undefined, name: string): boolean {
  const head = s?.heads.get(name);
  if (!s || !head) return false;
  for (let n = head.first.line; n <= head.last.line; n++)
    if (/^\s*#\s*(if|else|elif)/.test(s.unit.line(n))) return true;
  return false;
}

/** Equal for summaries that say the same in another order. */
function spelling(summary: Summary | undefined): string {
  return (summary?.outcomes ?? [])
    .map((o) => JSON.stringify({ ...o, requires: [], keeps: [] }))
    .sort()
    .join();
}

type Look = (name: string) => Version | undefined;

/** The two versions as `findings` wants them; a callee whose summary differs counts as touched in both. */
function versions(pre: Side | undefined, post: Side | undefined, context: FileContext): [Look, Look] {
  const { ownership, version, libraries, work } = context;
  const knowledge = (s: Side | undefined, library: Library | undefined) =>
    s && knowledgeOf({ ownership, version, unit: s.unit, library }, hasChanged);
  const changed = new Map<string, boolean>();
  const hasChanged = (name: string): boolean => {
    const known = changed.get(name);
    if (known !== undefined) return known;
    changed.set(name, false);
    const answer = spelling(before?.summary(name)) !== spelling(after?.summary(name));
    changed.set(name, answer);
    return answer;
  };
  const before = knowledge(pre, libraries?.pre);
  const after = knowledge(post, libraries?.post);
  const look =
    (s: Side | undefined, known: typeof before): Look =>
    (name) => {
      const head = s?.heads.get(name);
      if (!s || !known || !head) return undefined;
      const isChanged = (line: number) => s.image.changed.some((r) => r.first <= line && line <= r.last);
      const exploration = exploreWithin(work, head.lower(), known, s.unit.line);
      return { exploration, knowledge: known, line: s.unit.line, isChanged };
    };
  return [look(pre, before), look(post, after)];
}
