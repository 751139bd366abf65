import { newMemory, type Semantics, SemanticsError } from '../page/index.js';

/** A semantics that path replay can rely on: `own`, and `model` for what it lacks or cannot run. */
export function completed(own: Semantics, model: Semantics): Semantics {
  const known = new Map<string, boolean>();
  const isOwn = (name: string): boolean => {
    if (!known.has(name)) known.set(name, canRun(own, name));
    return known.get(name)!;
  };
  const pick = (name: string): Semantics => (isOwn(name) ? own : model);
  return {
    has: (name) => pick(name).has(name),
    names: () => [...new Set([...own.names(), ...model.names()])].sort(),
    params: (name) => pick(name).params(name),
    run: (memory, name, args) => {
      try {
        return pick(name).run(memory, name, args);
      } catch (error) {
        // A loop that does not end, for example: the page is as it was left, and the model goes on with it.
        if (!(error instanceof SemanticsError) || !isOwn(name)) throw error;
        known.set(name, false);
        return model.run(memory, name, args);
      }
    },
    start: (memory, name, args) => pick(name).start(memory, name, args),
  };
}

/** Can it be called on a live page at all? */
function canRun(semantics: Semantics, name: string): boolean {
  if (!semantics.has(name)) return false;
  const memory = newMemory(1);
  Object.assign(memory.pages[0]!, { raw: 1, state: 'live' });
  try {
    semantics.run(memory, name, [0, ...(semantics.params(name) ?? []).slice(1).map(() => 1)]);
    return true;
  } catch (error) {
    if (error instanceof SemanticsError) return false;
    throw error;
  }
}
