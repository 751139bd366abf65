import { type Diagnostic, printable } from '../text/index.js';
import type { Candidate } from './candidate.js';
import { type Home, homeOf } from './project.js';

/**
 * Takes the patches of other projects out, each with the answers to it, and tells them in one line a project. Where a
 * patch does not show whose it is, the others of the input decide.
 */
export function withoutForeign(all: readonly Candidate[]): { own: readonly Candidate[]; notes: readonly Diagnostic[] } {
  const homes = new Map(all.map((it) => [it, homeOf(it.diff.files, it.subject)]));
  const [stranger] = [...homes.values()].filter(isForeign);
  const isKernels = [...homes.values()].some(({ kind }) => kind === 'kernel');
  const resolved = (it: Candidate): Home => {
    const home = homes.get(it)!;
    return home.kind === 'open' && stranger && !isKernels ? stranger : home;
  };
  const left = all.filter((it) => isForeign(resolved(it)));
  return { own: all.filter((it) => !left.includes(it)), notes: notesOn(left, resolved) };
}

type Foreign = Extract<Home, { kind: 'foreign' }>;

function isForeign(home: Home): home is Foreign {
  return home.kind === 'foreign';
}

function notesOn(left: readonly Candidate[], homeOfOne: (it: Candidate) => Home): Diagnostic[] {
  const byProject = new Map<string, Candidate[]>();
  for (const it of left) {
    const home = homeOfOne(it);
    if (!isForeign(home)) continue;
    const { project } = home;
    byProject.set(project, [...(byProject.get(project) ?? []), it]);
  }
  return [...byProject].map(([project, patches]) => {
    const [first] = patches;
    const what = patches.length === 1 ? `this patch is for ${project}` : `${patches.length} patches are for ${project}`;
    const message = `${what}, not for the kernel, and not looked at: ${printable(first!.subject)}`;
    return { level: 'warning', input: first!.letter.input, line: first!.line, message };
  });
}
