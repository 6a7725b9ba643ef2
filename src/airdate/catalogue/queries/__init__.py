"""Reads of the catalogue: what spellings mean, and entries by their addresses."""

from airdate.catalogue.queries.resolutions import Target, documents_naming, merged, targets_of

__all__ = ["Target", "documents_naming", "merged", "targets_of"]
