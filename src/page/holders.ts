import { freedByPrimitive } from './buddy.js';
import { headOf, type Page, pagesOf } from './page.js';
import { pinFolio, pinUnit, unpinFolio } from './pins.js';
import { SemanticsError } from './semantics.js';
import { call, countAt, newTally, outcomeOf, page, type Simulation, type WorldOutcome } from './simulation.js';

/** How many references a holder of each kind has to a folio (6.12 include/linux/mm.h, folio_expected_ref_count). */
const HOLDERS: Readonly<Record<string, (folio: Page) => number>> = {
  'page-table': () => 1,
  'page-table-pmd': () => 1,
  'page-cache': pagesOf,
  'swap-cache': pagesOf,
  private: () => 1,
  'lru-batch': () => 1,
  isolation: () => 1,
  pin: pinUnit,
};

/** Takes the references of `n` holders of a kind, and notes whose they are. Throws for a kind that there is not. */
export function hold(sim: Simulation, holder: string, n: number): WorldOutcome {
  const folio = folioOf(sim);
  const references = unitOf(holder, folio) * n;
  const tally = newTally();
  if (holder !== 'pin') call(sim, tally, 'folio_ref_add', folio.index, references);
  else if (!pinFolio(sim, tally, n)) return outcomeOf(tally, [folio.index]);
  const held = heldOn(sim, folio);
  held.set(holder, (held.get(holder) ?? 0) + references);
  return outcomeOf(tally, [folio.index]);
}

/** Puts them again, and frees the folio with the last; throws when the holder has not that many. */
export function drop(sim: Simulation, holder: string, n: number): WorldOutcome {
  const folio = folioOf(sim);
  const references = unitOf(holder, folio) * n;
  const held = heldOn(sim, folio);
  const left = (held.get(holder) ?? 0) - references;
  if (left < 0) throw new SemanticsError(`${holder} does not hold ${references} of page ${folio.index}`);
  held.set(holder, left);
  const { bugs, freed } =
    holder === 'pin' ? unpinFolio(sim, n) : sim.semantics.run(sim.memory, 'folio_put_refs', [folio.index, references]);
  const tally = freed ? freedByPrimitive(sim, folio.index) : newTally();
  return { ...outcomeOf(tally, [folio.index]), bugs: [...bugs, ...tally.bugs], freed };
}

/**
 * Who holds what of the folio of the selected page. References that nobody was named for are the caller's; those that a
 * live folio should have and has not are missing. Empty as long as nobody but the caller was named.
 */
export function holdersOf(sim: Simulation): Readonly<Record<string, number>> {
  const { index } = folioOf(sim);
  const named = [...(sim.holders.get(index) ?? [])].filter(([, n]) => n !== 0);
  if (named.length === 0) return {};
  const count = countAt(sim, index);
  const rest = count - named.reduce((sum, [, n]) => sum + n, 0);
  if (rest > 0) return Object.fromEntries([...named, ['caller', rest]]);
  return Object.fromEntries([...named, ...(rest < 0 && count > 0 ? [['missing', -rest] as const] : [])]);
}

function folioOf(sim: Simulation): Page {
  return headOf(page(sim, sim.selected));
}

function heldOn({ holders }: Simulation, { index }: Page): Map<string, number> {
  const held = holders.get(index) ?? new Map<string, number>();
  holders.set(index, held);
  return held;
}

function unitOf(holder: string, folio: Page): number {
  const unit = Object.hasOwn(HOLDERS, holder) ? HOLDERS[holder] : undefined;
  if (!unit) throw new SemanticsError(`${holder} is no holder (${Object.keys(HOLDERS).join(', ')})`);
  return unit(folio);
}
