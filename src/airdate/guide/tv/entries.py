"""Broadcasts as lines of a list: in words, ready to be printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse

from airdate.guide.tv import words
from airdate.listings.flags import Flag, Group
from airdate.listings.pages import Placed, Showing, Station, Whole


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: a broadcast in words. `state` is "over", "on" or "".

    An unknown end has no `minutes`; one at the start is unknown.
    """

    id: int
    url: str
    at: dt.datetime
    iso: str
    time: str
    until: str
    day: dt.date
    title: str
    sub_title: str
    number: str
    text: str
    tags: tuple[str, ...]
    access: tuple[tuple[str, str], ...]
    group: str
    group_word: str
    film: bool
    first: bool
    year: int | None
    repeat: bool
    minutes: int | None
    state: str

    @property
    def sub_title_ended(self) -> str:
        """The sub-title with a full stop, unless it ends with a stop of its own."""
        return self.sub_title if self.sub_title[-1:] in "?!.…" else f"{self.sub_title}."


def entry(showing: Showing, zone: ZoneInfo, now: dt.datetime) -> Entry:
    """A broadcast in words, with times by the clock of a zone."""
    ends = showing.stop if showing.minutes else None
    state = ""
    if ends is not None and showing.start <= now:
        state = "on" if now < ends else "over"
    return Entry(
        id=showing.id, url=reverse("guide:tv_programme", args=[showing.id]), at=showing.start,
        iso=showing.start.isoformat(),
        time=words.clock(showing.start, zone), until=words.clock(ends, zone) if ends is not None else "",
        day=showing.start.astimezone(zone).date(), title=showing.title, sub_title=showing.sub_title,
        number=words.number(showing), text=showing.description, tags=tuple(words.tags(showing.flags)),
        access=tuple(words.access(showing.flags)), group=showing.group,
        group_word=str(words.GROUPS[Group(showing.group)]), film=bool(showing.flags & Flag.FILM),
        first=bool(showing.flags & (Flag.NEW | Flag.PREMIERE)), year=showing.year,
        repeat=bool(showing.flags & Flag.REPEAT), minutes=showing.minutes or None, state=state,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A broadcast with its channel."""

    entry: Entry
    station: Station


def shown(found: list[Placed] | list[Whole], zone: ZoneInfo, now: dt.datetime) -> list[Shown]:
    return [Shown(entry(each.showing, zone, now), each.station) for each in found]
