void frob_associate(struct folio *folio, struct frob *frob)
{
	folio->mapping = frob->mapping;
}
