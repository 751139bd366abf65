import type { Loc } from '../c/index.js';
import { meet } from './claim.js';
import { locate, reachedFrom } from './path.js';
import type { State } from './state.js';
import { objectOf, type Value } from './value.js';

/** `src[]` are the elements that the path knows of, `page` is the argument whatever is known of it. */
export function keepAt(s: State, path: string, params: readonly string[], args: readonly Value[], loc: Loc): void {
  if (params.includes(path)) keep(s, args[params.indexOf(path)], loc);
  const place = locate(s, path, params, args);
  const object = place && s.objects.get(objectOf(place.value).key);
  if (object) s.objects.set(object.value.key, { ...object, escaped: true });
}

/** Somebody else knows the object now. */
export function keep(s: State, v: Value | undefined, loc: Loc): void {
  if (!v) return;
  const held = reachedFrom(s, v) ?? (isPointerOfCaller(v) ? v : undefined);
  if (!held) return;
  const object = meet(s, held, held.key, { kind: 'borrowed', path: held.key }, loc);
  s.objects.set(object.value.key, { ...object, escaped: true });
}

/** A parameter, or what lies behind one: that it is kept is for the caller to know, also where nothing else is done to it. */
function isPointerOfCaller(v: Value): boolean {
  return v.kind === 'symbol' && v.source.kind === 'cell';
}
