import type { Expr, Instruction, Loc } from './ir.js';

/** What the end of a scope does for `__free(x)` on a declaration or for `guard(x)(y)`. */
export interface Cleanup {
  readonly callee: string;
  readonly args: readonly Expr[];
}

/**
 * The locals and cleanups alive at a place of the function, newest first. It is a persistent list: a jump keeps the list of
 * where it starts and of where it goes, and what lies between them is what the jump leaves.
 */
export type Scope = Frame | undefined;

interface Frame {
  readonly outer: Scope;
  readonly depth: number;
  readonly entry:
    | { readonly kind: 'local'; readonly name: string }
    | { readonly kind: 'cleanup'; readonly cleanup: Cleanup };
}

/** The scope behind a local's declaration. */
export function withLocal(scope: Scope, name: string): Scope {
  return { outer: scope, depth: depthOf(scope) + 1, entry: { kind: 'local', name } };
}

/** The scope behind a declaration with `__free()` or behind a `guard()`. */
export function withCleanup(scope: Scope, cleanup: Cleanup): Scope {
  return { outer: scope, depth: depthOf(scope) + 1, entry: { kind: 'cleanup', cleanup } };
}

/**
 * The instructions of a jump from one scope to another: cleanups, the newest first, then one `leave`.
 * A jump back over a declaration leaves that local too, as in C. `newTemp` names the results of the cleanup calls.
 */
export function leaving(from: Scope, to: Scope, loc: Loc, newTemp: () => number): Instruction[] {
  const left = framesBetween(from, to);
  const names = left.flatMap(({ entry }) => (entry.kind === 'local' ? [entry.name] : [])).reverse();
  const leave: Instruction[] = names.length > 0 ? [{ kind: 'leave', names, loc }] : [];
  return [...cleanupCalls(left, loc, newTemp), ...leave];
}

/** The instructions of a return: the cleanups of all scopes, without `leave`. */
export function returning(from: Scope, loc: Loc, newTemp: () => number): Instruction[] {
  return cleanupCalls(framesBetween(from, undefined), loc, newTemp);
}

function cleanupCalls(frames: readonly Frame[], loc: Loc, newTemp: () => number): Instruction[] {
  return frames.flatMap(({ entry }) =>
    entry.kind === 'cleanup'
      ? [{ kind: 'call', ...entry.cleanup, temp: newTemp(), used: false, cleanup: true, loc } as const]
      : [],
  );
}

/** The frames of `from` down to what it has in common with `to`, newest first. */
function framesBetween(from: Scope, to: Scope): Frame[] {
  const frames: Frame[] = [];
  let [inner, outer] = [from, to];
  while (inner !== outer) {
    if (depthOf(inner) >= depthOf(outer) && inner) {
      frames.push(inner);
      inner = inner.outer;
    } else {
      outer = outer?.outer;
    }
  }
  return frames;
}

function depthOf(scope: Scope): number {
  return scope?.depth ?? 0;
}
