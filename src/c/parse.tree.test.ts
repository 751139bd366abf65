import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FunctionIR, SkippedFunction } from './ir.js';
import { parseUnit } from './parse.js';

const tree = process.env.FOLIOLINT_TREE_6_12;
const hasCtags = spawnSync('ctags', ['--version']).stdout?.includes('Universal Ctags') ?? false;

interface Names {
  readonly parsed: Set<string>;
  readonly skipped: SkippedFunction[];
}

/** Parses every C file below a folder of the tree, under both configurations. */
async function parseFolder(folder: string): Promise<ReadonlyMap<string, Names>> {
  const files = execFileSync('find', [folder, '-name', '*.[ch]'], { cwd: tree, encoding: 'utf8' })
    .trim()
    .split('\n')
    .sort();
  const all = new Map<string, Names>();
  for (const [i, file] of files.entries()) {
    const text = readFileSync(join(tree!, file), 'latin1');
    const names: Names = { parsed: new Set(), skipped: [] };
    for (const config of ['all', 'none'] as const) {
      const image = { path: file, text, complete: true, fragments: [] };
      const unit = parseUnit(image, { config, lower: () => ({}) as FunctionIR });
      for (const { name } of unit.functions) names.parsed.add(name);
      names.skipped.push(...unit.skipped);
    }
    all.set(file, names);
    if (i % 32 === 0) await new Promise(setImmediate);
  }
  return all;
}

describe.skipIf(tree === undefined)('on Linux 6.12 (FOLIOLINT_TREE_6_12)', () => {
  test.each([
    ['mm', 0.001],
    ['block', 0.001],
    ['drivers/vhost', 0.005],
  ])('%s: hardly a function is skipped', async (folder, share) => {
    const units = [...(await parseFolder(folder)).values()];
    const skipped = units.flatMap((unit) => unit.skipped);
    const parsed = units.reduce((sum, unit) => sum + unit.parsed.size, 0);
    expect(parsed).toBeGreaterThan(100);
    expect(skipped.length / parsed, JSON.stringify(skipped)).toBeLessThanOrEqual(share);
  });

  // Functions that need one option set and another one unset are in neither configuration: mm/sparse.c and mm/highmem.c have most.
  test.skipIf(!hasCtags)('ctags finds no other functions in mm', async () => {
    const units = await parseFolder('mm');
    const args = ['-x', '--c-kinds=f', '--languages=C', '-L', '-'];
    const lines = execFileSync('ctags', args, {
      cwd: tree,
      encoding: 'utf8',
      input: [...units.keys()].join('\n'),
      maxBuffer: 1 << 27,
    });
    const tags = lines.split('\n').flatMap((line) => /^(\S+)\s+function\s+\d+\s+(\S+)/.exec(line) ?? []);
    const missing: string[] = [];
    for (let i = 0; i + 2 < tags.length; i += 3) {
      const [name, file] = [tags[i + 1]!, tags[i + 2]!];
      const isMacro = /SYSCALL_DEFINE|_initcall$|^INTERVAL_TREE_DEFINE$|^__init$/.test(name);
      if (!isMacro && !units.get(file)!.parsed.has(name)) missing.push(`${file}: ${name}`);
    }
    expect(tags.length / 3).toBeGreaterThan(5000);
    expect(
      missing.filter((line) => !/^mm\/(sparse|highmem|early_ioremap|pgtable-generic|page_ext)\.c/.test(line)),
    ).toEqual([]);
    expect(missing.length).toBeLessThan(40);
  });
});
