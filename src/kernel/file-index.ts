import { type Definition, definitionOf, type Outline, outlinesIn, type Reading, readingOf } from './definitions.js';
import { fileRecord, type Known } from './file-record.js';
import { includesIn } from './includes.js';
import { type OutlineTable, outlineAt, tableOf } from './outline-table.js';

/** One text of one file: what it defines and what it includes. */
export interface FileIndex {
  readonly path: string;
  readonly table: () => OutlineTable;
  readonly find: (name: string) => Definition | undefined;
  /** Every path that its `#include` lines may mean. */
  readonly includes: () => readonly string[];
  /** All that is known by now, for the next run; undefined when that is what was known before. */
  readonly record: () => string | undefined;
}

/** Indexes the file at `path`, as far as it is asked and `known` does not say; only then its text is wanted. */
export function indexOf(path: string, text: () => string, known: Known = {}): FileIndex {
  let { table, includes } = known;
  let places: Map<string, number> | undefined;
  const found = new Map<number, Definition>();
  const readings = new Map(known.readings);
  let learned = false;
  const learn = <T>(value: T): T => {
    learned = true;
    return value;
  };
  const reading = ({ name, kind, start, end }: Outline): Reading => {
    const made = readings.get(name) ?? learn(readingOf(kind, text().slice(start, end)));
    readings.set(name, made);
    return made;
  };
  const tableNow = (): OutlineTable => {
    table ??= learn(tableOf(outlinesIn(text())));
    return table;
  };
  const definitionAt = (at: number): Definition => {
    const outline = outlineAt(tableNow(), at);
    const made = found.get(at) ?? definitionOf(path, outline, text, () => reading(outline));
    found.set(at, made);
    return made;
  };
  return {
    path,
    table: tableNow,
    find: (name) => {
      places ??= new Map(tableNow().names.map((one, at) => [one, at]));
      const at = places.get(name);
      return at === undefined ? undefined : definitionAt(at);
    },
    includes: () => {
      includes ??= learn(includesIn(path, text()));
      return includes;
    },
    record: () => (learned ? fileRecord({ table, includes, readings }) : undefined),
  };
}
