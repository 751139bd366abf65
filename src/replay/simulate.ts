import type { Diagnostic } from '../text/index.js';
import { freedByPrimitive } from './buddy.js';
import { holdersOf } from './holders.js';
import { isCount, worldOperation } from './operations.js';
import { readScript, type ScriptLine } from './script.js';
import { type Semantics, SemanticsError } from './semantics.js';
import { countAt, newSimulation, page, type Simulation, type WorldOutcome } from './simulation.js';

/** What one line of a script did, as it is told. */
export interface SimulatedOperation {
  readonly line: number;
  /** The operation with its arguments. */
  readonly text: string;
  readonly op: string;
  readonly args: readonly (number | string)[];
  readonly ret: number | null;
  /** Of the selected page, after the operation. */
  readonly raw: number;
  readonly count: number;
  readonly freed: boolean;
  readonly bugs: WorldOutcome['bugs'];
  /** Counts of all pages that an operation on a block is about. */
  readonly counts?: readonly number[];
  readonly blocks?: readonly (readonly [first: number, last: number])[];
  readonly holders?: Readonly<Record<string, number>>;
}

export interface Simulated {
  readonly operations: readonly SimulatedOperation[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs a script on new pages. `input` is its name for diagnostics: each of the first 100 lines that cannot be run gives
 * one, and the script goes on behind it. `version` is the simulated kernel's.
 */
export function simulate(text: string, input: string, semantics: Semantics, version?: string): Simulated {
  const sim = newSimulation(semantics, version);
  const operations: SimulatedOperation[] = [];
  const diagnostics: Diagnostic[] = [];
  let failed = 0;
  for (const line of readScript(text)) {
    try {
      operations.push(perform(sim, line));
    } catch (error) {
      if (!(error instanceof SemanticsError)) throw error;
      failed++;
      if (failed <= MOST_ERRORS) diagnostics.push({ level: 'error', input, line: line.line, message: error.message });
    }
  }
  const more = failed - MOST_ERRORS;
  if (more > 0) diagnostics.push({ level: 'error', input, message: `${more} more lines could not be run` });
  return { operations, diagnostics };
}

/** A file that is no script shall not fill the terminal. */
const MOST_ERRORS = 100;

function perform(sim: Simulation, line: ScriptLine): SimulatedOperation {
  const outcome = worldOperation(line.op) ? onWorld(sim, line) : onPage(sim, line);
  const { pages, blocks = [], ret, freed, bugs } = outcome;
  const holders = holdersOf(sim);
  return {
    ...line,
    ret,
    raw: page(sim, sim.selected).raw,
    count: countAt(sim, sim.selected),
    freed,
    bugs,
    ...(pages && pages.length > 1 && { counts: pages.map((index) => countAt(sim, index)) }),
    ...(blocks.length > 0 && { blocks }),
    ...(Object.keys(holders).length > 0 && { holders }),
  };
}

function onWorld(sim: Simulation, { op, args }: ScriptLine): WorldOutcome {
  const { usage, run } = worldOperation(op)!;
  const most = usage.split(' ').filter(Boolean).length;
  const least = usage.replace(/\[.*/, '').split(' ').filter(Boolean).length;
  if (args.length < least || args.length > most) throw new SemanticsError(`${op} takes ${usage || 'no argument'}`);
  return run(sim, args);
}

/** A function of the headers, on the selected page; its other parameters are the arguments. */
function onPage(sim: Simulation, { op, args }: ScriptLine): WorldOutcome {
  const params = sim.semantics.params(op);
  if (!params) throw new SemanticsError(`no function or operation is named ${op} here`);
  const takesPage = /^(?:const )?struct (?:page|folio) ?\*/.test(params[0]?.type ?? '');
  const names = params.slice(takesPage ? 1 : 0).map(({ name }) => name);
  if (args.length !== names.length) throw new SemanticsError(`${op} takes ${names.join(' ') || 'no argument'}`);
  const numbers = args.map((arg) => {
    if (typeof arg !== 'number' || !isCount(arg)) throw new SemanticsError(`${arg} is no number of 32 bits`);
    return arg;
  });
  const outcome = sim.semantics.run(sim.memory, op, takesPage ? [sim.selected, ...numbers] : numbers);
  if (!outcome.freed) return outcome;
  const { bugs, blocks } = freedByPrimitive(sim, sim.selected);
  return { ...outcome, bugs: [...outcome.bugs, ...bugs], blocks };
}
