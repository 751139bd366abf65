import { createHash } from 'node:crypto';
import { build, type Plugin } from 'esbuild';

/** A program in one text. */
export interface BundledProgram {
  /** CommonJS, with MODULE_URL where modules say `import.meta.url`. */
  readonly text: string;
  /** Names of the packages that are in it. */
  readonly packages: readonly string[];
}

/** Native, or asked for only in development: found, if at all, where the program runs. */
const EXTERNAL = ['tree-sitter', 'tree-sitter-c', 'typescript'];

/**
 * Bundles the program of the package at `root`, without the EXTERNAL modules that no plugin resolves. Names stay, for
 * stack traces that can be read. Throws what esbuild cannot do.
 */
export async function bundledProgram(root: string, plugins: readonly Plugin[]): Promise<BundledProgram> {
  const { outputFiles, metafile } = await build({
    entryPoints: [`${root}src/foliolint.ts`],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: EXTERNAL,
    define: { 'import.meta.url': 'MODULE_URL', BUILD_DIGEST: JSON.stringify(NO_DIGEST) },
    // The parser has a second way to its addon, for another runtime than node.
    loader: { '.node': 'empty' },
    minifySyntax: true,
    minifyWhitespace: true,
    // The strict of tsconfig.json would be everybody's in one text, and the parser's package is sloppy.
    tsconfigRaw: {},
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'error',
    plugins: [...plugins],
  });
  return { text: signed(outputFiles[0]!.text), packages: packagesOf(Object.keys(metafile.inputs)) };
}

const NO_DIGEST = '0'.repeat(64);

/** The program knows its own text by this name. */
function signed(text: string): string {
  return text.replaceAll(NO_DIGEST, createHash('sha256').update(text).digest('hex'));
}

function packagesOf(files: readonly string[]): string[] {
  const names = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}
