const CONTEXT = 3;

/**
 * The 1-based line of the first `folio_put()` in C source that can go and leave valid C: a statement of its own, behind
 * another statement or an opening brace. Throws when there is none.
 */
export function removablePut(text: string): number {
  const lines = text.split('\n');
  const at = lines.findIndex((line, i) => /^\t+folio_put\(\w+\);$/.test(line) && /[;{]$/.test(lines[i - 1] ?? ''));
  if (at < CONTEXT) throw new Error('no folio_put() that could be taken out');
  return at + 1;
}

/** A diff of `path` that takes the 1-based `line` out of `text`; it must not be one of the last lines. */
export function patchWithout(path: string, text: string, line: number): string {
  const lines = text.split('\n');
  const first = line - CONTEXT;
  const before = lines.slice(first - 1, line - 1).map((context) => ` ${context}`);
  const after = lines.slice(line, line + CONTEXT).map((context) => ` ${context}`);
  return [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${first},${2 * CONTEXT + 1} +${first},${2 * CONTEXT} @@`,
    ...before,
    `-${lines[line - 1]}`,
    ...after,
    '',
  ].join('\n');
}
