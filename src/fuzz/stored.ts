import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { openCache } from '../cache/index.js';
import { review } from '../review/index.js';
import { packageFolder } from './corpus.js';

/** One change of what the cache holds: the pair and the value in it that are meant, by any number, and what comes there. */
export interface StoredEdit {
  readonly pair: number;
  readonly place: number;
  readonly value: unknown;
}

/** Its line. */
export function storedEditLine({ pair, place, value }: StoredEdit): string {
  return `${pair} ${place} ${JSON.stringify(value)}\n`;
}

/**
 * Checks a series twice with a cache, which between the two is changed as the lines of `edits` say, its checksums put
 * right. Throws what the program throws: nothing that is stored may be trusted to have its shape.
 * @param folder where the cache may lie
 */
export async function rereadCache(edits: string, folder: string): Promise<void> {
  const [good, changed] = [join(folder, 'cache'), join(folder, 'changed')];
  mkdirSync(good, { recursive: true });
  if (readdirSync(good).length === 0) await check(good);
  rmSync(changed, { recursive: true, force: true });
  cpSync(good, changed, { recursive: true });
  for (const line of edits.split('\n')) {
    const [, pair, place, value] = /^(\d+) (\d+) (.*)$/.exec(line) ?? [];
    if (value !== undefined && isJson(value))
      edit(changed, { pair: Number(pair), place: Number(place), value: JSON.parse(value) });
  }
  await check(changed);
}

async function check(folder: string): Promise<void> {
  const series = packageFolder('testdata/series/contract-change');
  const cache = openCache(folder);
  const { diagnostics } = await review({
    inputs: [join(series, 'series.mbox')],
    tree: join(series, 'tree'),
    cwd: folder,
    cache,
  });
  cache.save();
  const fault = diagnostics.find((it) => it.fault !== undefined)?.fault;
  if (fault !== undefined) throw fault;
}

const HEADER = 'foliolint-cache-1 ';

function edit(folder: string, { pair, place, value }: StoredEdit): void {
  const files = readdirSync(folder).sort();
  const pairs = files.flatMap((file) =>
    payloadOf(join(folder, file)).map((_, at) => ({ file: join(folder, file), at })),
  );
  const { file, at } = pairs[pair % pairs.length]!;
  const lines = payloadOf(file);
  const [key = '', stored = ''] = lines[at]!.split('\t');
  const decoded = decode(stored);
  lines[at] = `${key}\t${decoded.encode(withValue(decoded.value, place, value)).replace(/\n/g, ' ')}`;
  const payload = lines.map((line) => `${line}\n`).join('');
  writeFileSync(file, `${HEADER}${createHash('sha1').update(payload).digest('hex')}\n${payload}`);
}

function payloadOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(1, -1);
}

/** A value and the way in which it was stored: what checks said is packed. */
interface Decoded {
  readonly value: unknown;
  readonly encode: (value: unknown) => string;
}

function decode(stored: string): Decoded {
  const text = (value: unknown) => JSON.stringify(value) ?? 'null';
  if (isJson(stored)) return { value: JSON.parse(stored), encode: text };
  try {
    const value: unknown = JSON.parse(String(inflateRawSync(Buffer.from(stored, 'base64'))));
    return { value, encode: (other) => deflateRawSync(text(other)).toString('base64') };
  } catch {
    return { value: stored, encode: String };
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `whole` with another value at one of its places, counted from the outside in. */
function withValue(whole: unknown, place: number, value: unknown): unknown {
  const copy: { value: unknown } = { value: whole };
  const places: (readonly [holder: Record<string, unknown>, key: string])[] = [];
  const visit = (holder: Record<string, unknown>) => {
    for (const [key, inner] of Object.entries(holder)) {
      places.push([holder, key]);
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>);
    }
  };
  visit(copy);
  const [holder, key] = places[place % places.length]!;
  if (value === null && place % 2 === 0) delete holder[key];
  else holder[key] = value;
  return copy.value;
}
