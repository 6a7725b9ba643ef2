"""Releases as events of a calendar: what each event is now, and how often it has changed.

Only what has a day is an event. One that had a day and lost it (denied, withdrawn, told under another fact, or only
coarsely known now) stays in the calendar as cancelled, so that those who subscribed see it go.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.catalogue.queries import branch
from airdate.facts import edtf
from airdate.facts.clocks import instant
from airdate.facts.held import UNSEEN, Held, step_of
from airdate.facts.models import Change, Fact
from airdate.facts.naming import Names
from airdate.facts.pages import Named
from airdate.facts.policy import DENIED
from airdate.facts.queries.reading_rows import arranger, changes_of, subject_key
from airdate.facts.slots import read_slot
from airdate.search.queries import find

BEHIND = dt.timedelta(days=366)  # how long an event stays after its day
MOST = 2000
BEHIND_OF_ALL = dt.timedelta(days=30)  # in the calendar of everything
AHEAD_OF_ALL, PAST_OF_ALL = 300, 60
CASTS = ("casting", "leaving", "credit")
SEARCHED = 20  # entries of a search whose releases are in its calendar


@dataclass(frozen=True, slots=True)
class Event:
    """One release. ``start`` is an aware moment, or a day where the time or its zone is not known.

    ``status`` is as iCalendar has it: CONFIRMED, TENTATIVE or CANCELLED. ``sequence`` counts its changes, ``modified``
    is the moment at which this site learnt of the last one.
    """

    fact: str
    title: Named
    what: str
    sentence: str
    start: dt.date | dt.datetime
    status: str
    sequence: int
    created: dt.datetime
    modified: dt.datetime
    genres: tuple[str, ...] = ()


def of_all(*, today: dt.date) -> list[Event]:
    """The events of everything: the next ones, the last ones of the past weeks, and what had a day and lost it then."""
    since = today - BEHIND_OF_ALL
    dated = _found().filter(precision="day")
    ahead = dated.filter(sort_day__gte=today).order_by("sort_day", "id")[:AHEAD_OF_ALL]
    past = dated.filter(sort_day__gte=since, sort_day__lt=today).order_by("-sort_day", "id")[:PAST_OF_ALL]
    changed = Change.objects.filter(day__gte=since).exclude(kind="first").order_by().values("fact")
    gone = _found().filter(pk__in=changed).exclude(precision="day", sort_day__gte=since).order_by("-since", "id")
    return _events([*ahead, *past, *gone[:PAST_OF_ALL]], today)


def coming(*, today: dt.date, limit: int, among: Q | None = None) -> list[Event]:
    """The first events from today on that stand, by day."""
    found = _found().filter(precision="day", sort_day__gte=today).exclude(status__in=[*UNSEEN, DENIED])
    if among is not None:
        found = found.filter(among)
    return _events(list(found.order_by("sort_day", "id")[:limit]), today)


def releases(*, today: dt.date, among: Q) -> list[Event]:
    """The events of the releases ``among`` (a condition on facts), by day.

    What has a day comes from the index of facts by day; what had one and moved, was denied or withdrawn, from changes.
    """
    since = today - BEHIND
    changed = Change.objects.filter(day__gte=since).exclude(kind="first").order_by().values("fact")
    gone = Q(pk__in=changed) | Q(status__in=UNSEEN, since__gte=since)
    found = _found().filter(among)
    dated = list(found.filter(precision="day", sort_day__gte=since).order_by("sort_day", "id")[:MOST])
    undated = found.exclude(precision="day", sort_day__gte=since).filter(gone)
    return _events([*dated, *undated.order_by("id")[:MOST]], today)


def _found() -> QuerySet[Fact]:
    found = Fact.objects.filter(kind="release", title__isnull=False)
    return found.select_related("title", "person", "service", "place", "who").prefetch_related("title__genres")


def of_title(title: Title, *, today: dt.date) -> list[Event]:
    return releases(today=today, among=Q(title=title))


def of_service(service: Service, *, today: dt.date) -> list[Event]:
    return releases(today=today, among=Q(place=service))


def of_person(person: Person, *, today: dt.date) -> list[Event]:
    """The releases of what a person plays in or makes, as far as it stands."""
    return releases(today=today, among=Q(title__in=_works([person.pk])))


def of_genre(genre: Genre, *, today: dt.date) -> list[Event]:
    """The releases of titles of a genre and of the genres below it."""
    return releases(today=today, among=within(genre))


def within(genre: Genre) -> Q:
    """Facts of titles of a genre and of the genres below it."""
    return Q(title__in=Title.objects.filter(genres__in=branch(genre)).values("pk"))


def of_search(text: str, *, today: dt.date) -> list[Event]:
    """The releases of the titles, people and services that a search finds first."""
    slugs: dict[str, list[str]] = {"title": [], "person": [], "service": []}
    for hit in find(text, limit=SEARCHED).hits:
        slugs[hit.kind].append(hit.slug)
    people = list(Person.objects.filter(Q(slug__in=slugs["person"])).values_list("pk", flat=True))
    wanted = Q(title__slug__in=slugs["title"]) | Q(place__slug__in=slugs["service"])
    return releases(today=today, among=wanted | Q(title__in=_works(people)))


def _works(people: Collection[int]) -> object:
    standing = Fact.objects.filter(who__in=people, kind__in=CASTS, title__isnull=False)
    return standing.exclude(status__in=[*UNSEEN, DENIED]).order_by().values("title")


def _events(facts: list[Fact], today: dt.date) -> list[Event]:
    names = Names()
    changes: dict[str, list[Change]] = {}
    for pk, change in changes_of([fact.pk for fact in facts]):
        changes.setdefault(pk, []).append(change)
    held = {}
    for fact in facts:
        for entry in (fact.title, fact.place, fact.who):
            if entry is not None:
                names.keep(entry)
        steps = sorted(map(step_of, changes.get(fact.pk, ())), key=lambda step: (step.day, step.learnt))
        held[fact.pk] = Held(
            fact.id, subject_key(fact), fact.kind, fact.slot, read_slot(fact.slot)[1], fact.value, fact.status,
            fact.rule, fact.conflict, fact.voices, fact.since, fact.decided_by, steps,
        )  # fmt: skip
    make = arranger(held.values(), names, today)
    events = []
    for fact in facts:
        one = held[fact.pk]
        day, time, gone = _day_of(one)
        if day is None or not one.steps:
            continue
        assert fact.title is not None  # asked for
        events.append(
            Event(
                fact=fact.pk,
                title=names(one.subject),
                what=make.what(one),
                sentence=make.sentence(one) if fact.status not in UNSEEN else "",
                start=instant(day, time, make.countries(one)) or day,
                status="CANCELLED" if gone else "CONFIRMED" if fact.status == "confirmed" else "TENTATIVE",
                sequence=len(one.steps) - 1,
                created=min(step.learnt for step in one.steps),
                modified=max(step.learnt for step in one.steps),
                genres=tuple(genre.name for genre in fact.title.genres.all()),
            )
        )
    return sorted(events, key=lambda event: (day_of(event), event.fact))


def day_of(event: Event) -> dt.date:
    """The day of an event, in its own zone."""
    return event.start.date() if isinstance(event.start, dt.datetime) else event.start


def _day_of(held: Held) -> tuple[dt.date | None, str | None, bool]:
    """The day of a release, its time as given, and whether it is gone; no day if it never had one."""
    stands = held.status not in UNSEEN and held.status != DENIED
    if stands and (day := _day(held.day)) is not None:
        return day, held.value.get("time"), False
    for value in _earlier(held):
        if (day := _day(value.get("date"))) is not None:
            return day, value.get("time"), True
    return None, None, True


def _earlier(held: Held) -> Iterable[dict[str, str | None]]:
    """The values that it had, the latest first."""
    for step in reversed(held.steps):
        for value in (step.new, step.old):
            if value:
                yield dict(value)


def _day(date: str | None) -> dt.date | None:
    if date is None:
        return None
    span = edtf.days(date)
    return span.earliest if span.precision == "day" and not span.approximate else None
