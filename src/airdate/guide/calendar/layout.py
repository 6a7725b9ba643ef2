"""Releases set as the days of a month or a week. What has no day is never put on one.

Pure: takes what `facts.queries.releases` gives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from airdate.facts import edtf
from airdate.facts.pages import Coming
from airdate.guide.agenda import by_time

DAY = dt.timedelta(days=1)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Square:
    """A day. ``more`` releases are not among ``entries``; ``outside`` are the days that fill up a month's weeks."""

    day: dt.date
    entries: tuple[Coming, ...] = ()
    more: int = 0
    outside: bool = False


def week_of(day: dt.date, first_weekday: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a day's week; ``first_weekday`` is 0 for Monday to 6 for Sunday."""
    first = day - ((day.weekday() - first_weekday) % WEEK) * DAY
    return first, first + (WEEK - 1) * DAY


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, after_month(first) - DAY


def after_month(first: dt.date) -> dt.date:
    """The first of the month after that of which ``first`` is the first."""
    return (first + 31 * DAY).replace(day=1)


def squares(
    first: dt.date, last: dt.date, ids: Mapping[dt.date, Sequence[str]], entries: Mapping[str, Coming], most: int
) -> list[Square]:
    """The days from ``first`` to ``last``, each with its first ``most`` releases, by time and name."""
    made = []
    for number in range((last - first).days + 1):
        day = first + number * DAY
        own = ids.get(day, ())
        shown = [entries[pk] for pk in own[:most] if pk in entries and has_day(entries[pk])]
        made.append(Square(day, tuple(sorted(shown, key=by_time)), max(len(own) - most, 0)))
    return made


def weeks(days: Sequence[Square], first_weekday: int) -> list[Square]:
    """A month's days with those before and after that fill up its weeks."""
    first, _last = week_of(days[0].day, first_weekday)
    _first, last = week_of(days[-1].day, first_weekday)
    before = [Square(first + n * DAY, outside=True) for n in range((days[0].day - first).days)]
    after = [Square(days[-1].day + (n + 1) * DAY, outside=True) for n in range((last - days[-1].day).days)]
    return [*before, *days, *after]


def has_day(entry: Coming) -> bool:
    """Whether a release is known to the day: neither "around" one, nor "not before" one."""
    return entry.release.when.precision == "day" and not entry.release.when.approximate


def apart(entries: Iterable[Coming]) -> list[Coming]:
    """Those without a day, in the order of the days that they may fall on."""
    found = [entry for entry in entries if not has_day(entry)]
    return sorted(found, key=lambda entry: edtf.order_key(entry.release.when.edtf))
