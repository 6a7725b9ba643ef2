"""A day of the guide: 05:00 to 05:00 by the clock of a zone, measured in instants, with 23, 24 or 25 hours.

Pure, save that times are written as the active language does: the zone and the moment are arguments. Instants are
aware datetimes; minutes count from the day's start.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from airdate.facts import cldr

STARTS = dt.time(5)  # when a day of the guide begins, unless a channel says otherwise
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Hour:
    """A full hour of the axis: `minute` from the start of the day, and its label by the clock."""

    minute: int
    label: str

    @property
    def place(self) -> str:
        return place(self.minute)


@dataclass(frozen=True)
class GuideDay:
    """The day `date` of the guide in `zone`; it begins at `starts` by that zone's clock."""

    date: dt.date
    zone: ZoneInfo
    starts: dt.time = STARTS

    @cached_property
    def start(self) -> dt.datetime:
        return _instant(self.date, self.starts, self.zone)

    @cached_property
    def stop(self) -> dt.datetime:
        return _instant(self.date + dt.timedelta(days=1), self.starts, self.zone)

    @property
    def minutes(self) -> int:
        """1380, 1440 or 1500; other lengths where a zone moves by less than an hour."""
        return int((self.stop - self.start) / MINUTE)

    def minute(self, at: dt.datetime) -> int:
        """Whole minutes from the start to an instant, negative before it."""
        return int((at - self.start) // MINUTE)

    def instant(self, minute: int) -> dt.datetime:
        """The instant (UTC) so many minutes after the start."""
        return self.start + minute * MINUTE

    def holds(self, at: dt.datetime) -> bool:
        return self.start <= at < self.stop

    def clock(self, minute: int) -> dt.datetime:
        """What the clock of the zone shows so many minutes after the start."""
        return self.instant(minute).astimezone(self.zone)

    def minute_of(self, at: dt.time) -> int:
        """The minute at which the clock first shows a time on this day: 00:30 is late in the evening, not early.

        A time that the clocks jump over gives the minute of the jump.
        """
        date = self.date if at >= self.starts else self.date + dt.timedelta(days=1)
        return min(max(self.minute(_instant(date, at, self.zone)), 0), self.minutes - 1)

    @cached_property
    def hours(self) -> tuple[Hour, ...]:
        """The full hours by the clock; one that comes twice says in which time it is meant."""
        first = self.start.astimezone(self.zone)
        ahead = (60 - first.minute) % 60
        minutes = range(ahead, self.minutes, 60)
        shown = [(minute, self.clock(minute)) for minute in minutes]
        often = Counter(at.hour for _, at in shown)
        return tuple(
            Hour(minute, f"{cldr.clock(at)} {at.tzname()}" if often[at.hour] > 1 else cldr.clock(at))
            for minute, at in shown
        )


def day_of(at: dt.datetime, zone: ZoneInfo, starts: dt.time = STARTS) -> GuideDay:
    """The day of the guide that holds an instant: half past midnight belongs to the evening before."""
    local = at.astimezone(zone)
    date = local.date() if local.time() >= starts else local.date() - dt.timedelta(days=1)
    day = GuideDay(date, zone, starts)
    # Around a change of the clocks the local time alone can be a day off.
    if at < day.start:
        return GuideDay(date - dt.timedelta(days=1), zone, starts)
    return GuideDay(date + dt.timedelta(days=1), zone, starts) if at >= day.stop else day


def place(minute: int) -> str:
    """The classes of `tv-minutes.css` for a place: hour and minute from the start of the day."""
    return f"h{minute // 60} m{minute % 60}"


def extent(minutes: int) -> str:
    """The classes for a length."""
    return f"l{minutes // 60} n{minutes % 60}"


def _instant(date: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """When the clock of a zone shows a time, as UTC; for one that it jumps over, the moment of the jump."""
    local = dt.datetime.combine(date, time, zone)
    late = local.astimezone(dt.UTC)  # of a time that comes twice the first (PEP 495, fold 0)
    if late.astimezone(zone).time() == time:
        return late
    # In a gap fold 0 counts by the offset before the jump and fold 1 by the one after: the jump lies between.
    early = local.replace(fold=1).astimezone(dt.UTC)
    before = early.astimezone(zone).utcoffset()
    while late - early > MINUTE:
        middle = early + (late - early) // MINUTE // 2 * MINUTE
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
    return late
