static int frob_reserve(struct frob *frob)
{
	if (frob->used > FROB_MOST) {
		folio_put(frob->folio);
		return -ENOSPC;
	}
	return 0;
}

int frob_grow(struct frob *frob)
{
	int err = frob_reserve(frob);

	if (err) {
		folio_put(frob->folio);	/* want: over-put frob->folio; verdict: confirmed */
		return err;
	}
	folio_put(frob->folio);
	return 0;
}
