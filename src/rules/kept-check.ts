import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parsesCutOff } from '../c/index.js';
import { digestOf, NO_CACHE } from '../cache/index.js';
import type { Library } from '../kernel/index.js';
import type { ImagePair, SourceImage } from '../tree/index.js';
import { checkFile, type FileContext, type FileResult } from './file.js';

/**
 * What `checkFile` says; where an earlier run checked the same change, and each file that it looked at for callees is as
 * it was, what it said then.
 */
export function checkFileOnce(pair: ImagePair, context: FileContext): FileResult {
  const { pre, post } = context.libraries ?? {};
  if (!pre || !post || post.keeping.cache === NO_CACHE) return checkFile(pair, context);
  const { cache, version } = post.keeping;
  const pack = cache.pack('checks', digestOf(version, changeText(pair, context)));
  const known = keptCheck(pack.get(WHOLE));
  const left = context.work?.left() ?? Number.MAX_SAFE_INTEGER;
  if (known && known.work < left && known.surroundings === surroundings([pre, post], known.paths)) {
    context.work?.take(known.work);
    return known.result;
  }
  const result = checkFile(pair, context);
  const work = left - (context.work?.left() ?? left);
  // With more time, or on a faster machine, it may say more.
  if (parsesCutOff() > 0 || result.faults.length > 0 || work === left) return result;
  const paths = post.consulted();
  pack.put(WHOLE, packed({ paths, surroundings: surroundings([pre, post], paths), work, result }));
  return result;
}

/** A check has a file of its own: a review reads those of its patches alone. */
const WHOLE = 'check';

interface KeptCheck {
  /** The files of the tree that were looked for. */
  readonly paths: readonly string[];
  /** Names what they were before and after the patch. */
  readonly surroundings: string;
  /** What it took of the work for a patch. */
  readonly work: number;
  readonly result: FileResult;
}

/** All of the change that a check looks at; which lines are the same before and after follows from those that are not. */
function changeText({ pre, post }: ImagePair, { version, compare }: FileContext): string {
  const parts = (image: SourceImage | undefined) =>
    image && [image.path, image.text, image.complete, image.fragments, image.changed, image.gaps];
  return JSON.stringify([parts(pre), parts(post), version, compare === true]);
}

function surroundings(libraries: readonly Library[], paths: readonly string[]): string {
  return digestOf(...libraries.map((library) => library.fingerprint(paths)));
}

/** The paths are thousands, and much alike. */
function packed(check: KeptCheck): string {
  return deflateRawSync(JSON.stringify(check), { level: 1 }).toString('base64');
}

function keptCheck(text: string | undefined): KeptCheck | undefined {
  try {
    if (text === undefined) return undefined;
    const check: unknown = JSON.parse(String(inflateRawSync(Buffer.from(text, 'base64'))));
    return isKeptCheck(check) ? check : undefined;
  } catch {
    return undefined;
  }
}

/** Has what was kept the shape that it is kept in? Without, a finding would be lost. */
function isKeptCheck(value: unknown): value is KeptCheck {
  const { paths, surroundings, work, result } = fieldsOf(value);
  const { findings, skipped, faults, effects } = fieldsOf(result);
  return (
    isListOf(paths, (path) => typeof path === 'string') &&
    typeof surroundings === 'string' &&
    typeof work === 'number' &&
    isListOf(findings, (finding) =>
      hasWords(finding, ['id', 'rule', 'origin', 'severity', 'file', 'function', 'message']),
    ) &&
    isListOf(skipped, (one) => hasWords(one, ['file', 'function', 'reason'])) &&
    isListOf(effects, (one) => hasWords(one, ['file', 'name'])) &&
    Array.isArray(faults)
  );
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function hasWords(value: unknown, names: readonly string[]): boolean {
  const fields = fieldsOf(value);
  return names.every((name) => typeof fields[name] === 'string');
}
