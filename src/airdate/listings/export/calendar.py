"""Broadcasts as a calendar (RFC 5545): of a channel, a title or a search.

A broadcast keeps its UID when it moves, and its SEQUENCE and LAST-MODIFIED rise; one that was dropped or gave way to
another stays in the calendar as CANCELLED, so that subscribers lose it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from icalendar import Calendar, Event

from airdate.catalogue.names import fold_name
from airdate.listings.export.selection import Item, Selection
from airdate.listings.models import Broadcast, ChangeKind, Guide, Programme, ScheduleChange
from airdate.listings.pages import Showing, Station
from airdate.listings.store import portions

GONE = (ChangeKind.DROPPED, ChangeKind.REPLACED)
STAYED = (ChangeKind.RETIMED, ChangeKind.MOVED)
PORTION = 900
DEFAULT = dt.timedelta(minutes=30)  # of a broadcast whose end nobody knows


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A broadcast that is no longer shown. ``key`` is that of its row while it was there; ``rank`` its SEQUENCE."""

    key: int
    station: Station
    title: str
    start: dt.datetime
    stop: dt.datetime | None
    known_at: dt.datetime
    rank: int


def calendar_of(selection: Selection, *, host: str, now: dt.datetime) -> bytes:
    """The calendar of a selection. ``host`` is the right side of its UIDs; ``now`` (aware) the DTSTAMP."""
    items = list(selection.items())
    calendar = Calendar()
    calendar.add("prodid", "-//Airdate//listings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", selection.name)
    changed = _changes([item.showing.id for item in items])
    guides = dict(Guide.objects.values_list("pk", "imported_at"))
    for item in items:
        calendar.add_component(_event(item, changed, guides, host, now))
    for gone in _cancelled(selection, {item.showing.id for item in items}):
        calendar.add_component(_cancelled_event(gone, host, now))
    return bytes(calendar.to_ical())


def _event(
    item: Item, changed: Mapping[int, tuple[int, dt.datetime]], guides: Mapping[int, dt.datetime | None], host: str,
    now: dt.datetime,
) -> Event:  # fmt: skip
    showing = item.showing
    rank, modified = changed.get(showing.id, (0, guides.get(showing.guide) or now))
    event = _plain(showing.id, _summary(showing), item.channel.station, showing.start, showing.stop, host, now)
    event.add("sequence", rank)
    event.add("last-modified", modified)
    event.add("status", "CONFIRMED")
    told = "\n".join(filter(None, (showing.sub_title, showing.description)))
    if told:
        event.add("description", told)
    event.add("categories", [showing.group])
    return event


def _cancelled_event(gone: Cancelled, host: str, now: dt.datetime) -> Event:
    event = _plain(gone.key, gone.title, gone.station, gone.start, gone.stop, host, now)
    event.add("sequence", gone.rank)
    event.add("last-modified", gone.known_at)
    event.add("status", "CANCELLED")
    return event


def _plain(
    key: int, summary: str, station: Station, start: dt.datetime, stop: dt.datetime | None, host: str, now: dt.datetime
) -> Event:
    event = Event()
    event.add("uid", f"broadcast-{key}@{host}")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", start)
    event.add("dtend", stop if stop is not None and stop > start else start + DEFAULT)
    event.add("summary", summary)
    event.add("location", station.name)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(showing: Showing) -> str:
    number = "".join(
        f"{letter}{value}" for letter, value in (("S", showing.season), ("E", showing.episode)) if value is not None
    )
    return f"{showing.title} ({number})" if number else showing.title


def _changes(keys: Iterable[int]) -> dict[int, tuple[int, dt.datetime]]:
    """Broadcast -> how often its time changed, and when last."""
    count: Counter[int] = Counter()
    last: dict[int, dt.datetime] = {}
    for portion in portions(list(keys), PORTION):
        rows = ScheduleChange.objects.filter(broadcast__in=portion, kind__in=STAYED).order_by("known_at")
        for pk, known_at in rows.values_list("broadcast_id", "known_at"):
            if pk is not None:
                count[pk] += 1
                last[pk] = known_at
    return {pk: (times, last[pk]) for pk, times in count.items()}


def _cancelled(selection: Selection, shown: set[int]) -> list[Cancelled]:
    """What the selection showed and shows no longer."""
    rows = ScheduleChange.objects.filter(kind__in=GONE)
    if selection.start is not None:
        rows = rows.filter(start__gte=int(selection.start.timestamp()))
    if selection.stop is not None:
        rows = rows.filter(start__lt=int(selection.stop.timestamp()))
    if selection.work is not None:
        named = Broadcast.objects.filter(work=selection.work).order_by().values("programme")
        rows = rows.filter(programme__in=named)
    elif selection.words:
        rows = rows.filter(programme__in=_found(selection.words))
    stations = {each.id: each for each in selection.stations()}
    found = []
    for row in rows.filter(channel__in=stations).order_by("known_at", "pk"):
        before = row.before or {}
        key = before.get("id")
        if key is None or key in shown:
            continue
        moved = ScheduleChange.objects.filter(before__id=key).count()
        found.append(Cancelled(
            key, stations[row.channel_id], before["title"], _moment(before["start"]),
            None if before.get("stop") is None else _moment(before["stop"]), row.known_at, moved,
        ))  # fmt: skip
    return found


def _found(words: str) -> list[int]:
    rows = Programme.objects.all()
    for word in fold_name(words).split():
        rows = rows.filter(folded__contains=word)
    return list(rows.values_list("pk", flat=True)[:PORTION])


def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
