import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Characters whose trees may lie about: they take about 100 bytes each. */
const MOST_TEXT = 1_000_000;

let text = 0;

/** Notes that a text of this length was parsed. */
export function countParsed(length: number): void {
  text += length;
}

/**
 * Syntax trees lie outside of the JavaScript heap, which does not know their size, and are freed by finalizers: these need a
 * turn of the event loop, and a collection that a small heap puts off until gigabytes of trees have gathered. Who parses
 * file after file awaits this behind each.
 */
export async function treesFreed(): Promise<void> {
  if (text > MOST_TEXT) {
    text = 0;
    collect();
  }
  await new Promise((done) => setImmediate(done));
}

let collector: (() => void) | undefined;

function collect(): void {
  if (!collector) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
  }
  collector();
}
