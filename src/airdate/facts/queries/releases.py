"""Releases by day: what a calendar shows, what is only coarsely known beside it, and what a day is the anniversary of.

Two steps, each a constant number of queries: first the ids, from the index of facts by day, then only those that are
shown as `pages.Coming`. So a page of twenty of a million costs twenty.

A release has a day where the first and the last day that it may fall on are one; any other is coarse.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, StrIndex
from django.db.models.lookups import GreaterThan

from airdate.catalogue.models import Service, Title
from airdate.catalogue.queries import Branch
from airdate.facts.models import Fact
from airdate.facts.pages import Coming, Offered
from airdate.facts.queries.reading_rows import arranger, held_rows

TOLD = ("confirmed", "expected", "rumoured")
SURE = ("confirmed", "expected")
PREMIERES, FINALES = ("premiere", "part", "special"), ("finale",)
ANNIVERSARIES = ("premiere", "finale")  # of what a day is the anniversary
FIRST_YEAR = 1928  # of regular television; no anniversary is looked for before it
EVENT = 4  # where a slot has the event: release/season/episode/part/event/...
# The same words as the condition of the index `facts_coarse_by_day`.
COARSE = Q(earliest__lt=F("sort_day"))
RANKS = {"confirmed": 0, "expected": 1, "rumoured": 2}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which releases are asked for; what is empty is not asked.

    ``branch`` is a genre with those below it. Of a ``region`` (ISO 3166) are releases that name it, and those that name
    none, unless they are at a place of another country.
    """

    service: Service | None = None
    branch: Branch | None = None
    region: str = ""
    events: tuple[str, ...] = ()

    def among(self, found: QuerySet[Fact]) -> QuerySet[Fact]:
        if self.service is not None:
            found = found.filter(place=self.service)
        if self.branch is not None:
            found = found.filter(self.branch.among("title"))
        if self.region:
            anywhere = Q(place=None) | Q(place__country__in=("", self.region))
            found = found.filter(Q(region=self.region) | (Q(region="") & anywhere))
        if self.events:
            named = Q()
            for event in self.events:
                named |= Q(GreaterThan(StrIndex("slot", Value(f"/{event}/")), 0))
            found = found.filter(named)
        return found

    def by_day(self) -> tuple[str | Coalesce, ...]:
        """The order by day and id. Of one place the id is written as an expression: no index of everybody's days has
        that order, which a database without statistics would take, and walk past all other places.
        """
        return ("sort_day", "id") if self.service is None else ("sort_day", Coalesce("id", Value("")))


EVERYTHING = Wanted()


def dated(first: date, last: date, wanted: Wanted = EVERYTHING) -> dict[date, list[str]]:
    """Day -> the ids of the releases on it, from ``first`` to ``last``: single episodes last, sure ones first."""
    rows = _with_a_day(wanted).filter(sort_day__gte=first, sort_day__lte=last)
    days: dict[date, list[tuple[tuple[bool, int], str]]] = {}
    for day, pk, slot, status in rows.order_by(*wanted.by_day()).values_list("sort_day", "pk", "slot", "status"):
        assert day is not None  # asked for
        event = slot.split("/", EVENT + 1)[EVENT]
        days.setdefault(day, []).append(((event == "episode", RANKS[status]), pk))
    return {day: [pk for _rank, pk in sorted(found)] for day, found in days.items()}


def following(
    day: date, wanted: Wanted = EVERYTHING, *, after: str = "", limit: int = 60, until: date | None = None
) -> list[str]:
    """The ids of releases from ``day`` on, by day and id; those of the day itself only ``after`` an id."""
    found = _with_a_day(wanted).filter(sort_day__gte=day)
    if after:
        found = found.filter(Q(sort_day__gt=day) | Q(pk__gt=after))
    if until is not None:
        found = found.filter(sort_day__lte=until)
    return list(found.order_by(*wanted.by_day()).values_list("pk", flat=True)[:limit])


def coarse(first: date, last: date | None, wanted: Wanted = EVERYTHING, *, limit: int = 60) -> list[str]:
    """The ids of releases without a day that may be between the days given, those that must be soonest first."""
    found = _releases(wanted).filter(COARSE, sort_day__gte=first)
    if last is not None:
        found = found.filter(earliest__lte=last)
    return list(found.order_by(*wanted.by_day()).values_list("pk", flat=True)[:limit])


def out_since(since: date, today: date, wanted: Wanted = EVERYTHING, *, limit: int = 20) -> list[str]:
    """The ids of releases that had a day from ``since`` up to yesterday, the newest first; no single episodes."""
    found = _with_a_day(replace(wanted, events=(*PREMIERES, "added"))).filter(sort_day__gte=since, sort_day__lt=today)
    return list(found.filter(status__in=SURE).order_by("-sort_day", "id").values_list("pk", flat=True)[:limit])


def anniversaries(days: Collection[tuple[int, int]], today: date, *, limit: int = 60, offset: int = 0) -> list[str]:
    """The ids of the premieres and finales on these days (month, day) of earlier years, the earliest first.

    The days are looked up one by one in the index of facts by day: no other index is needed, and no year is read that
    has none.
    """
    past = [
        date(year, month, day)
        for year in range(FIRST_YEAR, today.year)
        for month, day in days
        if (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    ]
    found = _with_a_day(Wanted(events=ANNIVERSARIES)).filter(sort_day__in=past, status__in=SURE)
    return list(found.order_by("sort_day", "id").values_list("pk", flat=True)[offset : offset + limit])


def ending(first: date, last: date, wanted: Wanted = EVERYTHING, *, limit: int = 20) -> list[str]:
    """The ids of what can be seen now and is to go between the days given, the soonest first."""
    found = wanted.among(Fact.objects.filter(kind="availability", title__isnull=False, status__in=SURE))
    found = found.filter(sort_day__gte=first, sort_day__lte=last, title__merged_into=None)
    return list(found.order_by(*wanted.by_day()).values_list("pk", flat=True)[:limit])


def titles_ahead(day: date, *, limit: int = 400) -> list[tuple[str, int]]:
    """The next premieres from ``day`` on by day: the id of each and the key of its title."""
    found = _with_a_day(Wanted(events=PREMIERES)).filter(sort_day__gte=day)
    return list(found.order_by("sort_day", "id").values_list("pk", "title")[:limit])


def nearest(titles: Collection[int], today: date) -> dict[int, str]:
    """Title by its key -> the id of its next release or, where none is ahead, of its latest. One query."""
    # Its day as an expression, which is in no index: SQLite would walk everybody's days for each title.
    own = Fact.objects.filter(title=OuterRef("pk"), kind="release", status__in=TOLD)
    own = own.annotate(falls=Coalesce("sort_day", "latest"))
    ahead = own.filter(falls__gte=today).order_by("sort_day", "id").values("pk")[:1]
    past = own.filter(falls__lt=today, status__in=SURE).order_by("-sort_day", "id").values("pk")[:1]
    found = Title.objects.filter(pk__in=list(titles)).order_by()
    pairs = found.annotate(release=Coalesce(Subquery(ahead), Subquery(past))).values_list("pk", "release")
    return {pk: release for pk, release in pairs if release is not None}


@dataclass(slots=True)
class Shown:
    """Facts that were fetched together, for the several lists of a page."""

    releases: dict[str, Coming] = field(default_factory=dict)
    offers: dict[str, Offered] = field(default_factory=dict)

    def coming(self, ids: Iterable[str]) -> list[Coming]:
        """The releases of these ids, in their order."""
        return [self.releases[pk] for pk in ids if pk in self.releases]

    def offered(self, ids: Iterable[str]) -> list[Offered]:
        """The availabilities of these ids, in their order; related things on sale are left out."""
        found = [self.offers[pk] for pk in ids if pk in self.offers]
        return [each for each in found if each.availability.form is None]


def show(ids: Iterable[str], today: date) -> Shown:
    """The releases and availabilities of these ids: a constant number of queries for all of a page's lists."""
    wanted = sorted(set(ids))
    if not wanted:
        return Shown()
    held, names = held_rows(Fact.objects.filter(pk__in=wanted).order_by())
    make = arranger(held, names, today)
    return Shown(
        {fact.id: Coming(names(fact.subject), make.release(fact)) for fact in held if fact.kind == "release"},
        {
            fact.id: Offered(names(fact.subject), make.availability(fact))
            for fact in held
            if fact.kind == "availability"
        },
    )


def _releases(wanted: Wanted) -> QuerySet[Fact]:
    found = Fact.objects.filter(kind="release", title__isnull=False, status__in=TOLD)
    if wanted.service is None:  # the condition of the index of all by day, which is not to be taken for a place's
        found = found.filter(sort_day__isnull=False)
    return wanted.among(found)


def _with_a_day(wanted: Wanted) -> QuerySet[Fact]:
    return _releases(wanted).filter(earliest__gte=F("sort_day"))
