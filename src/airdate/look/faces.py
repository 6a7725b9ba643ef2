"""What the poster of a title is drawn from: the same on every page, also where listings call its genre otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, cast

from airdate.catalogue.models import Title


class Face(NamedTuple):
    """Name, genre in words (empty where unsorted) and year of a title, for `{% poster %}`."""

    name: str
    genre: str = ""
    year: int | None = None


def face_of(title: Title) -> Face:
    """A title's face. Its genres should have been fetched with it."""
    return Face(title.name, next((genre.name for genre in title.genres.all()), ""), title.year)


def faces(keys: Iterable[int | None]) -> dict[int, Face]:
    """The faces of titles by their keys, two queries for all; of a merged one that of the title it became."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    rows = Title.objects.filter(pk__in=wanted).select_related("merged_into")
    rows = rows.prefetch_related("genres", "merged_into__genres")
    return {row.pk: face_of(cast(Title, row.merged_into or row)) for row in rows}
