import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Contract } from './contract.js';
import { loadOwnership } from './ownership.js';
import { signatureText } from './sentence-text.js';

const RULES = new URL('../../rules/ownership', import.meta.url).pathname;
const { contracts } = loadOwnership(RULES);
const fileOf = (c: Contract) => basename(c.where.file);

const { FOLIOLINT_TREE_6_12: tree612, FOLIOLINT_TREE_6_1: tree61 } = process.env;

describe('signatures agree with the kernel', () => {
  test.skipIf(!tree612)('v6.12 (skipped without FOLIOLINT_TREE_6_12)', () => {
    const present = contracts.filter((c) => !['older.yaml', 'newer.yaml'].includes(fileOf(c)));
    expect(disagreements(present, tree612!)).toEqual([]);
  });

  test.skipIf(!tree61)('v6.1, what went before v6.12 (skipped without FOLIOLINT_TREE_6_1)', () => {
    const old = contracts.filter((c) => fileOf(c) === 'older.yaml');
    expect(disagreements(old, tree61!)).toEqual([]);
  });
});

function disagreements(declared: readonly Contract[], tree: string): string[] {
  const heads = functionHeads(tree, new Set(declared.map((c) => c.name)));
  return declared.flatMap((c) => {
    const found = heads.get(c.name) ?? [];
    const agrees = found.some((h) =>
      h.isMacro ? h.params.length === c.params.length : h.params.join() === c.params.join(),
    );
    return agrees ? [] : [`${signatureText(c)} is ${found.map((h) => h.params.join(', ')).join(' | ') || 'nowhere'}`];
  });
}

interface Head {
  readonly params: readonly string[];
  readonly isMacro: boolean;
}

/** Where the declared functions live; one level of folders below each. */
const FOLDERS =
  'include/linux include/asm-generic include/net mm fs block lib net/core virt/kvm drivers/gpu/drm arch/x86/include/asm'.split(
    ' ',
  );

function functionHeads(tree: string, wanted: ReadonlySet<string>): Map<string, Head[]> {
  const heads = new Map<string, Head[]>();
  for (const file of FOLDERS.flatMap((folder) => sources(join(tree, folder), 1))) {
    collect(readFileSync(file, 'utf8'), wanted, heads);
  }
  return heads;
}

function sources(folder: string, depth: number): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const path = join(folder, e.name);
    if (e.isDirectory()) return depth > 0 ? sources(path, depth - 1) : [];
    return /\.[ch]$/.test(e.name) ? [path] : [];
  });
}

const HEAD = /^(#\s*define\s+|[A-Za-z_][^\n;={}()]*?[\s*])?(\w+)\(([^(){};]*(?:\([^(){};]*\)[^(){};]*)*)\)/gm;

function collect(text: string, wanted: ReadonlySet<string>, heads: Map<string, Head[]>): void {
  const renamed = new Set(Array.from(text.matchAll(/^#define (\w+) (__\1)$/gm), ([, , behind]) => behind));
  for (const [, before = '', fullName = '', inside = ''] of text.matchAll(HEAD)) {
    const name = renamed.has(fullName) ? fullName.slice(2) : fullName.replace(/_noprof$/, '');
    if (!wanted.has(name)) continue;
    const isMacro = before.startsWith('#');
    const list = inside
      .replace(/\s+/g, ' ')
      .split(/,(?![^(]*\))/)
      .map((p) => p.trim());
    const params = list.filter((p) => p !== '' && p !== 'void').map((p) => (isMacro ? p : parameterName(p)));
    heads.set(name, [...(heads.get(name) ?? []), { params, isMacro: isMacro && !params.includes('...') }]);
  }
}

function parameterName(declaration: string): string {
  return /\(\*(\w+)\)/.exec(declaration)?.[1] ?? /(\w+)(?:\[\w*\])?$/.exec(declaration)?.[1] ?? declaration;
}
