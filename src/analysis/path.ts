import { arrayOf, fieldOf, pointee } from './evaluate.js';
import { load, type State } from './state.js';
import { symbol, type Value } from './value.js';

/** What an object path of a contract names in one call. */
export interface Located {
  readonly value: Value;
  readonly name: string;
  /** The cell that holds it; absent when it is an argument itself. */
  readonly cell?: string;
}

/**
 * Resolves an object path (`folio`, `*foliop`, `vmf.page`, `pages[]`, `*pages[]` for the array that *pages points to)
 * against the arguments of a call. A parameter is a pointer; behind its first field, `.` stays inside the structure.
 * @returns undefined when the path does not start at a parameter that was passed
 */
export function locate(s: State, path: string, params: readonly string[], args: readonly Value[]): Located | undefined {
  const parts = /^(\**)(\w+)((?:->|\.|\[\]|\w)*?)(\[\])?$/.exec(path);
  if (!parts) return undefined;
  const [, stars = '', param = '', rest = '', elements] = parts;
  const arg = args[params.indexOf(param)];
  if (!arg) return undefined;
  let place: Located = { value: arg, name: param };
  for (const step of rest.match(/(?:->|\.)\w+|\[\]/g) ?? []) {
    place = step[0] === '.' && place.cell ? at(s, place.cell + step) : descend(s, place.value, step);
  }
  for (let i = 0; i < stars.length; i++) place = at(s, pointee(place.value));
  return elements ? descend(s, place.value, elements) : place;
}

function descend(s: State, v: Value, step: string): Located {
  if (step !== '[]') return at(s, fieldOf(v, step.replace(/->|\./, '')));
  if (v.kind === 'address' && v.ofPointer) return at(s, v.cell);
  const cell = `${arrayOf(v)}[]`;
  return { value: symbol(cell, { kind: 'cell', cell }), name: cell, cell };
}

function at(s: State, cell: string): Located {
  return { value: load(s, cell), name: cell, cell };
}

/** The object that a derived value was made from: `mk_pte(page, prot)`, `page_to_pfn(page) << 1`; `page + 1` is another. */
export function objectWithin(s: State, v: Value): Value | undefined {
  if (s.objects.has(v.key)) return v;
  if (v.kind === 'alias') return objectWithin(s, v.of);
  if (v.kind === 'address') return ownerOf(s, v.cell);
  if (v.kind !== 'operation') return undefined;
  if (v.op === '+' && v.operands[1]?.kind === 'int') return undefined;
  for (const o of v.operands) {
    const found = objectWithin(s, o);
    if (found) return found;
  }
  return undefined;
}

/** What a callee comes to with an argument: the object that it was made from, or the elements of the array that it is. */
export function reachedFrom(s: State, v: Value): Value | undefined {
  return objectWithin(s, v) ?? s.objects.get(`${arrayOf(v)}[]`)?.value;
}

/** The object that a field belongs to: `&page->lru` leads back to the page. */
function ownerOf(s: State, cell: string): Value | undefined {
  const pointer = cell.slice(0, Math.max(0, cell.lastIndexOf('->')));
  return s.objects.get(pointer)?.value;
}
