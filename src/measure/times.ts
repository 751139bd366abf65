/** What one process took, in seconds: by the clock, and of the processors with all its children. */
export interface Run {
  readonly wall: number;
  readonly cpu: number;
}

/** A table of the least, median and greatest times, in seconds, of series of runs by name. None may be empty. */
export function formatTimes(series: Readonly<Record<string, readonly Run[]>>): string {
  const rows = Object.entries(series).flatMap(([name, runs]) => [
    row(`${name}, wall`, spread(runs.map(({ wall }) => wall))),
    row(`${name}, user+sys`, spread(runs.map(({ cpu }) => cpu))),
  ]);
  return [row('seconds', ['min', 'median', 'max']), ...rows].join('\n');
}

/** The middle one of an even number of runs is the lower of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}

function spread(values: readonly number[]): string[] {
  return [Math.min(...values), median(values), Math.max(...values)].map((value) => value.toFixed(2));
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(22) + cells.map((cell) => cell.padStart(8)).join('');
}
