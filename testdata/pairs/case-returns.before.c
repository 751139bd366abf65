static int frob_ioctl(struct address_space *mapping, pgoff_t index, int command)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int ret = 0;

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	switch (command) {
	case FROB_SYNC:
		ret = frob_copy(mapping, 0);
		break;
	default:
		ret = -EINVAL;
	}
	folio_put(folio);
	return ret;
}
