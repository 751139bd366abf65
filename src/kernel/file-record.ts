import type { Reading } from './definitions.js';
import { NUMBERS, type OutlineTable } from './outline-table.js';

/** What is known of one text of a file; what is absent was not asked for. */
export interface Known {
  readonly table?: OutlineTable | undefined;
  readonly includes?: readonly string[] | undefined;
  /** By the names of definitions. */
  readonly readings?: ReadonlyMap<string, Reading>;
}

type Fields = readonly [
  includes: readonly string[] | null,
  names: string | null,
  numbers: readonly number[] | null,
  readings: readonly string[],
];

/** The same on one line, which `knownFrom` reads. Names are C's: they hold no blank. */
export function fileRecord({ table, includes, readings = new Map() }: Known): string {
  const words = [...readings].map(([name, { digest, isHelper, calls }]) =>
    [name, digest, isHelper ? 1 : 0, ...calls].join(' '),
  );
  const fields: Fields = [includes ?? null, table?.names.join(' ') ?? null, table?.numbers ?? null, words];
  return JSON.stringify(fields);
}

/** Nothing is known from what is no record. */
export function knownFrom(record: string): Known {
  try {
    const fields: unknown = JSON.parse(record);
    if (!isRecord(fields)) return {};
    const [includes, names, numbers, readings] = fields;
    return {
      includes: includes ?? undefined,
      table: names === null || numbers === null ? undefined : { names: wordsOf(names), numbers },
      readings: new Map(readings.map(readingFrom)),
    };
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Fields {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [includes, names, numbers, readings] = value as unknown[];
  const isTable =
    typeof names === 'string' && isListOf(numbers, 'number') && numbers.length === NUMBERS * wordsOf(names).length;
  return (
    (includes === null || isListOf(includes, 'string')) &&
    (isTable || (names === null && numbers === null)) &&
    isListOf(readings, 'string')
  );
}

function isListOf(value: unknown, type: 'string' | 'number'): value is readonly unknown[] {
  return Array.isArray(value) && value.every((one) => typeof one === type);
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

function readingFrom(text: string): [string, Reading] {
  const [name = '', digest = '', helper, ...calls] = text.split(' ');
  return [name, { digest, isHelper: helper === '1', calls: new Set(calls) }];
}
