/** C0 and C1 controls (tab excepted), DEL, bidi controls, invisible and line-separating code points, lone surrogates. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
  /[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Makes one line of foreign text safe to show: no escape code, line break or bidi override survives.
 * C0 controls and DEL come out in caret notation (`^[` for ESC), the rest as `<U+202E>`; tabs stay.
 */
export function printable(text: string): string {
  return text.replace(HARMFUL, visible);
}

/**
 * The same for a JSON text: what `printable` would make visible is written as a `\u` escape, so that the JSON stays
 * equal in value. Line ends between its tokens stay.
 */
export function printableJson(json: string): string {
  return json.replace(HARMFUL, (char) => (char === '\n' ? char : `\\u${hex(char)}`));
}

function visible(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x7f) return '^?';
  if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
  return `<U+${hex(char).toUpperCase()}>`;
}

function hex(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(4, '0');
}
