/** Far above a line of ftrace, which is below 1 KiB with the longest flags. */
const LONGEST = 8192;
const NEWLINE = 10;

/**
 * Cuts a stream into lines, without their ends; one batch a chunk. A line of more than 8192 bytes comes as undefined, so
 * that a file without line ends takes no memory. Each line is a string of its own: a slice of a chunk would keep it alive.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly (string | undefined)[]> {
  let rest: Buffer = Buffer.alloc(0);
  let tooLong = false;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const batch: (string | undefined)[] = [];
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
      const whole = rest.length > 0 ? Buffer.concat([rest, bytes.subarray(from, to)]) : bytes.subarray(from, to);
      batch.push(tooLong || whole.length > LONGEST ? undefined : textOf(whole));
      rest = Buffer.alloc(0);
      tooLong = false;
      from = to + 1;
    }
    tooLong ||= rest.length + bytes.length - from > LONGEST;
    rest = tooLong ? Buffer.alloc(0) : Buffer.concat([rest, bytes.subarray(from)]);
    yield batch;
  }
  if (tooLong) yield [undefined];
  else if (rest.length > 0) yield [textOf(rest)];
}

function textOf(bytes: Buffer): string {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  return bytes.toString('utf8', 0, end);
}
