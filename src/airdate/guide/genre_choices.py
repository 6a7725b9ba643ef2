"""Genres to choose from on a form, and the one that an address asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Genre
from airdate.guide.frame import Unreadable
from airdate.look.missing import no_such


@dataclass(frozen=True, slots=True)
class Choice:
    """A genre in a list of choices; its name stands in as far as it is below others."""

    slug: str
    name: str


def genre_choices() -> list[Choice]:
    """The genres that titles are of, each above its branches. One query."""
    return list(_choices(catalogue.genre_tree(), 0))


def asked_genre(slug: str) -> Genre | None:
    """The genre of a slug, of one that was merged the one it became; None where none is asked for.

    Raises `Unreadable` for one that is not here.
    """
    if not slug:
        return None
    try:
        found = catalogue.genre_by_slug(slug)
    except Genre.DoesNotExist:
        raise Unreadable(no_such("genre", slug)) from None
    return found.merged_into or found


def _choices(tree: Iterable[catalogue.Limb], depth: int) -> Iterator[Choice]:
    for limb in tree:
        if limb.used:
            yield Choice(limb.slug, "\N{EN DASH} " * depth + limb.name)
            yield from _choices(limb.below, depth + 1)
