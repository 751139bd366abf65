/**
 * The same function, which keeps its last answers for as many characters of text as are `most`: the versions and the
 * configurations of a file are alike.
 */
export function remembered<T>(make: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  let kept = 0;
  return (text) => {
    if (known.has(text)) return known.get(text)!;
    const value = make(text);
    known.set(text, value);
    kept += text.length;
    for (const [oldest] of known) {
      if (kept <= most) break;
      known.delete(oldest);
      kept -= oldest.length;
    }
    return value;
  };
}
