static void frob_teardown(struct frob *frob)
{
	kfree(frob);
}	/* want: refcount-leak frob->folio; verdict: confirmed */
