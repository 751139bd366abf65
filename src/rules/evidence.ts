import {
  type Assumption,
  type Exploration,
  type History,
  isZeroCount,
  type Observation,
  observe,
  type PathTrace,
  type Signs,
} from '../analysis/index.js';
import type { Candidate } from './candidate.js';
import { isFailure } from './own-references.js';

/** A version of a function, and which of its lines the patch changed. */
interface Seen {
  readonly exploration: Exploration;
  readonly isChanged: (line: number) => boolean;
}

/** Tells whether other paths bear out an assumption that a call on that line makes about the object of a hazard. */
export type Evidence = (hazard: Pick<Candidate, 'root' | 'signs'>, assumption: Assumption, line: number) => boolean;

/**
 * A path that hands an object to a function, drops it behind that, and ends with nothing left, says that the function does
 * not take the reference: when the function under review succeeds, and when it fails as that path does. Many functions
 * take the reference only when they succeed. The other version says so of calls that the patch left alone: what the author
 * changed at a changed one may be just that.
 */
export function evidenceOf(version: Seen, other: Seen | undefined): Evidence {
  const here = outlivedIn([version.exploration]);
  const anywhere = outlivedIn([version, ...(other ? [other] : [])].map(({ exploration }) => exploration));
  return ({ root, signs }, { kind, name }, line) =>
    kind !== 'some-fills' &&
    (version.isChanged(line) ? here : anywhere)(root).some(
      (it) => it.name === name && (it.isSuccess || (it.signs & signs) !== 0),
    );
}

/** A function that was handed the object before its last put, on a path with such a result. */
interface Outlived {
  readonly name: string;
  readonly signs: Signs;
  readonly isSuccess: boolean;
}

function outlivedIn(explorations: readonly Exploration[]): (root: string) => readonly Outlived[] {
  const known = new Map<string, readonly Outlived[]>();
  return (root) => {
    const found = known.get(root) ?? explorations.flatMap((x) => outlived(x, root));
    known.set(root, found);
    return found;
  };
}

function outlived(x: Exploration, root: string): Outlived[] {
  const settled = observe(x).filter((o) => o.root === root && isZeroCount(o.net));
  return settled.flatMap((o) =>
    handedBeforePut(o).map((name) => ({ name, signs: o.signs, isSuccess: !isFailure(x, o.signs) })),
  );
}

function handedBeforePut({ object, end }: Observation): string[] {
  const names: string[] = [];
  let isDropped = false;
  for (let h: History | undefined = end.state.history; h; h = h.before) {
    if (h.object !== object.value.key) continue;
    if (h.operation?.kind === 'put') isDropped = true;
    if (h.assumes && isDropped) names.push(h.assumes.name);
  }
  return names;
}

/** The path without the assumptions that other paths bear out. */
export function withoutBorneOut(
  trace: PathTrace,
  hazard: Pick<Candidate, 'root' | 'signs'>,
  evidence: Evidence,
): PathTrace {
  const steps = trace.steps.map(({ assumes, ...step }) =>
    assumes && !evidence(hazard, assumes, step.loc.line) ? { ...step, assumes } : step,
  );
  return { ...trace, steps };
}
