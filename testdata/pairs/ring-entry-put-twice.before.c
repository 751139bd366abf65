static void frob_drain(struct frob_ring *ring)
{
	struct frob_entry *entry;

	while (frob_more(ring)) {
		entry = frob_next(ring);
		if (entry->busy)
			continue;
		put_page(entry->page);
	}
}
