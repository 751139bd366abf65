import {
  type Access,
  cloneMemory,
  type Execution,
  type Memory,
  memoryKey,
  newMemory,
  type Outcome,
  type Semantics,
  tailOf,
} from '../../page/index.js';
import type { Binding } from './binding.js';
import type { Invariant } from './invariants.js';
import type { Act, Call, Scenario } from './scenario.js';

/** Where a thread is in its script. */
export interface ThreadState {
  readonly rest: readonly Act[];
  /** The call under way. */
  readonly call?: { readonly act: Call; readonly run: Execution };
  readonly owns: number;
  /** The use of the page over which it has exclusive rights: it froze the page, or was told to free it. */
  readonly rights?: number;
  /** The use of the page in which its last call began. */
  readonly since: number;
}

/** A state of all threads and of the page. */
export interface World {
  readonly memory: Memory;
  readonly threads: readonly ThreadState[];
  readonly free: boolean;
  /** How often the page was taken from the buddy. */
  readonly use: number;
}

/** One step of one thread. */
export interface Move {
  readonly world: World;
  readonly thread: number;
  /** The shared access; undefined for steps of the allocator, and for calls that make none. */
  readonly access?: Access;
  /** Set on the first step of a call, and on steps of the allocator. */
  readonly begins?: string;
  /** Set on the last step of a call that returns something. */
  readonly ret?: number;
  readonly broken?: Invariant;
}

const PAGE = 0;
const TAIL = 1;

/** The world in which the threads of a scenario start. Throws a `SemanticsError`. */
export function startOf(scenario: Scenario, semantics: Semantics, bind: Binding): World {
  const memory = newMemory(2);
  for (const call of scenario.start) {
    const { name, args } = bind(call);
    semantics.run(memory, name, [call.onTail ? TAIL : PAGE, ...args]);
  }
  if (scenario.start.some(({ onTail }) => onTail)) {
    memory.pages[PAGE]!.order = 1;
    memory.pages[TAIL] = { ...tailOf(memory.pages[PAGE]!), raw: memory.pages[TAIL]!.raw };
  }
  const threads = scenario.threads.map(({ acts, owns = 0, frozen }): ThreadState => {
    return { rest: acts, owns, since: 0, ...(frozen && { rights: 0 }) };
  });
  return { memory, threads, free: scenario.released === true, use: 0 };
}

/** Lets one thread do its next step; undefined when it is at its end, or waits. Throws a `SemanticsError`. */
export function move(world: World, thread: number, semantics: Semantics, bind: Binding): Move | undefined {
  const state = world.threads[thread]!;
  const memory = cloneMemory(world.memory);
  if (state.call) return advance({ ...world, memory }, thread, state, state.call.act, state.call.run.clone());
  const [act, ...rest] = state.rest;
  if (!act) return undefined;
  if (act.kind === 'free') return giveBack(world, thread, { ...state, rest });
  if (act.kind === 'take') return world.free ? takeOver(world, thread, { ...state, rest }) : undefined;
  const { name, args } = bind(act);
  const run = semantics.start(memory, name, [act.onTail ? TAIL : PAGE, ...args]);
  const gives = act.kind === 'put' || act.kind === 'drop' ? act.nr : 0;
  const begun = { ...state, rest, owns: state.owns - gives, since: world.use };
  return { ...advance({ ...world, memory }, thread, begun, act, run), begins: name };
}

function advance(world: World, thread: number, state: ThreadState, act: Call, run: Execution): Move {
  const access = run.pending;
  if (access) run.step(world.memory);
  const { call: _, ...idle } = state;
  const seen = access && { access };
  const { outcome } = run;
  if (!outcome) return { world: withThread(world, thread, { ...state, call: { act, run } }), thread, ...seen };
  const ret = outcome.ret ?? undefined;
  const broken = lawOf(world, thread, act, outcome);
  const next = withThread(world, thread, returned(world, idle, act, outcome));
  return { world: next, thread, ...seen, ...(ret !== undefined && { ret }), ...(broken && { broken }) };
}

/** What a thread has when its call has returned. */
function returned(world: World, state: ThreadState, act: Call, { ret }: Outcome): ThreadState {
  const { rights: _, ...without } = state;
  const yes = ret !== null && ret !== 0;
  const rest = yes && act.onTrue ? [...act.onTrue, ...state.rest] : state.rest;
  switch (act.kind) {
    case 'try':
      return { ...state, rest, owns: state.owns + (yes ? act.nr : 0) };
    case 'put':
      return yes ? { ...state, rest, rights: state.since } : state;
    case 'freeze':
      return yes ? { ...state, rest, owns: state.owns - act.nr, rights: world.use } : state;
    case 'get':
      return { ...state, owns: state.owns + act.nr };
    case 'unfreeze':
    case 'refcount':
      return { ...without, owns: act.nr };
    case 'drop':
    case 'set-frozen':
      return state;
  }
}

function lawOf(world: World, thread: number, { kind, onTail }: Call, { ret }: Outcome): Invariant | undefined {
  if (kind !== 'try' || !ret) return undefined;
  const unowned = world.threads.every(({ owns, call, rights }) => owns === 0 && !call && rights === undefined);
  if (world.free || onTail || (unowned && world.threads.length > 1)) return 'I1';
  return world.threads.some(({ rights }, i) => i !== thread && rights !== undefined) ? 'I2' : undefined;
}

function giveBack(world: World, thread: number, state: ThreadState): Move {
  const { rights, ...idle } = state;
  const broken = freeLaw(world, rights);
  return {
    world: withThread({ ...world, free: true }, thread, idle),
    thread,
    begins: 'free_unref_page',
    ...(broken && { broken }),
  };
}

function freeLaw({ free, threads, use }: World, rights: number | undefined): Invariant | undefined {
  if (free) return 'I3';
  if (rights !== use) return 'I7';
  return threads.some(({ owns }) => owns > 0) ? 'I4' : undefined;
}

function takeOver(world: World, thread: number, state: ThreadState): Move {
  const use = world.use + 1;
  const next = withThread({ ...world, free: false, use }, thread, { ...state, rights: use });
  return { world: next, thread, begins: 'get_page_from_freelist' };
}

function withThread(world: World, thread: number, state: ThreadState): World {
  return { ...world, threads: world.threads.map((it, i) => (i === thread ? state : it)) };
}

/** The invariant that is broken when no thread can go on. */
export function finalLaw({ memory, threads, free }: World, semantics: Semantics): Invariant | undefined {
  if (free || threads.some(({ rights }) => rights !== undefined)) return undefined;
  const owners = threads.reduce((sum, { owns }) => sum + owns, 0);
  const { ret } = semantics.run(cloneMemory(memory), 'page_ref_count', [PAGE]);
  if (ret !== owners) return 'I5';
  return owners === 0 ? 'I6' : undefined;
}

/** Equal for worlds from which the same can happen. */
export function worldKey({ memory, threads, free, use }: World): string {
  const each = threads.map(({ rest, call, owns, rights, since }) => {
    const script = rest.map((act) => act.kind).join('.');
    return `${script},${owns},${rights ?? ''},${since},${call ? call.run.key() : ''}`;
  });
  return `${memoryKey(memory)}|${free}|${use}|${each.join('|')}`;
}
