import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { treesFreed } from '../c/index.js';
import { functionsOf } from './functions.js';
import type { Mutation, Operator } from './mutation/site.js';

/** A mutation with where it is. */
export interface Site extends Mutation {
  readonly kind: string;
  readonly file: string;
  readonly function: string;
}

/** Sites by kind, those of a kind in the order of the files. */
export type Sites = ReadonlyMap<string, readonly Site[]>;

/** All sites that operators find in files that handle references. */
export async function sitesIn(
  tree: string,
  files: readonly string[],
  operators: Readonly<Record<string, Operator>>,
): Promise<Sites> {
  const sites = new Map<string, Site[]>(Object.keys(operators).map((kind) => [kind, []]));
  for (const file of files) {
    for (const site of sitesOf(file, readSource(tree, file), operators)) sites.get(site.kind)!.push(site);
    // tree-sitter frees its trees in finalizers, which need a turn of the event loop.
    await treesFreed();
  }
  return sites;
}

/** The sites of some kinds only. */
export function sitesOfKinds(sites: Sites, kinds: readonly string[]): Sites {
  return new Map(kinds.map((kind) => [kind, sites.get(kind) ?? []]));
}

/** One character a byte: offsets, edits and diffs keep whatever encoding a file has. */
export function readSource(tree: string, file: string): string {
  return readFileSync(join(tree, file), 'latin1');
}

/** The sites of one file. */
export function sitesOf(file: string, source: string, operators: Readonly<Record<string, Operator>>): Site[] {
  const subjects = functionsOf(file, source).filter(({ body }) => REFERENCES.test(source.slice(body.start, body.end)));
  return subjects.flatMap((syntax) =>
    Object.entries(operators).flatMap(([kind, operator]) =>
      operator({ syntax, source }).map((m) => ({ ...m, kind, file, function: syntax.name })),
    ),
  );
}

/** Calls that take, look up, allocate or drop pages and folios. */
const REFERENCES =
  /\b(folio_(get|put|put_refs|try_get|alloc|isolate_lru|putback_lru)|(get|put|try_get|alloc|find_get|grab_cache)_pages?|filemap_\w*folio|__filemap_get_folio|read_(mapping|cache)_\w+)\w*\s*\(/;
