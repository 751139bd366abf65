import type { Line } from './message.js';

/**
 * Undoes `format=flowed` (RFC 3676) as `git mailinfo` does: takes off the stuffed blank and joins soft line breaks.
 * Many mailers declare it and send the patch as it is: where some line starts with one blank only, nothing was stuffed
 * and the lines come back unchanged. Before `>` and `From` one blank is a stuffed one. A blank context line `" "` is never taken for a soft break.
 */
export function unflow(lines: readonly Line[]): readonly Line[] {
  if (lines.some(({ text }) => /^ (?!>|From)[^ ]/.test(text))) return lines;
  const joined: Line[] = [];
  let open: { parts: string[]; number: number } | undefined;
  for (const { text, number } of lines) {
    const unstuffed = text.startsWith(' ') ? text.slice(1) : text;
    const soft = unstuffed.endsWith(' ') && unstuffed !== '-- ' && unstuffed.trim() !== '';
    open ??= { parts: [], number };
    open.parts.push(unstuffed);
    if (soft) continue;
    joined.push({ text: open.parts.join(''), number: open.number });
    open = undefined;
  }
  if (open !== undefined) joined.push({ text: open.parts.join(''), number: open.number });
  return joined;
}
