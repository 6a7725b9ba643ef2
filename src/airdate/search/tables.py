"""Which rows of lower rooms the index follows. Pure data, for both databases.

``search_name`` has a row for each name and alias; ``id`` is negative where a fact of the entry is held, so that in the
order of ids what is known comes first. ``search_word`` is the vocabulary: every word of a name once, with the number
of names that have it (counted when the index is built, 1 for later ones).
"""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """A table whose ``folded`` names are indexed: ``target`` is its column with the key of the entry."""

    table: str
    kind: str
    target: str
    main: bool

    @property
    def trigger(self) -> str:
        return f"search_of_{self.table}"


NAMES = (
    Names("catalogue_title", "title", "id", True),
    Names("catalogue_person", "person", "id", True),
    Names("catalogue_service", "service", "id", True),
    Names("catalogue_titlealias", "title", "title_id", False),
    Names("catalogue_personalias", "person", "person_id", False),
    Names("catalogue_servicealias", "service", "service_id", False),
)
# Columns of facts -> the kind of entry that is known by them.
KNOWN = {"title_id": "title", "person_id": "person", "who_id": "person", "service_id": "service", "place_id": "service"}
# An article has a signature of its words; the record of a catalogue, which is a document too, has none.
ARTICLE = "length({row}signature) > 0"


def knowing() -> list[str]:
    """Statements that put what facts are held of before the rest."""
    return [
        f"UPDATE search_name SET id = -id WHERE id > 0 AND kind = '{kind}' AND target IN"  # noqa: S608 - constants
        f" (SELECT {column} FROM facts_fact WHERE {column} IS NOT NULL)"
        for column, kind in KNOWN.items()
    ]
