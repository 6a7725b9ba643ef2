"""Releases as events of a calendar: what each event is now, and how often it has changed.

Only what has a day is an event. One that had a day and lost it (denied, withdrawn, told under another fact, or only
coarsely known now) stays in the calendar as cancelled, so that those who subscribed see it go.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.catalogue.queries import branch_of, genre_names
from airdate.facts import edtf
from airdate.facts.clocks import instant
from airdate.facts.held import UNSEEN, Held
from airdate.facts.models import Change, Fact
from airdate.facts.pages import Named
from airdate.facts.policy import DENIED
from airdate.facts.queries.lists import MOVED
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.search.queries import find

BEHIND = dt.timedelta(days=366)  # how long an event stays after its day
BEHIND_OF_ALL = dt.timedelta(days=30)  # in the calendar of everything
AHEAD, PAST = 300, 60  # events of a calendar that has many; each is drawn anew with each answer
CASTS = ("casting", "leaving", "credit")
TIMES = 4  # changes of one release, at most, that are met before others of the past weeks
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
    ahead = dated.filter(sort_day__gte=today).order_by("sort_day", "id")[:AHEAD]
    past = dated.filter(sort_day__gte=since, sort_day__lt=today).order_by("-sort_day", "id")[:PAST]
    moved = _moved_since(since).filter(fact__kind="release", fact__title__isnull=False)
    moved = moved.exclude(fact__precision="day", fact__sort_day__gte=since).order_by("-day", "-learnt_at", "id")
    gone = dict.fromkeys(moved.values_list("fact", flat=True)[: TIMES * PAST])  # the last ones first, each once
    return _events([*ahead, *past, *list(gone)[:PAST]], today)


def coming(*, today: dt.date, limit: int, among: Q | None = None) -> list[Event]:
    """The first events from today on that stand, by day."""
    found = _found().filter(precision="day", sort_day__gte=today).exclude(status__in=[*UNSEEN, DENIED])
    if among is not None:
        found = found.filter(among)
    return _events(list(found.order_by("sort_day", "id")[:limit]), today)


def releases(*, today: dt.date, among: Q, walked: bool = False) -> list[Event]:
    """The events of the releases ``among`` (a condition on facts), by day: see `_releases`."""
    return _events(_releases(today, among, walked=walked), today)


def _releases(today: dt.date, among: Q, *, walked: bool = False) -> list[str]:
    """Their ids: the next ones, those of the past year, and what had a day and moved, was denied or withdrawn in it.

    Where many are ``walked`` through, such as a genre's, they come by day, and from the changes of the past weeks. Else
    the few of a title or a place are asked for, and each is looked at: a release with a day has it as the ``latest`` on
    which it may fall, too, and in no index that would lead through everybody's.
    """
    since, day = today - BEHIND, "sort_day" if walked else "latest"
    found = _found().filter(among)
    dated = found.filter(precision="day")
    ahead = dated.filter(**{f"{day}__gte": today}).order_by(day, "id")[:AHEAD]
    past = dated.filter(**{f"{day}__gte": since, f"{day}__lt": today}).order_by(f"-{day}", "id")[:PAST]
    if walked:
        lost = found.filter(pk__in=_moved_since(today - BEHIND_OF_ALL).values("fact"))
    else:
        moved = Exists(_moved_since(since).filter(fact=OuterRef("pk")))
        lost = found.filter(moved | Q(status__in=UNSEEN, since__gte=since))
    lost = lost.exclude(precision="day", **{f"{day}__gte": since}).order_by("-since", "id")
    return [*ahead, *past, *lost[:PAST]]


def _moved_since(since: dt.date) -> QuerySet[Change]:
    return Change.objects.filter(MOVED, day__gte=since).order_by()


def _found() -> QuerySet[Fact, str]:
    """The ids of releases: what is chosen is read afterwards, and once (`_events`)."""
    return Fact.objects.filter(kind="release", title__isnull=False).values_list("pk", flat=True)


def of_title(title: Title, *, today: dt.date) -> list[Event]:
    return releases(today=today, among=Q(title=title))


def of_service(service: Service, *, today: dt.date) -> list[Event]:
    return releases(today=today, among=Q(place=service))


def of_person(person: Person, *, today: dt.date) -> list[Event]:
    """The releases of what a person plays in or makes, as far as it stands."""
    return releases(today=today, among=Q(title__in=_works([person.pk])))


def of_genre(genre: Genre, *, today: dt.date) -> list[Event]:
    """The releases of titles of a genre and of the genres below it."""
    return releases(today=today, among=within(genre), walked=True)


def within(genre: Genre) -> Q:
    """Facts of titles of a genre and of the genres below it."""
    return branch_of(genre).among("title")


def of_search(text: str, *, today: dt.date) -> list[Event]:
    """The releases of the titles, people and services that a search finds first."""
    slugs: dict[str, list[str]] = {"title": [], "person": [], "service": []}
    for hit in find(text, limit=SEARCHED).hits:
        slugs[hit.kind].append(hit.slug)
    people = list(Person.objects.filter(slug__in=slugs["person"]).values_list("pk", flat=True))
    titles = list(Title.objects.filter(slug__in=slugs["title"]).values_list("pk", flat=True))
    services = list(Service.objects.filter(slug__in=slugs["service"]).values_list("pk", flat=True))
    # One question for each index: what is of a title or at a place is looked for in neither.
    found = [
        *_releases(today, Q(title__in=[*titles, *_works(people)])),
        *(_releases(today, Q(place__in=services)) if services else ()),
    ]
    return _events(found, today)


def _works(people: Collection[int]) -> list[int]:
    """The keys of what they play in or make, as far as it stands."""
    standing = Fact.objects.filter(who__in=people, kind__in=CASTS, title__isnull=False)
    found = standing.exclude(status__in=[*UNSEEN, DENIED]).order_by().values_list("title", flat=True)
    return sorted({title for title in found if title is not None})


def _events(facts: Collection[str], today: dt.date) -> list[Event]:
    found, names = held_rows(Fact.objects.filter(pk__in=set(facts)).order_by(), unseen=True)
    genres = genre_names({held.subject.removeprefix("title:") for held in found})
    make = arranger(found, names, today)
    events = []
    for held in found:
        day, time, gone = _day_of(held)
        if day is None or not held.steps:
            continue
        title = names(held.subject)
        events.append(
            Event(
                fact=held.id,
                title=title,
                what=make.what(held),
                sentence=make.sentence(held) if held.status not in UNSEEN else "",
                start=instant(day, time, make.countries(held)) or day,
                status="CANCELLED" if gone else "CONFIRMED" if held.status == "confirmed" else "TENTATIVE",
                sequence=len(held.steps) - 1,
                created=min(step.learnt for step in held.steps),
                modified=max(step.learnt for step in held.steps),
                genres=genres.get(title.slug or "", ()),
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
