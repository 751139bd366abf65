import { diffTexts } from '../diff.js';
import { sitesOf } from '../sites.js';
import { OPERATORS } from './operators.js';
import { applyEdits } from './site.js';

/** For tests: a file with a place for every operator. */
export const FIXTURE = `#define FROB_WAIT 1

static void frob_release(struct folio *folio)
{
	folio_unlock(folio);
	folio_put(folio);
}

/* Fills one folio of the mapping. */
int frob_fill(struct frob *frob, int flags)
{
	struct folio *folio = frob->spare;
	int err = -ENOMEM;
	int tries = 0;

	tries = flags & 3;
	err = 0;
	folio = filemap_get_folio(frob->mapping, frob->index);
	if (IS_ERR(folio))
		return PTR_ERR(folio);
	if (folio_test_dirty(folio)) {
		err = -EBUSY;
		goto out_put;
	}
	if (flags & FROB_WAIT) {
		folio_wait_writeback(folio);
	} else {
		tries++;
	}
	if (frob_read(frob, folio))
		goto out_put;
	switch (tries) {
	case 1:
		folio_put(folio);
	}
	if (tries)
		folio_put(folio);
	return 0;
out_put:
	folio_put(folio);
	return err;
}
`;

/** For tests: the text after each mutation of one kind, in order. */
export function mutated(kind: string, source = FIXTURE): string[] {
  const sites = sitesOf('mm/frob.c', source, { [kind]: OPERATORS[kind]! });
  return sites.map(({ edits }) => applyEdits(source, edits));
}

/** For tests: the lines that each mutation of one kind takes away and adds. */
export function changes(kind: string, source = FIXTURE): string[] {
  return mutated(kind, source).map((text) => {
    const patch = diffTexts('mm/frob.c', source, text).toString('latin1');
    return patch
      .split('\n')
      .filter((line) => /^[+-](?!--|\+\+)/.test(line))
      .join('\n');
  });
}
