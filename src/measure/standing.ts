import { runJobs } from './pool.js';
import { type Context, type Measured, toldText } from './set.js';

const MOST = 15;

/** What `scan` says of a folder as it is: every confirmed error must be explained. */
export async function measureStanding(context: Context, folder = 'mm'): Promise<Measured> {
  const [outcome] = await runJobs([{ kind: 'scan', tree: context.tree, paths: [folder] }], 1);
  const measure = `confirmed errors of scan ${folder}/`;
  const required = `at most ${MOST}, each explained`;
  if (outcome?.kind !== 'done') {
    const because = outcome?.because ?? 'nothing was run';
    return { rows: [{ measure, measured: `failed: ${because}`, required, holds: false }], misses: [], alarms: [] };
  }
  const errors = outcome.patches.flat().filter((told) => told.severity === 'error');
  const confirmed = errors.filter((told) => told.confirmed);
  return {
    rows: [
      {
        measure,
        measured: `${confirmed.length} (and ${errors.length - confirmed.length} unconfirmed)`,
        required,
        holds: confirmed.length <= MOST,
      },
    ],
    misses: [],
    alarms: confirmed.map(toldText),
  };
}
