import { readFileSync } from 'node:fs';
import type { Simulated } from '../replay/index.js';
import { cannotRead } from './failure.js';
import { readStdin } from './stdin.js';

/** What `simulate` was told, as oclif parsed it. */
interface SimulateFlags {
  readonly tree: string | undefined;
  readonly patch: readonly string[] | undefined;
}

/**
 * Runs a script, `-` for stdin, with the semantics of a tree after patches. Of a thread, the patches are applied and the
 * bare diffs of its replies are not, unless there is nothing else. Throws a UsageError when the script cannot be read.
 */
export async function runScript(script: string, { tree: folder, patch = [] }: SimulateFlags): Promise<Simulated> {
  const text = script === '-' ? (await readStdin()).toString('utf8') : readText(script);
  const [{ readSeries }, { openTree }, { groundOf, interpreted, simulate }] = await Promise.all([
    import('../input/index.js'),
    import('../tree/index.js'),
    import('../replay/index.js'),
  ]);
  const series = await readSeries(patch.map((path) => ({ kind: 'path', path })));
  const sent = series.patches.filter(({ kind }) => kind === 'patch');
  const patches = sent.length > 0 ? sent : series.patches;
  const opened = await openTree(folder, { patches });
  const ground = await groundOf(opened.tree, patches);
  const { semantics, diagnostics } = await interpreted(ground.tree, patches);
  const simulated = simulate(text, script, semantics, ground.tree.version);
  const notes = ground.notes.map(({ diagnostic }) => diagnostic);
  return {
    ...simulated,
    diagnostics: [...series.diagnostics, ...opened.diagnostics, ...diagnostics, ...notes, ...simulated.diagnostics],
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw cannotRead(path, error as NodeJS.ErrnoException);
  }
}
