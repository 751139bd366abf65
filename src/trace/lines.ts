import { StringDecoder } from 'node:string_decoder';

/** Far above a line of ftrace, which is below 1 KiB with the longest flags. */
const LONGEST = 8192;

/**
 * Cuts a stream into lines, without their ends; one batch a chunk. A line of more than 8192 characters comes as
 * undefined, so that a file without line ends takes no memory. Lines are slices of a whole chunk: what is kept of them
 * must be copied, or it keeps the chunk alive.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly (string | undefined)[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const parts: (string | undefined)[] = decoder.write(bytes).split('\n');
    const first = parts[0]!;
    const last = parts.length - 1;
    tooLong ||= rest.length + first.length > LONGEST;
    parts[0] = tooLong ? '' : rest + first;
    if (last > 0) {
      if (tooLong) parts[0] = undefined;
      tooLong = parts[last]!.length > LONGEST;
    }
    rest = tooLong ? '' : parts[last]!;
    parts.length = last;
    yield parts;
  }
  if (tooLong) yield [undefined];
  else if (rest !== '') yield [rest];
}
