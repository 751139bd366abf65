import { createHash } from 'node:crypto';

/** Strings by key, in one file. Neither may hold a line end, and a key no tab: such a pair is not kept. */
export interface Pack {
  readonly get: (key: string) => string | undefined;
  readonly put: (key: string, value: string) => void;
}

/** A pack in memory. */
export interface OpenPack extends Pack {
  /** Something was put that was not there. */
  readonly isChanged: () => boolean;
  /** What its file has to hold: the pairs that fit into so many bytes, those used in this run before all others. */
  readonly bytes: (most: number) => Buffer;
}

/**
 * Reads the file of a pack when a pair is asked for: a line with the format and a checksum, then a line for each pair, those used last at the
 * end. Anything else is an empty pack.
 */
export function packOf(file: () => Buffer | undefined): OpenPack {
  let read: Map<string, string> | undefined;
  const pairs = () => {
    read ??= pairsIn(file() ?? NOTHING);
    return read;
  };
  const used = new Set<string>();
  let changed = false;
  return {
    get: (key) => {
      const value = pairs().get(key);
      if (value !== undefined) used.add(key);
      return value;
    },
    put: (key, value) => {
      if (/[\t\n]/.test(key) || value.includes('\n')) return;
      used.add(key);
      changed ||= pairs().get(key) !== value;
      pairs().set(key, value);
    },
    isChanged: () => changed,
    bytes: (most) => fileOf(newest(pairs(), used, most)),
  };
}

const NOTHING = Buffer.alloc(0);
const FORMAT = 'foliolint-cache-1';
const HEADER_BYTES = FORMAT.length + 1 + 40 + 1;

function pairsIn(file: Buffer): Map<string, string> {
  const pairs = new Map<string, string>();
  const payload = file.subarray(HEADER_BYTES);
  if (file.toString('latin1', 0, HEADER_BYTES) !== header(payload)) return pairs;
  const text = payload.toString('utf8');
  for (let start = 0; start < text.length; ) {
    const [tab, end] = [text.indexOf('\t', start), text.indexOf('\n', start)];
    if (tab < 0 || end < 0) break;
    pairs.set(text.slice(start, tab), text.slice(tab + 1, end));
    start = end + 1;
  }
  return pairs;
}

function header(payload: Buffer): string {
  return `${FORMAT} ${createHash('sha1').update(payload).digest('hex')}\n`;
}

function fileOf(lines: readonly string[]): Buffer {
  const payload = Buffer.from(lines.join(''), 'utf8');
  return Buffer.concat([Buffer.from(header(payload), 'latin1'), payload]);
}

function newest(pairs: ReadonlyMap<string, string>, used: ReadonlySet<string>, most: number): string[] {
  const ordered = [...[...pairs.keys()].filter((key) => !used.has(key)), ...used];
  const lines: string[] = [];
  let bytes = 0;
  for (const key of ordered.reverse()) {
    const line = `${key}\t${pairs.get(key)!}\n`;
    bytes += line.length;
    if (bytes > most) break;
    lines.push(line);
  }
  return lines.reverse();
}
