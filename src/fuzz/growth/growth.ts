import { openChild } from '../child.js';
import { C_SHAPES } from './c.js';
import { MAIL_SHAPES } from './mail.js';
import type { Shape } from './shape.js';
import { SMALL_SHAPES } from './small.js';

/** What twice the input may take of once the input. */
const MOST_GROWTH = 2.3;
/** Below this the compiler of V8 and its collector are most of what is measured. */
const LEAST_SECONDS = 0.6;
/** A process and another differ: of so many measurements the least counts. */
const TRIES = 3;
/** What the program says where it leaves something alone that would take too long. */
const BOUND = /more than|only the first|not followed|are not shown|room|too (?:deep|large|many|long)/;

interface Growth {
  readonly name: string;
  readonly size: number;
  readonly seconds: readonly [once: number, twice: number];
  readonly megabytes: number;
  readonly failure?: string;
  readonly bound?: string;
}

/**
 * Runs each shape that a word of `wanted` is part of (all, without words) at its size and at twice of it, each in a process
 * of its own, and prints a line for each. CPU time is what is compared: in here, where nothing else hangs on a clock.
 * Gives back the number of those that grow faster than their input without a word about a bound, or fail.
 */
export async function measureGrowth(wanted: readonly string[]): Promise<number> {
  const shapes = [...MAIL_SHAPES, ...C_SHAPES, ...SMALL_SHAPES];
  const chosen = shapes.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  const start = await startSeconds(shapes[0]!);
  let failed = 0;
  for (const shape of chosen) {
    const growth = await growthOf(shape, start);
    if (isTooMuch(growth)) failed++;
    console.log(lineOf(growth));
  }
  return failed;
}

/** What a run takes that has nothing to do. */
async function startSeconds({ name, make }: Shape): Promise<number> {
  const child = openChild();
  try {
    return (await child.run({ reader: name, ...make(1) })).cpuSeconds;
  } finally {
    child.end();
  }
}

async function growthOf(shape: Shape, start: number): Promise<Growth> {
  let best = await measure(shape, start);
  for (let tries = 1; tries < TRIES && isTooMuch(best) && best.failure === undefined; tries++) {
    const { seconds, ...rest } = await measure(shape, start);
    best = { ...rest, seconds: [Math.min(best.seconds[0], seconds[0]), Math.min(best.seconds[1], seconds[1])] };
  }
  return best;
}

async function measure({ name, size, make }: Shape, start: number): Promise<Growth> {
  const child = openChild(MOST_SECONDS);
  try {
    const seconds: number[] = [];
    let megabytes = 0;
    let said = '';
    for (const n of [size, 2 * size]) {
      child.renew();
      const { outcome, cpuSeconds, bytes } = await child.run({ reader: name, ...make(n) });
      seconds.push(Math.max(0, cpuSeconds - start));
      megabytes = Math.round(bytes / 2 ** 20);
      const growth = { name, size, seconds: [seconds[0] ?? 0, seconds[1] ?? 0] as const, megabytes };
      if (outcome.kind !== 'held') return { ...growth, failure: `${outcome.kind} at ${n}: ${outcome.because}` };
      said = outcome.said ?? '';
    }
    const bound = said.split('\n').find((line) => BOUND.test(line));
    return { name, size, seconds: [seconds[0]!, seconds[1]!], megabytes, ...(bound !== undefined && { bound }) };
  } finally {
    child.end();
  }
}

/** An mbox of thousands of patches is work for minutes, as long as each takes no longer than the one before. */
const MOST_SECONDS = 300;

function isTooMuch({ seconds: [once, twice], failure, bound }: Growth): boolean {
  if (failure !== undefined) return true;
  return twice > LEAST_SECONDS && twice > MOST_GROWTH * once && bound === undefined;
}

function lineOf(growth: Growth): string {
  const { name, size, seconds, megabytes, failure, bound } = growth;
  const [once, twice] = seconds;
  const ratio = twice > LEAST_SECONDS ? `x ${(twice / Math.max(once, 0.01)).toFixed(1)}` : '-';
  const times = `${once.toFixed(1)} s, ${twice.toFixed(1)} s, ${ratio}, ${megabytes} MB`;
  const end = failure ?? (bound === undefined ? '' : `bound: ${bound.slice(0, 120)}`);
  return `${isTooMuch(growth) ? 'TOO MUCH ' : ''}${name} (${size}, ${2 * size}): ${times}${end && `; ${end}`}`;
}
