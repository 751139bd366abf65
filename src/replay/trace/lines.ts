/** Far above a line of ftrace, which is below 1 KiB with the longest flags. */
const LONGEST = 8192;

/**
 * Cuts a stream into lines, without their ends; one batch a chunk. A line of more than 8192 characters comes as
 * undefined, so that a file without line ends takes no memory.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly (string | undefined)[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n');
    const batch: (string | undefined)[] = [];
    for (const [i, part] of parts.entries()) {
      if (rest.length + part.length > LONGEST) tooLong = true;
      rest = tooLong ? '' : rest + part;
      if (i === parts.length - 1) break;
      batch.push(tooLong ? undefined : rest.replace(/\r$/, ''));
      rest = '';
      tooLong = false;
    }
    yield batch;
  }
  rest += decoder.decode();
  if (tooLong) yield [undefined];
  else if (rest !== '') yield [rest];
}
