"""What `listings.queries` gives: plain values that templates may touch without a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from airdate.listings.flags import Flag


@dataclass(frozen=True, slots=True)
class Station:
    """A channel. ``number`` is that of the line-up asked for, else its own; empty if it has none."""

    id: int
    slug: str
    name: str
    number: str
    logo: str
    country: str
    zone: str
    day_starts: dt.time
    kind: str

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Showing:
    """A broadcast. ``start`` and ``stop`` are aware, in UTC; ``stop`` is None where nobody knows.

    ``stop_known`` is False where the guide gave no end and ``stop`` is the start of what follows. ``day`` is the
    broadcast day in the channel's zone. ``season`` and ``episode`` count from 1. ``work`` is the primary key of the
    title in the catalogue, ``programme`` stands for all broadcasts of the title as it is spelt.
    """

    id: int
    channel: int
    programme: int
    guide: int
    start: dt.datetime
    stop: dt.datetime | None
    stop_known: bool
    day: dt.date
    title: str
    sub_title: str
    description: str
    group: str
    flags: Flag
    season: int | None
    episode: int | None
    year: int | None
    work: int | None
    work_score: float | None

    @property
    def minutes(self) -> int | None:
        return None if self.stop is None else int((self.stop - self.start).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Row:
    """A channel of a line-up and what it shows in a window of time, by start."""

    station: Station
    showings: tuple[Showing, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a line-up in a window of time. ``total`` counts all channels of the line-up."""

    start: dt.datetime
    stop: dt.datetime
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NowNext:
    """What a channel shows at a moment, and what comes then; None where nothing is listed."""

    station: Station
    now: Showing | None
    next: Showing | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A showing with its channel, for lists over several channels."""

    showing: Showing
    station: Station


@dataclass(frozen=True, slots=True)
class Whole:
    """A broadcast with everything that its guide says. ``details`` has the keys that `listings.details` lists."""

    showing: Showing
    station: Station
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of the schedule. ``before`` and ``after`` are stored records (keys of `changes.Listed`)."""

    id: int
    kind: str
    known_at: dt.datetime
    station: Station
    programme: int
    title: str
    broadcast: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
