"""Lists for the front page and the page of changes; what has facts at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from airdate.catalogue.models import Genre, Service, Title
from airdate.catalogue.queries import Branch, branch_of
from airdate.facts.held import UNSEEN, Held, step_of
from airdate.facts.models import Change, Fact
from airdate.facts.naming import Names
from airdate.facts.pages import Coming, Moved
from airdate.facts.queries.reading_rows import arranger, held_rows, subject_key
from airdate.facts.slots import read_slot
from airdate.sources.correlated import found_for_each

# Changes that are news: all but first.
MOVES = ("moved", "refined", "confirmed", "denied", "withdrawn", "corrected", "contested", "settled")
TOLD = ("confirmed", "expected", "rumoured")
# The condition on a change that it is one of these: it had a value, of which there is an index, and is no first one.
# Said of the column PostgreSQL takes that for a second rarity, and sorts them all; of an expression it expects nothing.
MOVED = Q(old__isnull=False) & ~Q(Exact(Coalesce("kind", Value("")), Value("first")))


def coming_up(
    today: date,
    until: date | None = None,
    limit: int = 50,
    *,
    service: Service | None = None,
    branch: Branch | None = None,
    titles: Collection[str] | None = None,
) -> list[Coming]:
    """Releases still ahead, today's included, that may be before the end of ``until``; of a branch of genres alone, or
    of ``titles`` (slugs).

    By the earliest possible day: a coarse date comes after the days that it may fall on, so that sure ones come first.
    """
    found = Fact.objects.filter(kind="release", title__isnull=False, status__in=TOLD)
    if titles is None:
        found = found.filter(sort_day__gte=today)
    if until is not None:
        found = found.filter(earliest__lte=until)
    if service is not None:
        found = found.filter(place=service)
    if branch is not None:
        found = found.filter(branch.among("title"))
    if titles is not None:
        # Begun with the titles: few have many releases, while many titles have one soon. An expression is in no index,
        # so that none leads through the days of everybody's.
        keys = Title.objects.filter(slug__in=titles).order_by().values_list("pk", flat=True)
        found = (
            found.filter(title__in=list(keys)).annotate(falls=Coalesce("sort_day", "latest")).filter(falls__gte=today)
        )
    return _coming(found.order_by("sort_day", "-earliest", "id")[:limit], today)


def soonest(today: date, limit: int) -> list[tuple[str, int]]:
    """The ids of the releases that `coming_up` gives, each with the key of its title."""
    found = Fact.objects.filter(kind="release", title__isnull=False, status__in=TOLD, sort_day__gte=today)
    rows = found.order_by("sort_day", "-earliest", "id").values_list("pk", "title")[:limit]
    return [(pk, title) for pk, title in rows if title is not None]


def coming_facts(facts: Collection[str], today: date) -> list[Coming]:
    """The releases of these ids, in the order of `coming_up`."""
    return _coming(Fact.objects.filter(pk__in=facts).order_by("sort_day", "-earliest", "id"), today)


def just_out(today: date, *, since: date, limit: int = 20) -> list[Coming]:
    """Releases that have happened from ``since`` on, the newest first."""
    found = Fact.objects.filter(
        kind="release", title__isnull=False, status__in=("confirmed", "expected"), latest__isnull=False,
        sort_day__gte=since, sort_day__lt=today,
    )  # fmt: skip
    return _coming(found.order_by("-sort_day", "-earliest", "id")[:limit], today)


def _coming(facts: QuerySet[Fact], today: date) -> list[Coming]:
    held, names = held_rows(facts)
    make = arranger(held, names, today)
    return [Coming(names(fact.subject), make.release(fact)) for fact in held]


def recent_changes(
    limit: int = 50,
    *,
    today: date,
    kinds: Collection[str] | None = None,
    fact_kinds: Collection[str] | None = None,
    title: Title | None = None,
    service: Service | None = None,
    genre: Genre | None = None,
    branch: Branch | None = None,
    before: date | None = None,
    offset: int = 0,
) -> list[Moved]:
    """The latest changes, newest first. ``kinds`` are those of changes (`MOVES` are the news), ``before`` leaves out
    that day and later ones; the other filters are on the facts that changed, ``genre`` with the genres
    below it, or the ``branch`` that it is.
    """
    found = Change.objects.all()
    if kinds is not None and "first" not in kinds:
        found = found.filter(MOVED)
    if kinds is not None and set(kinds) != set(MOVES):
        found = found.filter(kind__in=kinds)
    if fact_kinds is not None:
        found = found.filter(fact__kind__in=fact_kinds)
    if title is not None:
        found = found.filter(fact__title=title)
    if service is not None:
        here = Change.also.through.objects.filter(fact__place=service).values("change")
        found = found.filter(Q(fact__place=service) | Q(fact__service=service) | Q(pk__in=here))
    if genre is not None:
        branch = branch_of(genre)
    if branch is not None:
        found = found.filter(branch.among("fact__title"))
    if before is not None:
        found = found.filter(day__lt=before)
    related = [f"fact__{name}" for name in ("title", "person", "service", "place", "who")]
    # Far pages skip keys, not five entries each.
    pks = list(found.values_list("pk", flat=True)[offset : offset + limit])
    changes = list(Change.objects.filter(pk__in=pks).select_related(*related))
    names = Names()
    return told(changes, names, today)


def told(changes: Sequence[Change], names: Names, today: date) -> list[Moved]:
    """Changes with their facts selected, in words."""
    held = []
    for change in changes:
        fact = change.fact
        for entry in (fact.title, fact.person, fact.service, fact.place, fact.who):
            if entry is not None:
                names.keep(entry)
        held.append(
            Held(
                fact.id, subject_key(fact), fact.kind, fact.slot, read_slot(fact.slot)[1], fact.value, fact.status,
                fact.rule, fact.conflict, fact.voices, fact.since, fact.decided_by, (step_of(change),),
            )
        )  # fmt: skip
    make = arranger(held, names, today, causes=True)
    return [make.moved(fact, fact.steps[0]) for fact in held]


def titles_with_facts() -> Q:
    """The condition on titles that something is known of them. Asked of each, so that a list stops when it is full."""
    return found_for_each(Fact.objects.filter(title=OuterRef("pk")).exclude(status__in=UNSEEN))


def services_with_facts() -> Q:
    """The condition on services that something is known of them, or shown there."""
    shown = Fact.objects.exclude(status__in=UNSEEN)
    return found_for_each(shown.filter(service=OuterRef("pk"))) | found_for_each(shown.filter(place=OuterRef("pk")))
