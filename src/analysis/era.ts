import type { Clause, Contract } from './contract.js';

/**
 * The clauses of a contract that hold in one kernel.
 * @param version as in the kernel's Makefile or a tag, `6.12.48`, `v6.13-rc2` (which counts as 6.13: changes come in
 *   before the first release candidate); undefined, or no such version, means newer than all that are named
 */
export function clausesFor(contract: Contract, version: string | undefined): readonly Clause[] {
  if (contract.clauses.every((c) => c.since === undefined && c.before === undefined)) return contract.clauses;
  const at = ordinal(version ?? '') ?? Number.POSITIVE_INFINITY;
  return contract.clauses.filter((c) => {
    const since = ordinal(c.since ?? '') ?? 0;
    const before = ordinal(c.before ?? '') ?? Number.POSITIVE_INFINITY;
    return since <= at && (at < before || c.before === undefined);
  });
}

/** The first two numbers of a kernel version as one that can be compared. */
function ordinal(version: string): number | undefined {
  const parts = /^v?(\d+)\.(\d+)/.exec(version);
  return parts ? Number(parts[1]) * 1000 + Number(parts[2]) : undefined;
}
