/** Who holds a reference: a `Holder` of a contract, or `someone else` with a temporary one. */
export const SOMEONE = 'someone else';

/** Who owns which part of a count. Pins and references are counted in the units of the raw field. */
export interface Claims {
  /** Plain references of the path; negative after it gave away what it did not have. */
  path: number;
  /** Pins of the path, in pins; `pinUnit` references each. */
  pins: number;
  readonly pinUnit: number;
  readonly others: Map<string, number>;
  /** Whose references the path may give up besides its own, and how many of them are left to take. */
  readonly lender: string | undefined;
  allowance: number;
  /** How many of the lender's the path did give up, in references or pins. */
  consumed: number;
}

/** Takes `times` references (or pins) from the path, its own first, then the lender's that it may take. Returns those that were nobody's to give. */
export function giveUp(claims: Claims, times: number, pin: boolean): number {
  const own = Math.min(times, Math.max(0, pin ? claims.pins : claims.path));
  const borrowed = borrow(claims, times - own, pin ? claims.pinUnit : 1);
  const missing = times - own - borrowed;
  if (pin) claims.pins -= own;
  else claims.path -= own;
  claims.path -= missing * (pin ? claims.pinUnit : 1);
  return missing;
}

function borrow(claims: Claims, wanted: number, unit: number): number {
  if (claims.lender === undefined) return 0;
  const held = Math.floor(heldBy(claims, claims.lender) / unit);
  const taken = Math.max(0, Math.min(wanted, claims.allowance, held));
  change(claims, claims.lender, -taken * unit);
  claims.allowance -= taken;
  claims.consumed += taken;
  return taken;
}

/** What a holder other than the path has; 0 for one that has nothing. */
export function heldBy(claims: Claims, holder: string): number {
  return claims.others.get(holder) ?? 0;
}

/** Gives `by` references to a holder other than the path, or takes them, if negative. */
export function change(claims: Claims, holder: string, by: number): void {
  claims.others.set(holder, heldBy(claims, holder) + by);
}

/** What everybody but the path holds. */
function heldByOthers(claims: Claims): number {
  return [...claims.others.values()].reduce((sum, n) => sum + n, 0);
}

/** What the path holds, in the units of the raw field. */
export function heldByPath(claims: Claims): number {
  return claims.path + claims.pins * claims.pinUnit;
}

/** The sum of all claims: what the raw field must read while the page is live. */
export function total(claims: Claims): number {
  return heldByPath(claims) + heldByOthers(claims);
}

/**
 * Gives the references that vanished in a freeze ... unfreeze of fewer to those who had them: the caches first,
 * since taking the folio out of its cache is what such a pair is for (6.12 mm/vmscan.c, __remove_mapping), then the
 * path. Returns those that neither had.
 */
export function writeOff(claims: Claims, n: number): number {
  let rest = n;
  for (const holder of ['page-cache', 'swap-cache']) {
    const part = Math.min(rest, Math.max(0, heldBy(claims, holder)));
    change(claims, holder, -part);
    rest -= part;
  }
  const own = Math.min(rest, Math.max(0, claims.path));
  claims.path -= own;
  return rest - own;
}

/** Nobody claims anything: the page is the allocator's. */
export function forgetAll(claims: Claims): void {
  if (claims.lender !== undefined) borrow(claims, claims.allowance, 1);
  claims.path = 0;
  claims.pins = 0;
  claims.others.clear();
}

/** The claims of everybody, as a ledger row shows them: without those of nobody. */
export function snapshot(claims: Claims): Readonly<Record<string, number>> {
  const all = [['path', heldByPath(claims)] as const, ...claims.others];
  return Object.fromEntries(all.filter(([, n]) => n !== 0));
}

/** The first of the others who holds something: whose reference it is that a put too many drops. */
export function victim(claims: Claims): string | undefined {
  return [...claims.others].find(([, n]) => n > 0)?.[0];
}

/** `the caller holds 1, the page cache holds 4`; empty when nobody else holds anything. */
export function othersText(claims: Claims): string {
  return [...claims.others]
    .filter(([, n]) => n > 0)
    .map(([holder, n]) => `${holderName(holder)} holds ${n}`)
    .join(', ');
}

/** A holder in running text: `the page cache`. */
export function holderName(holder: string): string {
  switch (holder) {
    case SOMEONE:
      return holder;
    case 'page-table':
      return 'a page table';
    case 'private':
      return 'the private data';
    case 'lru-batch':
      return 'an LRU batch';
    case 'structure':
      return 'the structure it was read from';
    default:
      return `the ${holder.replaceAll('-', ' ')}`;
  }
}
