static int frob_write_end(struct file *file, struct folio *folio, unsigned int copied)
{
	if (copied)
		folio_mark_dirty(folio);
	folio_unlock(folio);
	folio_put(folio);
	return copied;
}
