import { headOf, int32, type Page, pagesOf } from './page.js';
import type { Outcome } from './semantics.js';
import { call, countAt, page, report, type Simulation, type Tally } from './simulation.js';

/** References that one pin of a small folio adds (6.12 include/linux/mm.h, GUP_PIN_COUNTING_BIAS). */
export const PIN_BIAS = 1024;

/** References that one pin of a folio takes: a large folio counts its pins apart. */
export function pinUnit(folio: Page): number {
  return pagesOf(folio) > 1 ? 1 : PIN_BIAS;
}

/** `try_grab_folio(.., FOLL_PIN)` on the folio of the selected page (6.12 mm/gup.c). Returns whether it was pinned. */
export function pinFolio(sim: Simulation, tally: Tally, n: number): boolean {
  const folio = headOf(page(sim, sim.selected));
  if (countAt(sim, folio.index) <= 0) {
    report(tally, 'mm/gup.c', 'try_grab_folio', 'folio_ref_count(folio) <= 0');
    return false;
  }
  call(sim, tally, 'folio_ref_add', folio.index, n * pinUnit(folio));
  countPins(folio, n);
  return true;
}

/** `gup_put_folio(.., FOLL_PIN)`, the other half. */
export function unpinFolio(sim: Simulation, n: number): Outcome {
  const folio = headOf(page(sim, sim.selected));
  countPins(folio, -n);
  return sim.semantics.run(sim.memory, 'folio_put_refs', [folio.index, n * pinUnit(folio)]);
}

function countPins(folio: Page, n: number): void {
  if (pagesOf(folio) > 1) folio.pincount = int32(folio.pincount + n);
}
