/** A type with single blanks and stars as the kernel writes them: `struct folio *`, `void (*)(int)`. */
export function typeText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?\* ?/g, '*')
    .replace(/([^*(\s])\*/g, '$1 *')
    .trim();
}
