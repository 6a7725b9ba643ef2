"""Which person each name of a portion is: known by id, known with the same title, or new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from airdate.catalogue.models import ExternalId, NameUse, Origin, Person
from airdate.catalogue.names import fold_name
from airdate.imports.records import Id, Somebody
from airdate.imports.results import Counts
from airdate.imports.slugs import free_slugs
from airdate.sources.bulk import insert_rows, new_keys, portions, rows_among

PERSON_FIELDS = ("id", "slug", "name", "folded", "origin", "dormant", "merged_into_id")
Named = tuple[Somebody, int | None]  # a person as named, and the title they are named with


def people_by_id(ids: Iterable[Id]) -> dict[Id, int]:
    """The people that have these outside ids."""
    values: dict[str, set[str]] = defaultdict(set)
    for scheme, value in ids:
        values[scheme].add(value)
    found: dict[Id, int] = {}
    for scheme, wanted in values.items():
        rows = rows_among(ExternalId, ("value", "person_id"), "value", wanted, scheme=scheme)
        found.update(((scheme, value), pk) for value, pk in rows if pk is not None)
    return found


def resolve_people(named: Sequence[Named], counts: Counts) -> list[int | None]:
    """The person that each name means, made if it is new; None where several of that name fit.

    With an id: whoever has it, else whoever of that name is known with the same title and has no other id in that
    catalogue, else somebody new. Without one: whoever of that name is known with
    the title, else the only one of the name.
    """
    by_id = people_by_id({each for somebody, _ in named for each in somebody.ids})
    kept_ids = frozenset(by_id)
    strangers = [(s, title) for s, title in named if not any(each in by_id for each in s.ids)]
    with_title = known_with({title for _, title in strangers if title is not None})
    schemes = _schemes_of({pk for people in with_title.values() for pks in people.values() for pk in pks})
    by_name = _by_name({fold_name(s.name) for s, _ in strangers if not s.ids})
    keys = iter(new_keys(Person, len(strangers)))
    new: list[tuple[int, Somebody]] = []
    adopted: set[int] = set()
    found: list[int | None] = []
    for somebody, title in named:
        pk = next((by_id[each] for each in somebody.ids if each in by_id), None)
        if pk is None:
            folded = fold_name(somebody.name)
            own = {scheme for scheme, _ in somebody.ids}
            here = [p for p in with_title.get(title or 0, {}).get(folded, ()) if not own & schemes[p]]
            if len(here) == 1:
                pk = here[0]
                adopted.add(pk)
            elif not somebody.ids and by_name[folded]:
                pk = by_name[folded][0] if len(by_name[folded]) == 1 else None
                if pk is None:
                    found.append(None)
                    continue
            else:
                pk = next(keys)
                new.append((pk, somebody))
                by_name[folded].append(pk)
        for each in somebody.ids:
            if by_id.setdefault(each, pk) == pk:
                schemes[pk].add(each[0])
        found.append(pk)
    _insert_people(new)
    counts["people"] += len(new)
    for portion in portions(adopted):
        Person.objects.filter(pk__in=portion, origin=Origin.READING).update(origin=Origin.CATALOGUE)
    rows = [(scheme, value, None, pk) for (scheme, value), pk in by_id.items() if (scheme, value) not in kept_ids]
    insert_rows(ExternalId, ("scheme", "value", "title_id", "person_id"), rows)
    counts["ids"] += len(rows)
    return found


def known_with(titles: Collection[int]) -> dict[int, dict[str, list[int]]]:
    """Title -> folded name -> the people of that name who were named with it."""
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for portion in portions(titles):
        rows = NameUse.objects.filter(companions__title__in=portion, person__isnull=False)
        shown = rows.filter(person__dormant=False, person__merged_into=None).order_by()
        for title, pk, folded in shown.values_list("companions__title", "person_id", "person__folded"):
            found[title][folded].add(pk)
    return {title: {name: sorted(pks) for name, pks in people.items()} for title, people in found.items()}


def _schemes_of(pks: Collection[int]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for portion in portions(pks):
        for pk, scheme in ExternalId.objects.filter(person__in=portion).order_by().values_list("person_id", "scheme"):
            found[pk].add(scheme)
    return found


def _by_name(folded: Collection[str]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for portion in portions(folded):
        rows = Person.objects.filter(Q(folded__in=portion, dormant=False, merged_into=None)).order_by("pk")
        for name, pk in rows.values_list("folded", "pk"):
            found[name].append(pk)
    return found


def _insert_people(new: Sequence[tuple[int, Somebody]]) -> None:
    slugs = free_slugs(Person, [(s.name, [each[1] for each in s.ids[:1]]) for _, s in new])
    rows: list[tuple[object, ...]] = [
        (pk, slug, s.name, fold_name(s.name), Origin.CATALOGUE.value, False, None)
        for (pk, s), slug in zip(new, slugs, strict=True)
    ]
    insert_rows(Person, PERSON_FIELDS, rows)


def names_of_people(ids: Iterable[Id]) -> Mapping[Id, tuple[int, str]]:
    """Outside id -> key and name of the person, merges not followed."""
    by_id = people_by_id(set(ids))
    names: dict[int, str] = {}
    names.update(rows_among(Person, ("id", "name"), "id", set(by_id.values())))
    return {each: (pk, names[pk]) for each, pk in by_id.items()}
