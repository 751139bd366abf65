import { readFileSync, statSync } from 'node:fs';
import type { SimulatedOperation } from '../page/index.js';
import type { Diagnostic } from '../text/index.js';
import { cannotRead, UsageError } from './failure.js';
import { readStdin } from './stdin.js';

/** What `simulate` was told, as oclif parsed it. */
interface SimulateFlags {
  readonly tree: string | undefined;
  readonly patch: readonly string[] | undefined;
}

/** A script that is run as its operations are taken. */
interface ScriptRun {
  readonly operations: Iterable<SimulatedOperation>;
  /** Of its longest operation, in characters. */
  readonly width: number;
}

/**
 * Runs a script, `-` for stdin, with the semantics of a tree after patches. Of a thread, the patches are applied and the
 * bare diffs of its replies are not, unless there is nothing else. What cannot be run is told while the operations are
 * taken. Throws a UsageError when the script cannot be read.
 */
export async function runScript(
  script: string,
  { tree: folder, patch = [] }: SimulateFlags,
  tell: (diagnostic: Diagnostic) => void,
): Promise<ScriptRun> {
  const text = script === '-' ? (await readStdin()).toString('utf8') : readText(script);
  const [{ readSeries }, { openTree }, { simulate, widthOf }, { checkLines, interpreted }, { groundOf }] =
    await Promise.all([
      import('../input/index.js'),
      import('../tree/index.js'),
      import('../page/index.js'),
      import('../interpreter/index.js'),
      import('../conformance/index.js'),
    ]);
  const series = await readSeries(patch.map((path) => ({ kind: 'path', path })));
  const sent = series.patches.filter(({ kind }) => kind === 'patch');
  const patches = sent.length > 0 ? sent : series.patches;
  const opened = await openTree(folder, { patches });
  const ground = await groundOf(opened.tree, patches);
  const { semantics, diagnostics } = await interpreted(ground.tree, patches);
  const notes = ground.notes.map(({ diagnostic }) => diagnostic);
  for (const it of [...series.diagnostics, ...opened.diagnostics, ...diagnostics, ...notes]) tell(it);
  const kernel = { semantics, version: ground.tree.version, lineOf: await checkLines(ground.tree, patches) };
  return { operations: simulate(text, script, kernel, tell), width: widthOf(text) };
}

/** A pipe is read to its end, as `<(...)` makes one; a device may have none. */
function readText(path: string): string {
  try {
    if (statSync(path).isCharacterDevice()) throw new UsageError(`cannot read ${path}: this is a device`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw cannotRead(path, error as NodeJS.ErrnoException);
  }
}
