import { fstatSync } from 'node:fs';
import { UsageError } from './failure.js';

/** Far above any patch series, as for a file; what is larger is a mistake (a core file, an endless pipe). */
const LIMIT = 128 << 20;

/** All bytes of stdin. Throws UsageError above 128 MiB. */
export async function readStdin(stream: AsyncIterable<Buffer> = process.stdin): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LIMIT) throw new UsageError('stdin: more than 128 MB, this is no patch');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Does a pipe or a file stand on stdin, as in `git diff | foliolint check`? A terminal would wait, /dev/null has nothing. */
export function isPiped(): boolean {
  const stdin = fstatSync(0);
  return stdin.isFIFO() || stdin.isFile() || stdin.isSocket();
}
