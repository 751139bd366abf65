/** What a step of a log can have that a kernel without a defect, or a log without a gap, does not show. */
export type OddityKind =
  | 'from-zero'
  | 'below-zero'
  | 'missing-event'
  | 'store-over-live'
  | 'unfreeze-live'
  | 'unfreeze-to-zero'
  | 'freed-live'
  | 'freed-twice'
  | 'allocated-live'
  /** Notes: the kernel does these things on purpose, or the log just ends too early to tell. */
  | 'frozen-modified'
  | 'freeze-refused'
  | 'zero-untested'
  | 'zero-without-free'
  | 'never-freed'
  | 'still-frozen';

export interface Oddity {
  /** 1-based line of the log; that of the last event for what only the end of the log shows. */
  readonly line: number;
  readonly kind: OddityKind;
  /** `impossible`: the kernel or the log is at fault; `note`: worth knowing. */
  readonly level: 'impossible' | 'note';
  readonly message: string;
}

const NOTES: ReadonlySet<OddityKind> = new Set([
  'frozen-modified',
  'freeze-refused',
  'zero-untested',
  'zero-without-free',
  'never-freed',
  'still-frozen',
]);

/** An oddity with the level that its kind has. */
export function oddity(line: number, kind: OddityKind, message: string): Oddity {
  return { line, kind, level: NOTES.has(kind) ? 'note' : 'impossible', message };
}
