"""The works of the catalogue that listings may mean: by outside ids, by names and aliases, with those known with them.

Every question is asked for all listings at once: some queries for each 900 names, however many broadcasts there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q

from airdate.catalogue.models import ExternalId, NameUse, Title, TitleAlias
from airdate.catalogue.queries import merged
from airdate.listings.matching import Candidate
from airdate.listings.outside_ids import MARKS, Id
from airdate.listings.store import portions

PORTION = 900  # values in one query: databases limit its parameters


def works_of_names(folded: Collection[str]) -> dict[str, list[Candidate]]:
    """Folded name -> the works that are called so, merges followed, each once; without people."""
    named: dict[str, set[int]] = defaultdict(set)
    for portion in portions(folded, PORTION):
        own = Title.objects.filter(Q(folded__in=portion)).order_by()
        others = TitleAlias.objects.filter(folded__in=portion).order_by()
        for name, pk in [*own.values_list("folded", "pk"), *others.values_list("folded", "title_id")]:
            named[name].add(pk)
    ends = merged("title")
    meant = {name: sorted({ends.get(pk, pk) for pk in pks}) for name, pks in named.items()}
    known = dict(_candidates({pk for pks in meant.values() for pk in pks}))
    found = {name: [known[pk] for pk in pks if pk in known] for name, pks in meant.items()}
    return {name: works for name, works in found.items() if works}


def _candidates(pks: Collection[int]) -> Iterator[tuple[int, Candidate]]:
    for portion in portions(pks, PORTION):
        rows = Title.objects.filter(Q(pk__in=portion, dormant=False)).order_by()
        for pk, year, form, country in rows.values_list("pk", "year", "form", "country"):
            yield pk, Candidate(pk, year, form, country)


def people_with(works: Collection[int]) -> dict[int, frozenset[str]]:
    """Work -> the folded names of the people who were named with it."""
    found: dict[int, set[str]] = defaultdict(set)
    for portion in portions(works, PORTION):
        uses = NameUse.objects.filter(companions__title__in=portion, person__isnull=False).order_by()
        for pk, name in uses.values_list("companions__title_id", "person__folded"):
            found[pk].add(name)
    return {pk: frozenset(names) for pk, names in found.items()}


def marks_known() -> tuple[str, ...]:
    """What the details of a listing must hold somewhere to have an id that the catalogue may know."""
    known = [s for s in MARKS if ExternalId.objects.filter(scheme=s, title__isnull=False).exists()]
    return tuple(mark for scheme in known for mark in MARKS[scheme])


def works_of_ids(ids: Collection[Id]) -> dict[Id, int]:
    """Outside id -> its work, merges followed."""
    values: dict[str, set[str]] = defaultdict(set)
    for scheme, value in ids:
        values[scheme].add(value)
    ends = merged("title")
    found: dict[Id, int] = {}
    for scheme, wanted in values.items():
        for portion in portions(wanted, PORTION):
            rows = ExternalId.objects.filter(scheme=scheme, value__in=portion, title__isnull=False).order_by()
            for value, pk in rows.values_list("value", "title_id"):
                if pk is not None:
                    found[scheme, value] = ends.get(pk, pk)
    return found


def first_of(ids: Sequence[Id], known: dict[Id, int]) -> int | None:
    """The work of the first id that is known."""
    return next((known[each] for each in ids if each in known), None)
