import { firstByName, type Outline } from './definitions.js';

/**
 * The definitions of a file, one a name, as words and numbers: a run knows those of a thousand files and asks for a few.
 */
export interface OutlineTable {
  readonly names: readonly string[];
  /** Four for each name: kind and traits, line, start, end. */
  readonly numbers: readonly number[];
}

/** So many for each name. */
export const NUMBERS = 4;
const MACRO = 1;
const STATIC = 2;
const STUB = 4;

/** Of alternatives with one name that which counts. */
export function tableOf(all: readonly Outline[]): OutlineTable {
  const outlines = [...firstByName(all).values()];
  const traits = (o: Outline) => (o.kind === 'macro' ? MACRO : 0) | (o.static ? STATIC : 0) | (o.isStub ? STUB : 0);
  return {
    names: outlines.map(({ name }) => name),
    numbers: outlines.flatMap((outline) => [traits(outline), outline.line, outline.start, outline.end]),
  };
}

/** The outline at a place of the table. */
export function outlineAt({ names, numbers }: OutlineTable, at: number): Outline {
  const [traits = 0, line = 1, start = 0, end = 0] = numbers.slice(NUMBERS * at, NUMBERS * (at + 1));
  const kind = (traits & MACRO) === 0 ? 'function' : 'macro';
  return { name: names[at]!, kind, static: (traits & STATIC) !== 0, isStub: (traits & STUB) !== 0, line, start, end };
}

/** The names that other files can use, and whether each is a stub. */
export function exportsOf({ names, numbers }: OutlineTable): (readonly [name: string, isStub: boolean])[] {
  const traits = (at: number) => numbers[NUMBERS * at]!;
  return names.flatMap((name, at) => ((traits(at) & STATIC) === 0 ? [[name, (traits(at) & STUB) !== 0] as const] : []));
}
