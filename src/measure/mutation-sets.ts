import { type Population, type Trial, trials, trialText } from './mutants.js';
import { EARLY, HARMLESS, MUTANTS } from './mutation/operators.js';
import { type Score, scoreOf, scoresByKind } from './score.js';
import { type Context, type Measured, type Row, share } from './set.js';

const CORE = ['mm', 'fs'];

/** A sample of mutations, and the share of them that must be flagged in the mutated function. */
interface Defects extends Population {
  readonly what: string;
  readonly least: number;
  /** At least so many of those that are flagged are to be confirmed by replay. */
  readonly leastConfirmed?: number;
}

export const MUTATION_SETS = {
  mutants: {
    name: 'mutants',
    what: 'mutants of mm/ and fs/',
    folders: CORE,
    kinds: Object.keys(MUTANTS),
    count: 150,
    least: 0.85,
    leastConfirmed: 0.9,
  },
  drivers: {
    name: 'drivers',
    what: 'mutants of drivers/, net/, block/, arch/',
    folders: ['drivers', 'net', 'block', 'arch'],
    kinds: Object.keys(MUTANTS),
    count: 90,
    least: 0.75,
  },
  early: {
    name: 'early',
    what: 'early-put of mm/ and fs/',
    folders: CORE,
    kinds: Object.keys(EARLY),
    count: 40,
    least: 0.85,
  },
} as const satisfies Record<string, Defects>;

/** How many mutations are flagged where they are. */
export async function measureDefects(set: Defects, context: Context): Promise<Measured> {
  const all = await trials(set, context);
  const score = scoreOf(all);
  const rows = [
    defectRow(`${set.what}, flagged`, score, set.least),
    ...(set.kinds.length > 1 ? [...scoresByKind(all)] : []).map(([kind, s]) => defectRow(`  ${kind}`, s)),
  ];
  const { leastConfirmed } = set;
  const confirmed: Row = {
    measure: `${set.what}, confirmed of the flagged`,
    measured: share(score.confirmed, score.inside),
    required: leastConfirmed === undefined ? '' : percent(leastConfirmed),
    ...(leastConfirmed !== undefined && { holds: score.confirmed >= leastConfirmed * score.inside }),
  };
  return { rows: [...rows, confirmed], misses: linesOf(all, ({ inside }) => inside.length === 0), alarms: [] };
}

function defectRow(measure: string, score: Score, least?: number): Row {
  return {
    measure,
    measured: share(score.inside, score.trials) + failures(score),
    required: least === undefined ? '' : percent(least),
    ...(least !== undefined && { holds: score.trials > 0 && score.inside >= least * score.trials }),
  };
}

const EDITS: Population = { name: 'harmless', folders: CORE, kinds: Object.keys(HARMLESS), count: 96 };
const MOST = 1 / 192;

/** How many harmless edits are flagged, wherever. */
export async function measureHarmless(context: Context): Promise<Measured> {
  const all = await trials(EDITS, context);
  const score = scoreOf(all);
  const row = {
    measure: 'harmless edits with an introduced finding',
    measured: share(score.anywhere, score.trials) + failures(score),
    required: 'at most 1 in 192',
    holds: score.trials > 0 && score.anywhere <= MOST * score.trials,
  };
  return { rows: [row], misses: [], alarms: linesOf(all, ({ introduced }) => introduced.length > 0) };
}

function linesOf(all: readonly Trial[], wanted: (trial: Trial) => boolean): string[] {
  return all.flatMap((trial, i) => (wanted(trial) ? trialText(trial, i) : []));
}

function failures({ failed }: Score): string {
  return failed > 0 ? `; ${failed} failed` : '';
}

function percent(least: number): string {
  return `${100 * least} %`;
}
