/** Bytes of text in one encoded word: 75 columns less `=?UTF-8?B?` and `?=`, in base64 (RFC 2047). */
const MOST_BYTES = 45;

/** Words of a header as ASCII: what is not is written as encoded words. The text is one line. */
export function encodeWords(text: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');
  return isPlain ? text : chunks(text).map(encoded).join(' ');
}

/** Pieces of at most MOST_BYTES bytes in UTF-8, none of which cuts a character. */
function chunks(text: string): string[] {
  const pieces: string[] = [''];
  for (const char of text) {
    const last = pieces[pieces.length - 1]!;
    if (Buffer.byteLength(last + char) <= MOST_BYTES) pieces[pieces.length - 1] = last + char;
    else pieces.push(char);
  }
  return pieces;
}

function encoded(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}
