import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import { splitLines } from '../tree/lines.js';
import { pairOfEdits } from '../tree/pair.js';
import { checkFile } from './file.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

const lookup = (call: string, test: string) => `static int frob_read(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;

	folio = ${call};
	if (${test})
		return -ENOENT;
	folio_put(folio);
	return 0;
}
`;

/** What a patch from one text to another of as many lines introduces, as `line: message`. */
function introduced(before: string, after: string, version: string): string[] {
  const [pre, post] = [splitLines(before), splitLines(after)];
  const edits = post.lines.flatMap((line, at) =>
    line === pre.lines[at] ? [] : [{ at, removed: 1, added: [line], noNewline: false }],
  );
  const pair = pairOfEdits({ pre: 'mm/frob.c', post: 'mm/frob.c' }, pre, edits);
  const { findings } = checkFile(pair, { ownership, version });
  return findings.filter((f) => f.origin === 'introduced').map((f) => `${f.line}: ${f.message}`);
}

const GET = 'filemap_get_folio(mapping, index)';
const NULL_FOR_ERROR = 'filemap_get_folio() fails with ERR_PTR(), and line 6 tests folio for NULL only';
const ERROR_FOR_NULL = 'filemap_get_folio() fails with NULL, and line 6 tests folio for ERR_PTR() only';

describe('filemap_get_folio(), which fails with ERR_PTR() since v6.4', () => {
  it.each([
    ['6.12', 'IS_ERR(folio)', '!folio', [`6: ${NULL_FOR_ERROR}`]],
    ['6.12', '!folio', 'IS_ERR(folio)', []],
    ['6.4', 'IS_ERR(folio)', 'folio == NULL', [`6: ${NULL_FOR_ERROR}`]],
    ['6.1.170', '!folio', 'IS_ERR(folio)', [`6: ${ERROR_FOR_NULL}`]],
    ['6.1.170', 'IS_ERR(folio)', '!folio', []],
    ['6.1.170', '!folio', 'IS_ERR_OR_NULL(folio)', []],
  ])('in %s: %s becomes %s', (version, before, after, found) => {
    expect(introduced(lookup(GET, before), lookup(GET, after), version)).toEqual(found);
  });

  it('is reported at the call where only that has changed', () => {
    const before = lookup('swap_cache_get_folio(entry)', '!folio');
    expect(introduced(before, lookup(GET, '!folio'), '6.19')).toEqual([`5: ${NULL_FOR_ERROR}`]);
  });

  it('is no news where the test was wrong before', () => {
    const before = lookup(GET, '!folio');
    expect(introduced(before, before.replace('-ENOENT', '-EIO'), '6.12')).toEqual([]);
    expect(introduced(before, before.replace('!folio', 'folio == NULL'), '6.12')).toEqual([]);
  });
});

describe('a try whose answer was looked at', () => {
  it('is reported where the patch throws it away', () => {
    const text = (first: string) => `static void frob_walk(struct folio *folio)
{
	${first}
	frob_prepare();
	folio_put(folio);
}
`;
    const found = introduced(text('if (!folio_try_get(folio)) return;'), text('folio_try_get(folio);'), '6.12');
    expect(found).toContain('3: folio_try_get() may fail, and frob_walk() does not look at its result');
  });
});
