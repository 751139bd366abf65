import type { Report } from '../report/index.js';
import type { KernelTree } from '../tree/index.js';

/** What a report tells of the tree. */
export function toldTree({ kind, version, standsOn }: KernelTree): Report['tree'] {
  return { kind, ...(version ? { kernel: version } : {}), ...(standsOn ? { base: standsOn } : {}) };
}
