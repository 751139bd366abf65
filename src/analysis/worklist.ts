import type { State } from './state.js';

/** Blocks wait in reverse postorder, so that all states that can meet at a block arrive before it runs. */
export class Worklist {
  private readonly waiting: State[][];
  private count = 0;

  constructor(blocks: number) {
    this.waiting = Array.from({ length: blocks }, () => []);
  }

  get size(): number {
    return this.count;
  }

  add(block: number, state: State): void {
    this.waiting[block]?.push(state);
    this.count++;
  }

  take(): { block: number; state: State } | undefined {
    for (let block = 0; this.count > 0 && block < this.waiting.length; block++) {
      const state = this.waiting[block]?.shift();
      if (!state) continue;
      this.count--;
      return { block, state };
    }
    return undefined;
  }
}
