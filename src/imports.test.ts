import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('.', import.meta.url));

/**
 * The way of the data, from bytes to a report; a room imports only rooms to its left. `githook` takes no part in it and
 * needs only `git`. `review` is the conductor. Right of it stands the command line: `usage` says in words what `cli`
 * and `commands` do. Last come `bundle`, `measure` and `fuzz`, which make, time
 * and try the program: nothing imports them.
 */
const ROOMS = [
  'text',
  'cache',
  'git',
  'input',
  'tree',
  'c',
  'analysis',
  'kernel',
  'rules',
  'page',
  'interpreter',
  'trace',
  'replay',
  'conformance',
  'report',
  'githook',
  'review',
  'usage',
  'cli',
  'commands',
  'foliolint.ts',
  'bundle',
  'measure',
  'fuzz',
];

/** Who may import which package: a room, or one file. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@oclif/core': ['cli', 'commands'],
  ora: ['cli/progress.ts'],
  'parse-diff': ['input'],
  picocolors: ['report'],
  'postal-mime': ['input'],
  'simple-git': ['git'],
  'tree-sitter': ['c'],
  'tree-sitter-c': ['c'],
  yaml: ['text', 'input', 'c', 'analysis'],
};

/** Needed to build the program, not to run it. */
const TOOLS: typeof PACKAGES = { esbuild: ['bundle'] };

interface Import {
  /** The importing file, relative to src. */
  readonly from: string;
  /** The imported file, relative to src; for a package its name. */
  readonly to: string;
  readonly kind: 'file' | 'package';
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();
const imports = files.flatMap(importsOf);
const between = imports.filter(({ from, to, kind }) => kind === 'file' && roomOf(from) !== roomOf(to));

describe('the rooms', () => {
  it('are all known', () => {
    const found = readdirSync(SRC).filter((name) => !/^tsconfig\.json$|\.test\.ts$/.test(name));
    expect(found.filter((name) => !ROOMS.includes(name))).toEqual([]);
  });

  it('import only rooms to their left', () => {
    const back = between.filter(({ from, to }) => ROOMS.indexOf(roomOf(to)) >= ROOMS.indexOf(roomOf(from)));
    expect(back).toEqual([]);
  });

  it('are imported through index.ts', () => {
    const inside = between.filter(({ from, to }) => to !== `${roomOf(to)}/index.ts` && from !== 'foliolint.ts');
    expect(inside).toEqual([]);
  });

  it('open with a paragraph that says what comes in and goes out', () => {
    const silent = files
      .filter((file) => /^[a-z]+\/index\.ts$/.test(file))
      .filter((file) => !/^\/\*\*/.test(source(file)));
    expect(silent).toEqual([]);
  });
});

describe('packages', () => {
  it('are imported only where they belong', () => {
    const astray = imports
      .filter(({ kind }) => kind === 'package')
      .filter(({ from, to }) => !(PACKAGES[to] ?? TOOLS[to])?.some((home) => home === from || home === roomOf(from)));
    expect(astray).toEqual([]);
  });

  it('have a place each', () => {
    const manifest = JSON.parse(readFileSync(join(SRC, '../package.json'), 'utf8')) as { dependencies: object };
    expect(Object.keys(manifest.dependencies).sort()).toEqual(Object.keys(PACKAGES).sort());
  });
});

function importsOf(from: string): Import[] {
  const text = source(from);
  const named = [...text.matchAll(/^(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'/gm)];
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g)];
  return [...named, ...dynamic]
    .map((match) => match[1]!)
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) =>
      specifier.startsWith('.')
        ? { from, kind: 'file', to: relative(SRC, join(SRC, dirname(from), specifier)).replace(/\.js$/, '.ts') }
        : { from, kind: 'package', to: /^(@[^/]+\/)?[^/]+/.exec(specifier)![0] },
    );
}

function source(file: string): string {
  return readFileSync(join(SRC, file), 'utf8');
}

function roomOf(file: string): string {
  return file.split('/')[0]!;
}
