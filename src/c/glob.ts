/** Looks a name up: an exact key wins, then the first pattern with `*` that fits. Answers are remembered. */
export type NameLookup<T> = (name: string) => T | undefined;

/** Makes a lookup from `[pattern, value]` pairs, in order of precedence; `*` stands for letters, digits and underscores. */
export function nameLookup<T>(entries: readonly (readonly [string, T])[]): NameLookup<T> {
  const exact = new Map(entries.filter(([name]) => !name.includes('*')));
  const patterns = entries.filter(([name]) => name.includes('*')).map(([name, value]) => ({ fits: glob(name), value }));
  const remembered = new Map<string, T | undefined>();
  return (name) => {
    if (exact.has(name)) return exact.get(name);
    if (!remembered.has(name)) remembered.set(name, patterns.find(({ fits }) => fits.test(name))?.value);
    return remembered.get(name);
  };
}

function glob(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').join('\\w*')}$`);
}
