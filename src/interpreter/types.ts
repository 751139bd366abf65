/** A type as far as it decides what arithmetic does, on a 64-bit machine. */
export type CType =
  | { readonly kind: 'integer'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean; readonly bool?: true }
  /** `to` is the name of the pointed type without qualifiers: `struct page`, `atomic_t`, `int`. */
  | { readonly kind: 'pointer'; readonly to: string }
  | { readonly kind: 'void' };

export const INT = { kind: 'integer', bits: 32, signed: true } as const satisfies CType;
export const UINT = { kind: 'integer', bits: 32, signed: false } as const satisfies CType;
export const LONG = { kind: 'integer', bits: 64, signed: true } as const satisfies CType;
export const ULONG = { kind: 'integer', bits: 64, signed: false } as const satisfies CType;
export const BOOL = { kind: 'integer', bits: 8, signed: false, bool: true } as const satisfies CType;
export const VOID = { kind: 'void' } as const satisfies CType;
export const PAGE = { kind: 'pointer', to: 'struct page' } as const satisfies CType;
export const FOLIO = { kind: 'pointer', to: 'struct folio' } as const satisfies CType;

/** Names of the kernel's own integer types (include/linux/types.h). */
const NAMED: Readonly<Record<string, CType>> = {
  bool: BOOL,
  _Bool: BOOL,
  u8: { kind: 'integer', bits: 8, signed: false },
  s8: { kind: 'integer', bits: 8, signed: true },
  u16: { kind: 'integer', bits: 16, signed: false },
  s16: { kind: 'integer', bits: 16, signed: true },
  u32: UINT,
  s32: INT,
  u64: ULONG,
  s64: LONG,
  size_t: ULONG,
  ssize_t: LONG,
  uintptr_t: ULONG,
  gfp_t: UINT,
  void: VOID,
};

/** Words in front of a type that do not change what its values are. */
const NOISE = /\b(?:const|volatile|static|inline|extern|register|__\w+)\b/g;

/** Reads a type as the source has it; undefined for a `struct` by value and for names that are not known. */
export function typeOf(text: string): CType | undefined {
  const plain = text.replace(NOISE, ' ').replace(/\s+/g, ' ').trim();
  const pointed = /^(.*?) ?\*$/.exec(plain)?.[1];
  if (pointed !== undefined) return { kind: 'pointer', to: pointed };
  if (plain.startsWith('enum ')) return UINT;
  return NAMED[plain] ?? integerOf(plain.split(' '));
}

const INTEGER_WORDS = new Set(['signed', 'unsigned', 'char', 'short', 'int', 'long']);

/** `unsigned long int` in any order of its words. */
function integerOf(words: readonly string[]): CType | undefined {
  if (words.some((word) => !INTEGER_WORDS.has(word))) return undefined;
  const signed = !words.includes('unsigned');
  if (words.includes('long')) return { kind: 'integer', bits: 64, signed };
  if (words.includes('char')) return { kind: 'integer', bits: 8, signed };
  return { kind: 'integer', bits: words.includes('short') ? 16 : 32, signed };
}

/** Is this a 64-bit integer, whose values are `bigint` here? All other values are numbers. */
export function isWide(type: CType): boolean {
  return type.kind === 'integer' && type.bits === 64;
}

/** The integer promotions: what is smaller than an `int` becomes one. */
export function promoted(type: CType): CType {
  return type.kind === 'integer' && type.bits < 32 ? INT : type;
}

/** The usual arithmetic conversions (C11 6.3.1.8); of a pointer and an integer it is the pointer. */
export function commonType(left: CType, right: CType): CType {
  const [a, b] = [promoted(left), promoted(right)];
  // A name that is not known has no type.
  if (a.kind === 'void') return b;
  if (b.kind === 'void') return a;
  if (a.kind !== 'integer') return a;
  if (b.kind !== 'integer') return b;
  if (a.bits !== b.bits) return a.bits > b.bits ? a : b;
  return a.signed ? b : a;
}

/** True when values of both types have the same representation and range. */
export function sameType(a: CType, b: CType): boolean {
  if (a.kind === 'integer' && b.kind === 'integer')
    return a.bits === b.bits && a.signed === b.signed && a.bool === b.bool;
  return a.kind === b.kind && (a.kind !== 'pointer' || b.kind !== 'pointer' || a.to === b.to);
}
