import { cut, printable } from '../../text/index.js';
import { encodeWords } from './encoded-word.js';

const COLUMNS = 78;
/** A subject is a line of text; what is longer is no subject. */
const LONGEST_TEXT = 400;

/** A header field of free text, such as a subject: encoded where it is not ASCII, and folded. */
export function textField(name: string, value: string): string {
  return fold(`${name}:`, encodeWords(oneLine(value)).split(' '));
}

/** A header field of items that must not be broken (addresses, ids), with `separator` behind each but the last. */
export function listField(name: string, items: readonly string[], separator: '' | ','): string {
  const last = items.length - 1;
  return fold(
    `${name}:`,
    items.map((item, i) => (i < last ? `${item}${separator}` : item)),
  );
}

/** The text without line ends, controls and the like: nothing in it can begin another field. */
export function oneLine(text: string): string {
  return cut(printable(text.replace(/\s+/g, ' ').trim()), LONGEST_TEXT);
}

/** Folding white space may stand between any two words; a word that is too long stands alone. */
function fold(start: string, words: readonly string[]): string {
  const lines = [start];
  for (const word of words) {
    const line = `${lines[lines.length - 1]} ${word}`;
    if (line.length <= COLUMNS || lines[lines.length - 1] === start) lines[lines.length - 1] = line;
    else lines.push(` ${word}`);
  }
  return lines.join('\n');
}
