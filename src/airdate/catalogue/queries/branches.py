"""The tree of genres: branches, what stands above and below, which titles are of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When

from airdate.catalogue.models import Genre, Title
from airdate.sources.correlated import found_for_each

PORTION = 500  # titles in one query
FEW = 3000  # titles of a branch that are still looked up one by one
GATHERED = 60_000  # titles of a branch whose keys fit into the memory that PostgreSQL gives to one question


@dataclass(frozen=True, slots=True)
class Limb:
    """A genre in its tree. ``used`` says whether a title is of it or of one below it; ``below`` are its branches."""

    pk: int
    slug: str
    name: str
    used: bool
    below: tuple[Limb, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A genre with all that are below it. ``titles`` are the keys of their titles, None where these are many."""

    genres: tuple[int, ...]
    titles: tuple[int, ...] | None = field(default=None, repr=False)

    def among(self, name: str) -> Q:
        """The condition that the title to which ``name`` leads (``title``, ``fact__title``) is of the branch.

        Few titles are named by their keys, so that a database begins with them. With many it asks each title that it
        comes across: it meets enough of them soon.
        """
        if self.titles is not None:
            return Q(**{f"{name}__in": self.titles})
        of_it = Title.genres.through._default_manager.filter(title=OuterRef(name), genre__in=self.genres)
        return found_for_each(of_it)

    def gathered(self, name: str) -> Q:
        """`among` for a list that comes across very many titles before it is full: their keys are gathered first, from
        an index alone, unless they are too many (which fill the list soon). One query; a case is never made a join.
        """
        every = Title.genres.through._default_manager.filter(genre__in=self.genres).order_by().values("title")
        if self.titles is not None or every[GATHERED : GATHERED + 1]:
            return self.among(name)
        of_it = When(**{f"{name}__in": every}, then=Value(True))
        return Q(Case(of_it, default=Value(False), output_field=BooleanField()))


def genre_by_slug(slug: str) -> Genre:
    """The genre; ``merged_into`` is read with it. Raises `Genre.DoesNotExist`."""
    return Genre.objects.select_related("merged_into", "parent").get(slug=slug)


def branch(genre: Genre) -> list[int]:
    """The keys of a genre and of all below it, its own first."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Genre.objects.order_by("name", "pk").values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found = [genre.pk]
    for pk in found:  # grows while it is read
        found += [child for child in children.get(pk, ()) if child not in found]
    return found


def branch_of(genre: Genre) -> Branch:
    """A genre's branch, with its titles where these are few: two queries."""
    genres = branch(genre)
    rows = Title.genres.through._default_manager.filter(genre__in=genres).order_by().values_list("title", flat=True)
    some = list(rows[: FEW + 1])
    return Branch(tuple(genres), tuple(sorted(set(some))) if len(some) <= FEW else None)


def genre_tree() -> tuple[Limb, ...]:
    """The whole tree by name; genres that were merged are left out. One query."""
    has_titles = Exists(Title.genres.through._default_manager.filter(genre=OuterRef("pk")))
    rows = Genre.objects.filter(merged_into=None).annotate(has_titles=has_titles).order_by("name", "slug")
    children: dict[int | None, list[Any]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return _limbs(None, children, frozenset())


def path_to(genre: Genre) -> tuple[Genre, ...]:
    """The genres above one, the topmost first: one query."""
    by_key: Mapping[int, Genre] = {each.pk: each for each in Genre.objects.all()}
    found: list[Genre] = []
    at = genre.parent_id
    while at is not None and by_key[at] not in found:
        found.append(by_key[at])
        at = by_key[at].parent_id
    return tuple(reversed(found))


def find_limb(tree: Collection[Limb], slug: str) -> Limb | None:
    """The limb of a slug, wherever it is in the tree."""
    for limb in tree:
        if limb.slug == slug:
            return limb
        if (found := find_limb(limb.below, slug)) is not None:
            return found
    return None


def genres_of(titles: Collection[int]) -> dict[int, list[int]]:
    """Title -> its genres by name, by their keys: one query."""
    rows = Title.genres.through._default_manager.filter(title__in=titles).order_by(F("genre__name"), "genre")
    found: dict[int, list[int]] = {}
    for title, genre in rows.values_list("title", "genre"):
        found.setdefault(title, []).append(genre)
    return found


def genre_names(titles: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Slug of a title -> the names of its genres, in their order: one query for each `PORTION` of titles."""
    found: dict[str, list[str]] = {}
    ordered = sorted(titles)
    for start in range(0, len(ordered), PORTION):
        rows = Title.genres.through._default_manager.filter(title__slug__in=ordered[start : start + PORTION])
        for title, name in rows.order_by("genre__name", "genre").values_list("title__slug", "genre__name"):
            found.setdefault(title, []).append(name)
    return {title: tuple(own) for title, own in found.items()}


def _limbs(parent: int | None, children: Mapping[int | None, list[Any]], above: frozenset[int]) -> tuple[Limb, ...]:
    made = []
    for row in children.get(parent, ()):
        if row.pk in above:  # a ring, which no action makes
            continue
        below = _limbs(row.pk, children, above | {row.pk})
        used = row.has_titles or any(limb.used for limb in below)
        made.append(Limb(row.pk, row.slug, row.name, used, below))
    return tuple(made)
