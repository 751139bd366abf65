/**
 * Makes a text smaller while it still fails: runs of lines are left out, then runs of characters, from half of it down to
 * one. `fails` is asked at most as often as `budget` says, which is counted down.
 */
export async function shrink(
  text: string,
  fails: (smaller: string) => Promise<boolean>,
  budget: { left: number },
): Promise<string> {
  const lines = await smallest(text.split(/(?<=\n)/), fails, budget);
  if (lines.length > MOST_CHARACTERS) return lines.join('');
  return (await smallest([...lines.join('')], fails, budget)).join('');
}

const MOST_CHARACTERS = 4000;

async function smallest(
  parts: readonly string[],
  fails: (smaller: string) => Promise<boolean>,
  budget: { left: number },
): Promise<readonly string[]> {
  let kept = parts;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length && budget.left > 0; ) {
      const smaller = kept.toSpliced(at, size);
      budget.left--;
      if (await fails(smaller.join(''))) kept = smaller;
      else at += size;
    }
  }
  return kept;
}
