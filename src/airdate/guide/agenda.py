"""Releases set as a page of listings: by day, within months; what has no day yet stands apart, by how fine it is.

Pure: takes what `facts.queries` gives and arranges it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from airdate.facts import cldr
from airdate.facts.pages import Coming

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?!\d)", re.ASCII)
DATED = ("day", "month")  # precisions that belong to one month


@dataclass(frozen=True, slots=True)
class Slot:
    """One date block and all that stands beside it. ``edtf`` None is "no date yet"."""

    edtf: str | None
    status: str
    entries: tuple[Coming, ...]

    @property
    def day(self) -> dt.date | None:
        """The day, where there is one."""
        when = self.entries[0].release.when
        return when.earliest if when.precision == "day" else None


@dataclass(frozen=True, slots=True)
class Period:
    """A heading of the agenda, such as "December 2026" or "Some time in 2027", with its slots in order."""

    heading: str
    slots: tuple[Slot, ...]


def agenda(coming: Iterable[Coming]) -> list[Period]:
    """Months in order; after the last month of a year that year's coarse dates; what is open to the right at the end.

    ``coming`` is ordered by day already, coarse dates after the days they may fall on. Entries of one date and one
    certainty share a block.
    """
    periods: dict[tuple[int, int], list[Coming]] = {}
    for entry in coming:
        periods.setdefault(_period(entry), []).append(entry)
    return [Period(_heading(*key), _slots(periods[key])) for key in sorted(periods)]


LAST_YEAR, COARSE = 10_000, 13  # beyond every year that a date can name; after December


def _period(entry: Coming) -> tuple[int, int]:
    when = entry.release.when
    first = when.earliest
    if first is None or when.precision == "open":
        return LAST_YEAR, COARSE
    last = when.latest or first
    if when.precision in DATED or (first.year, first.month) == (last.year, last.month):
        return first.year, first.month
    return last.year, COARSE


def _heading(year: int, month: int) -> str:
    if year == LAST_YEAR:
        return _("No end to the wait is known")
    if month == COARSE:
        return _("Some time in %(year)d") % {"year": year}
    return cldr.month_words(dt.date(year, month, 1))


def _slots(entries: Iterable[Coming]) -> tuple[Slot, ...]:
    slots: dict[tuple[str | None, str], list[Coming]] = {}
    for entry in entries:
        slots.setdefault((entry.release.when.edtf, entry.release.status), []).append(entry)
    return tuple(Slot(edtf, status, tuple(sorted(own, key=by_time))) for (edtf, status), own in slots.items())


def by_time(entry: Coming) -> tuple[float, str]:
    """Among releases of one day: by the instant where a time is given, whatever clock it was told by; the rest after.

    A time of which no zone is known is taken for UTC's, and one that is no time of a clock for none.
    """
    when = entry.release.when
    at = when.at
    if at is None and when.earliest is not None and (clock := _CLOCK.match(when.time or "")):
        hour, minute = int(clock[1]), int(clock[2])
        at = dt.datetime.combine(when.earliest, dt.time(), dt.UTC) + dt.timedelta(hours=hour, minutes=minute)
    return math.inf if at is None else at.timestamp(), entry.title.name.casefold()
