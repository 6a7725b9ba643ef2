"""Which title each work of a portion is: known by id, known by name and year, or new. Writes titles, ids and aliases.

One portion takes a constant number of queries for each 900 works; new rows go in by `bulk.insert_rows`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.db.models import Q

from airdate.catalogue.models import ExternalId, Genre, Origin, Title, TitleAlias
from airdate.catalogue.names import fold_name
from airdate.imports.genres import genre_name, genre_slug
from airdate.imports.records import Id, Work
from airdate.imports.results import Counts
from airdate.imports.slugs import free_slugs
from airdate.sources.bulk import insert_rows, new_keys, portions, rows_among

TITLE_FIELDS = (
    "id", "slug", "name", "folded", "origin", "dormant", "merged_into_id", "year", "form", "country", "synopsis",
)  # fmt: skip


@dataclass(slots=True)
class Known:
    """A title as far as deciding needs it."""

    pk: int
    year: int | None
    form: str
    country: str
    origin: str = Origin.CATALOGUE


class Acquainted(Protocol):
    """Says whether an article's title without a year (its key) is the work at this place in the portion."""

    def __call__(self, pk: int, place: int) -> bool: ...


def resolve_works(works: Sequence[Work], counts: Counts, acquainted: Acquainted | None = None) -> list[int | None]:
    """The title of each work, made if it is new, completed if it is known; None where two titles fit.

    Ids, aliases and genres are added and empty fields are filled; nothing that is there is changed.
    """
    by_id = titles_by_id({each for work in works for each in work.ids})
    kept_ids = frozenset(by_id)
    folded = [fold_name(work.name) for work in works]
    schemes = _schemes_of({pk for each, pk in by_id.items()})
    unknown = [i for i, work in enumerate(works) if _by_ids(work, by_id, schemes) is None]
    by_name = _by_name({folded[i] for i in unknown}, schemes)
    keys = iter(new_keys(Title, len(works)) if unknown else ())
    found: list[int | None] = []
    new: list[tuple[int, int]] = []  # key, place in the portion
    adopted: list[int] = []
    for i, work in enumerate(works):
        pk = _by_ids(work, by_id, schemes)
        if pk is None:
            known, clear = _choose(by_name[folded[i]], work, schemes, partial(acquainted or _unknown, place=i))
            if not clear:
                found.append(None)
                continue
            if known is None:
                known = Known(next(keys), work.year, work.form, work.country)
                by_name[folded[i]].append(known)
                new.append((known.pk, i))
            elif known.origin == Origin.READING:
                adopted.append(known.pk)
                known.origin = Origin.CATALOGUE
            known.year = known.year or work.year
            pk = known.pk
        for each in work.ids:
            if by_id.setdefault(each, pk) == pk:
                schemes[pk].add(each[0])
        found.append(pk)
    _insert_titles(new, works, folded)
    counts["titles"] += len(new)
    for portion in portions(adopted):
        Title.objects.filter(pk__in=portion).update(origin=Origin.CATALOGUE)
    made = {pk for pk, _ in new}
    _complete([(pk, work) for pk, work in zip(found, works, strict=True) if pk and pk not in made])
    rows = [(scheme, value, pk, None) for (scheme, value), pk in by_id.items() if (scheme, value) not in kept_ids]
    insert_rows(ExternalId, ("scheme", "value", "title_id", "person_id"), rows)
    counts["ids"] += len(rows)
    pairs = [(pk, work) for pk, work in zip(found, works, strict=True) if pk]
    add_aliases([(pk, alias) for pk, work in pairs for alias in _other_names(work, pk, made)], counts, new=made)
    _add_genres([(pk, work.genres) for pk, work in pairs if work.genres], made)
    return found


def _unknown(pk: int, place: int) -> bool:
    return False


def titles_by_id(ids: set[Id]) -> dict[Id, int]:
    """The titles that have these outside ids."""
    values: dict[str, set[str]] = defaultdict(set)
    for scheme, value in ids:
        values[scheme].add(value)
    found: dict[Id, int] = {}
    for scheme, wanted in values.items():
        rows = rows_among(ExternalId, ("value", "title_id"), "value", wanted, scheme=scheme)
        found.update(((scheme, value), pk) for value, pk in rows if pk is not None)
    return found


def _by_ids(work: Work, by_id: Mapping[Id, int], schemes: Mapping[int, set[str]]) -> int | None:
    """The title that a work's ids say it is.

    The source's own id decides. An id that it gives of another catalogue counts only if the title has no other id
    in the source: two shows to which one source gives one IMDb id are two shows.
    """
    if not work.ids:
        return None
    own = work.ids[0]
    if own in by_id:
        return by_id[own]
    return next((pk for each in work.ids[1:] if (pk := by_id.get(each)) and own[0] not in schemes[pk]), None)


def _schemes_of(pks: Collection[int]) -> defaultdict[int, set[str]]:
    """The schemes in which titles have ids."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pk, scheme in rows_among(ExternalId, ("title_id", "scheme"), "title_id", pks):
        found[pk].add(scheme)
    return found


def _by_name(folded: set[str], schemes: defaultdict[int, set[str]]) -> defaultdict[str, list[Known]]:
    """The titles of these names that are shown; the schemes of their ids are added to ``schemes``."""
    found: defaultdict[str, list[Known]] = defaultdict(list)
    pks: list[int] = []
    fields = ("id", "folded", "year", "form", "country", "origin", "dormant", "merged_into_id")
    for pk, name, year, form, country, origin, dormant, end in sorted(rows_among(Title, fields, "folded", folded)):
        if not dormant and end is None:
            found[name].append(Known(pk, year, form, country, origin))
            pks.append(pk)
    schemes.update(_schemes_of(pks))
    return found


def _choose(
    known: list[Known], work: Work, schemes: Mapping[int, set[str]], acquainted: Callable[[int], bool]
) -> tuple[Known | None, bool]:
    """The title that a work without a known id is (None: a new one), and whether that is clear."""
    own = {scheme for scheme, _ in work.ids}
    fit = [
        title
        for title in known
        if not own & schemes[title.pk]
        and not (work.form and title.form and work.form != title.form)
        and not (work.country and title.country and work.country != title.country)
    ]
    same = [title for title in fit if work.year and title.year == work.year]
    if same:
        # With ids of its own a doubtful work is a new one; without, its claims wait.
        return (same[0], True) if len(same) == 1 else (None, bool(work.ids))
    young = [title for title in fit if title.origin == Origin.READING and title.year is None and acquainted(title.pk)]
    if len(young) == 1:
        return young[0], True
    if work.ids:
        return None, True
    undated = [title for title in fit if not work.year or title.year is None]
    if len(undated) == 1 and len(known) == 1:
        return undated[0], True
    return None, not undated


def _insert_titles(new: Sequence[tuple[int, int]], works: Sequence[Work], folded: Sequence[str]) -> None:
    # Of several in one portion the first in the file gets the plain address, as it would in portions of one.
    ends = [(works[i].name, (str(works[i].year or ""), *("-".join(each) for each in works[i].ids[:1]))) for _, i in new]
    slugs = free_slugs(Title, ends)
    insert_rows(
        Title,
        TITLE_FIELDS,
        [
            (pk, slug, works[i].name, folded[i], Origin.CATALOGUE.value, False, None,
             works[i].year, works[i].form, works[i].country, works[i].synopsis)
            for (pk, i), slug in zip(new, slugs, strict=True)
        ],
    )  # fmt: skip


def _complete(pairs: Sequence[tuple[int, Work]]) -> None:
    """Fill what is empty in known titles."""
    asked = dict(reversed(pairs))  # the first that speaks of a title is heard
    for portion in portions(asked.keys()):
        rows = Title.objects.filter(pk__in=portion).order_by().annotate(silent=Q(synopsis=""))
        for pk, year, form, country, silent in rows.values_list("pk", "year", "form", "country", "silent"):
            given = asked[pk]
            fresh = {
                "year": None if year else given.year,
                "form": "" if form else given.form,
                "country": "" if country else given.country,
                "synopsis": given.synopsis if silent else "",
            }
            if any(fresh.values()):
                Title.objects.filter(pk=pk).update(**{name: value for name, value in fresh.items() if value})


def _other_names(work: Work, pk: int, made: set[int]) -> tuple[str, ...]:
    """What a title may be called beside its name: a known one perhaps by the name that this source gives it."""
    return work.aliases if pk in made else (work.name, *work.aliases)


def add_aliases(pairs: Sequence[tuple[int, str]], counts: Counts, *, new: Collection[int] = ()) -> None:
    """Add other names to titles, save those that they have. ``new``: titles that have none in the database yet."""
    asked: dict[tuple[int, str], str] = {}
    for pk, name in pairs:
        asked.setdefault((pk, fold_name(name)), name)
    if not asked:
        return
    have: set[tuple[int, str]] = set()
    have.update(rows_among(Title, ("id", "folded"), "id", {pk for pk, _ in asked}))
    known = {pk for pk, _ in asked if pk not in new}
    have.update(rows_among(TitleAlias, ("title_id", "folded"), "title_id", known))
    rows = [(name, folded, pk) for (pk, folded), name in asked.items() if (pk, folded) not in have]
    insert_rows(TitleAlias, ("name", "folded", "title_id"), rows)
    counts["aliases"] += len(rows)


def _add_genres(pairs: Sequence[tuple[int, Sequence[str]]], made: set[int]) -> None:
    names = {genre_slug(genre): genre_name(genre) for genre in {genre for _, genres in pairs for genre in genres}}
    there = Genre.objects.filter(slug__in=names).values_list("slug", "pk", "merged_into")
    by_slug = {slug: into or pk for slug, pk, into in there}  # what editors merged stays merged
    for slug in sorted(names.keys() - by_slug.keys()):
        by_slug[slug] = Genre.objects.create(slug=slug, name=names[slug][:100]).pk
    through = Title.genres.through
    wanted = dict.fromkeys((pk, by_slug[genre_slug(genre)]) for pk, genres in pairs for genre in genres)
    have: set[tuple[int, int]] = set()
    have.update(rows_among(through, ("title_id", "genre_id"), "title_id", {pk for pk, _ in wanted if pk not in made}))
    insert_rows(through, ("title_id", "genre_id"), [pair for pair in wanted if pair not in have])
