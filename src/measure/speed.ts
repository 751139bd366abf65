import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timed } from './clock.js';
import { patchOf } from './diff.js';
import { MUTANTS } from './mutation/operators.js';
import { sample } from './sample.js';
import type { Context, Measured, Row } from './set.js';
import { sitesOfKinds } from './sites.js';
import { median } from './times.js';

const PROGRAM = fileURLToPath(new URL('../../bin/foliolint.js', import.meta.url));
const PATCHES = 7;
const COLD_S = 2;
const CACHED_S = 0.4;

/** Times `check` on single patches of mm/ in new processes, with an empty cache and again with what that run left. */
export async function measureSpeed({ tree, seeds, sites: sitesOf }: Context): Promise<Measured> {
  const sites = sample(sitesOfKinds(await sitesOf(['mm']), Object.keys(MUTANTS)), PATCHES, seeds[0]!);
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-speed-'));
  const runs: { cold: number; cached: number }[] = [];
  try {
    for (const [i, site] of sites.entries()) {
      const patch = join(folder, `${i}.patch`);
      writeFileSync(patch, patchOf(tree, site));
      const check = () => timed([PROGRAM, 'check', '--tree', tree, patch], { XDG_CACHE_HOME: join(folder, `${i}`) });
      // Reads the files of the tree into the page cache.
      timed([PROGRAM, 'check', '--tree', tree, patch], { XDG_CACHE_HOME: join(folder, 'warm') });
      runs.push({ cold: check().wall, cached: check().wall });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const start = median(sites.map(() => timed(['-e', '0']).wall));
  const rows = [
    row(
      'cold',
      runs.map(({ cold }) => cold - start),
      COLD_S,
    ),
    row(
      'cached',
      runs.map(({ cached }) => cached - start),
      CACHED_S,
    ),
  ];
  return { rows, misses: [], alarms: [] };
}

function row(name: string, seconds: readonly number[], most: number): Row {
  const middle = median(seconds);
  return {
    measure: `one patch, ${name}, beyond node's start`,
    measured: `${middle.toFixed(2)} s, at most ${Math.max(...seconds).toFixed(2)} s`,
    required: `at most ${most.toFixed(1)} s`,
    holds: middle <= most,
  };
}
