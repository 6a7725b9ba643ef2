"""Imprecise dates as EDTF strings (ISO 8601-2:2019, levels 0 and 1 and quarters): their bounds and how they compare.

Read here: day ``2023-08-03``, month, year, the year's seasons ``-21`` to ``-24`` (and ``-25`` to ``-32``, north and
south), quarters ``-33`` to ``-36``, thirds ``-37`` to ``-39``, halves ``-40`` and ``-41``, intervals ``A/B`` and
``A/..``, and the qualifiers ``~`` (around), ``?`` and ``%``.
A date is compared as the whole days it may fall on, and nothing here makes a coarse date finer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

ONE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?", re.ASCII)
UNKNOWN_ENDS = ("", "..")
LAST = date.max  # an open end, for comparing only
LEAST_SLACK = 3  # days that "around" a day may mean on either side

# First and last (month, day) of what may be meant. A news page's summer runs from June into September, so each season
# is that of the calendar and that of the sun together; a second year counts on from the first.
PARTS = {
    21: ((3, 1), (6, 21)), 22: ((6, 1), (9, 22)), 23: ((9, 1), (12, 21)), 24: ((12, 1), (15, 20)),
    25: ((3, 1), (6, 21)), 26: ((6, 1), (9, 22)), 27: ((9, 1), (12, 21)), 28: ((12, 1), (15, 20)),
    29: ((9, 1), (12, 21)), 30: ((12, 1), (15, 20)), 31: ((3, 1), (6, 21)), 32: ((6, 1), (9, 22)),
    33: ((1, 1), (3, 31)), 34: ((4, 1), (6, 30)), 35: ((7, 1), (9, 30)), 36: ((10, 1), (12, 31)),
    37: ((1, 1), (4, 30)), 38: ((5, 1), (8, 31)), 39: ((9, 1), (12, 31)), 40: ((1, 1), (6, 30)), 41: ((7, 1), (12, 31)),
}  # fmt: skip


class NotEDTF(ValueError):
    """The string is no EDTF date that is read here. The message names it."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days a date may fall on, both ends included. ``open`` says that it has no last day (``latest`` is `LAST`).

    ``precision`` is ``day``, ``month``, ``season``, ``quarter``, ``year``, ``interval`` or ``open``; ``approximate``
    is ``~`` or ``%``.
    """

    earliest: date
    latest: date
    precision: str
    approximate: bool = False

    @property
    def open(self) -> bool:
        return self.latest == LAST

    @property
    def length(self) -> int:
        return (self.latest - self.earliest).days + 1

    def holds(self, other: Days) -> bool:
        """Whether every day of ``other`` is one of these."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def meets(self, other: Days) -> bool:
        """Whether they have a day in common."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def _last_of_month(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _one(text: str) -> Days:
    match = ONE.fullmatch(text)
    if match is None:
        raise NotEDTF(f"{text!r} is no date in EDTF, such as 2023-08-03, 2023-08 or 2023-22")
    year, month, day, mark = int(match[1]), match[2], match[3], match[4]
    approximate = mark in ("~", "%")
    try:
        if day is not None:
            only = date(year, int(month), int(day))
            return Days(only, only, "day", approximate)
        if month is None:
            return Days(date(year, 1, 1), date(year, 12, 31), "year", approximate)
        number = int(month)
        if 1 <= number <= 12:
            return Days(date(year, number, 1), _last_of_month(year, number), "month", approximate)
        (first_month, first_day), (last_month, last_day) = PARTS[number]
        last = date(year + (last_month - 1) // 12, (last_month - 1) % 12 + 1, last_day)
        kind = "season" if number < 33 else "quarter" if number < 37 else "interval"
        return Days(date(year, first_month, first_day), last, kind, approximate)
    except (ValueError, KeyError) as error:
        raise NotEDTF(f"{text!r} names no day, month or season of a year") from error


@lru_cache(maxsize=65_536)
def days(text: str) -> Days:
    """The days that the EDTF string ``text`` may mean. Raises `NotEDTF`.

    An interval runs from the first day of its beginning to the last day of its end. An unknown beginning (``../B``)
    is not read: it would say nothing of what is to come.
    """
    if "/" not in text:
        return _one(text)
    start, _, end = text.partition("/")
    first = _one(start)
    if end in UNKNOWN_ENDS:
        return Days(first.earliest, LAST, "open", first.approximate)
    last = _one(end)
    if last.latest < first.earliest:
        raise NotEDTF(f"{text!r} ends before it begins")
    return Days(first.earliest, last.latest, "interval", first.approximate or last.approximate)


def _around(span: Days) -> Days:
    """The days that "around" these may mean: half their length on either side, three days at least."""
    slack = timedelta(days=max(LEAST_SLACK, span.length // 2))
    earliest = span.earliest - slack if span.earliest - date.min > slack else date.min
    latest = span.latest + slack if LAST - span.latest > slack else LAST
    return Days(earliest, latest, span.precision, True)


@lru_cache(maxsize=65_536)
def meant(text: str) -> Days:
    """As `days`, with a date that is "around" widened to the days it may mean. For comparing."""
    span = days(text)
    return _around(span) if span.approximate else span


@lru_cache(maxsize=65_536)
def compare(one: str, other: str) -> str:
    """How ``one`` stands to ``other``: same, finer (lies within it), coarser (contains it), overlaps, apart."""
    if one == other:
        return "same"
    left, right = meant(one), meant(other)
    if (left.earliest, left.latest) == (right.earliest, right.latest):
        return "same"
    if right.holds(left):
        return "finer"
    if left.holds(right):
        return "coarser"
    return "overlaps" if left.meets(right) else "apart"


def is_past(text: str, today: date) -> bool:
    """Whether its last possible day has come: what "will" be on it, is or was. Never for an open interval."""
    span = days(text)
    return not span.open and span.latest <= today


def is_over(text: str, today: date) -> bool:
    """Whether its last possible day is behind us: what holds "until" it holds no more."""
    span = days(text)
    return not span.open and span.latest < today


def order_key(text: str | None) -> tuple[date, int, str]:
    """Sorts dates by day, each coarse one after all days that it may fall on: "August" comes after 31 August.

    A reader who looks for what is next is so told the sure things first. Of two that end on one day the finer comes
    first, an open date after its year, no date last.
    """
    if text is None:
        return LAST, 0, ""
    span = days(text)
    if span.open:
        return date(span.earliest.year, 12, 31), 0, text
    return span.latest, -span.earliest.toordinal(), text
