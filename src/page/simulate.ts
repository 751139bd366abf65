import type { Diagnostic } from '../text/index.js';
import { freedByPrimitive } from './buddy.js';
import { holdersOf } from './holders.js';
import { isCount, worldOperation } from './operations.js';
import { readScript, type ScriptLine } from './script.js';
import { type Bug, type Semantics, SemanticsError } from './semantics.js';
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

/** The line of a check in the simulated kernel; undefined where its source does not have it. */
export type CheckLines = (check: Pick<Bug, 'file' | 'function' | 'condition'>) => number | undefined;

/** The kernel that a script is run on. */
export interface SimulatedKernel {
  readonly semantics: Semantics;
  /** As its Makefile has it; without one, the newest. */
  readonly version?: string | undefined;
  /** Where its checks stand that no header has. */
  readonly lineOf?: CheckLines;
}

/**
 * Runs a script on new pages, one operation each time that the caller takes one. `input` is its name for diagnostics: each
 * of the first 100 lines that cannot be run is told, and the script goes on behind it.
 */
export function* simulate(
  text: string,
  input: string,
  { semantics, version, lineOf }: SimulatedKernel,
  tell: (diagnostic: Diagnostic) => void,
): Generator<SimulatedOperation> {
  const sim = newSimulation(semantics, version);
  let failed = 0;
  for (const line of readScript(text)) {
    const done = attempt(sim, line);
    if (typeof done !== 'string') yield lineOf ? placed(done, lineOf) : done;
    else if (++failed <= MOST_ERRORS) tell({ level: 'error', input, line: line.line, message: done });
  }
  const more = failed - MOST_ERRORS;
  if (more > 0) tell({ level: 'error', input, message: `${more} more lines could not be run` });
}

/** What the line did, or why it cannot be run. */
function attempt(sim: Simulation, line: ScriptLine): SimulatedOperation | string {
  try {
    return perform(sim, line);
  } catch (error) {
    if (error instanceof SemanticsError) return error.message;
    throw error;
  }
}

function placed(operation: SimulatedOperation, lineOf: CheckLines): SimulatedOperation {
  if (operation.bugs.every(({ line }) => line !== undefined)) return operation;
  const bugs = operation.bugs.map((bug) => {
    const line = bug.line ?? lineOf(bug);
    return line === undefined ? bug : { ...bug, line };
  });
  return { ...operation, bugs };
}

/** A file that is no script shall not fill the terminal. */
const MOST_ERRORS = 100;

function perform(sim: Simulation, script: ScriptLine): SimulatedOperation {
  const { line, text, op, args } = script;
  const outcome = worldOperation(op) ? onWorld(sim, script) : onPage(sim, script);
  const { ret, freed, bugs } = outcome;
  const { raw } = page(sim, sim.selected);
  const operation = { line, text, op, args, ret, raw, count: countAt(sim, sim.selected), freed, bugs };
  const more = blocksAndHolders(sim, outcome);
  return more ? { ...operation, ...more } : operation;
}

type BlocksAndHolders = Pick<SimulatedOperation, 'counts' | 'blocks' | 'holders'>;

/** What most operations have not; undefined then, since a script may have very many. */
function blocksAndHolders(sim: Simulation, { pages = [], blocks = [] }: WorldOutcome): BlocksAndHolders | undefined {
  const holders = sim.holders.size > 0 ? holdersOf(sim) : {};
  const isHeld = Object.keys(holders).length > 0;
  if (pages.length <= 1 && blocks.length === 0 && !isHeld) return undefined;
  return {
    ...(pages.length > 1 && { counts: pages.map((index) => countAt(sim, index)) }),
    ...(blocks.length > 0 && { blocks }),
    ...(isHeld && { holders }),
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
