/**
 * What a path takes for granted: that a call does nothing to the object beyond what is known of it. A proof with none of
 * these rests on nothing that was not read.
 */
export interface Assumption {
  readonly kind: Unread;
  /** The function that nobody has read: the callee, or one that a callee hands the object to. */
  readonly name: string;
}

/**
 * Why a function says nothing of an object: no text of it, more paths than were followed, a stub, a pointer that leads to
 * it; what it does, or whether it sets a pointer, hangs on a condition that its callers cannot see; what is declared of it
 * is about another text.
 */
export type Unread =
  | 'unknown-callee'
  | 'cut-callee'
  | 'stub'
  | 'pointer-call'
  | 'conditional'
  | 'some-fills'
  | 'signature';

/** An assumption of a callee about an object, which is named as in an effect: a path from a parameter. */
export interface CalleeAssumption extends Assumption {
  readonly object: string;
}

/** The assumption for people: `foo_release() does not drop it`. */
export function assumptionText({ kind, name }: Assumption): string {
  switch (kind) {
    case 'unknown-callee':
      return `${name}() leaves its count alone`;
    case 'cut-callee':
      return `${name}(), which has more paths than are followed, leaves its count alone`;
    case 'stub':
      return `${name}() does what its stub does`;
    case 'conditional':
      return `${name}(), which drops it on some conditions, leaves its count alone`;
    case 'some-fills':
      return `${name}(), which sets it on some conditions, did so`;
    case 'signature':
      return `${name}(), which this series changes, still does what is declared of it`;
    case 'pointer-call':
      return `what ${name} points to leaves its count alone`;
  }
}
