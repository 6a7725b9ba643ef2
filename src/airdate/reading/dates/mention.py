"""What the date finders give: mentions of dates and of regular days, as immutable values."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.reading.model import Span

PRECISIONS = ("day", "month", "season", "quarter", "year", "part", "interval", "open")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as the text names it, resolved from the article's own day.

    ``edtf`` is spelt as claims.md asks (EDTF, ISO 8601-2); ``time`` is ``HH:MM`` with the zone as given, where a time
    stands beside the date, at ``time_span``. ``precision`` is one of ``PRECISIONS``: ``part`` is a third or a half of
    a year, ``interval`` any other A/B (a week, a weekend), ``open`` is ``A/..``.

    ``relative``: the article's day decides the value beyond the year ("Thursday", "next week"). ``has_year``: the
    year is written out. ``earlier`` and ``later`` are the readings that a missing year, or a bare weekday, also
    allows, before and after the article's day; where the words allow only one reading both equal ``edtf``.
    ``weekday`` is ISO 8601's (Monday is 1) where a day's name is written. ``lead`` is the preposition in front
    (until, by, before, after, since, from, on, in, at, for, to, between, of) or empty; ``negated``: under a negation
    ("will not arrive until"). ``heading``: the date is a line of its own or heads a column. ``attributive``: the date
    is an adjective ("the fall line-up", "the Christmas special"). ``tense`` is what the words around say: past,
    future or empty.
    """

    span: Span
    edtf: str
    precision: str
    time: str | None = None
    time_span: Span | None = None
    relative: bool = False
    has_year: bool = False
    earlier: str = ""
    later: str = ""
    weekday: int | None = None
    lead: str = ""
    negated: bool = False
    approximate: bool = False
    heading: bool = False
    attributive: bool = False
    tense: str = ""


@dataclass(frozen=True, slots=True)
class WeekdaySlot:
    """Regular days: "on Thursdays", "every Friday", "weeknights", "Monday to Friday at 9pm".

    ``days`` are ISO 8601 weekdays in order; ``schedule`` is ``weekly`` (one or two days), ``weekdays`` or ``daily``.
    ``time`` and ``time_span`` as in ``DateMention``.
    """

    span: Span
    days: tuple[int, ...]
    schedule: str
    time: str | None = None
    time_span: Span | None = None
