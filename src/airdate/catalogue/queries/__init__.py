"""Reads of the catalogue: what spellings mean, and entries by their addresses."""

from airdate.catalogue.queries.entries import (
    Moved,
    broadcasters,
    documents_naming_entry,
    genres,
    names_that_wait,
    people,
    person_by_slug,
    service_by_slug,
    services,
    title_by_slug,
    titles,
    titles_named_in,
)
from airdate.catalogue.queries.resolutions import Target, documents_naming, merged, targets_of

__all__ = [
    "Moved",
    "Target",
    "broadcasters",
    "documents_naming",
    "documents_naming_entry",
    "genres",
    "merged",
    "names_that_wait",
    "people",
    "person_by_slug",
    "service_by_slug",
    "services",
    "targets_of",
    "title_by_slug",
    "titles",
    "titles_named_in",
]
