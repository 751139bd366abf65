/** Indices of the lines of a function in C of the kernel's style, where its closing brace is the first one in column 1. */
export function bodyOf(lines: readonly string[], name: string): readonly number[] {
  const head = new RegExp(`^(?:\\w.*)?\\b${name}\\(`);
  const first = lines.findIndex((text, i) => head.test(text) && !isDeclaration(lines, i));
  const last = first < 0 ? -1 : lines.indexOf('}', first);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
}

function isDeclaration(lines: readonly string[], from: number): boolean {
  const end = lines.findIndex((text, i) => i >= from && /[;{]\s*$/.test(text));
  return end < 0 || lines[end]!.trimEnd().endsWith(';');
}
