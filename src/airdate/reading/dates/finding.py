"""The finder of dates: runs the grammar, adds leads, times and headings, and makes the mentions."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from airdate.reading.dates.context import Context, Value
from airdate.reading.dates.grammar import lead, opened, values
from airdate.reading.dates.headings import heads
from airdate.reading.dates.mention import DateMention
from airdate.reading.dates.tokens import Tokens
from airdate.reading.model import Span
from airdate.reading.times import TimeMention, beside, find_times

_APPROXIMABLE = frozenset({"day", "month", "year", "part"})
_HEADING_REACH = 14  # days: a column is headed with a day near its own publication


def find_dates(
    text: str, published: date, *, day_first: bool = True, times: list[TimeMention] | None = None
) -> list[DateMention]:
    """The dates of ``text`` in order, none overlapping; ``published`` is the article's own day.

    ``day_first`` reads 03/08/2023 as 3 August. ``times`` may hold what ``find_times`` gave for the same text. A
    heading that names a day near ``published`` becomes the day from which "tonight" and "Thursday" count below it.
    """
    context = Context(Tokens(text), published, day_first, _rebase)
    clocks = find_times(text) if times is None else times
    starts = [clock.span.start for clock in clocks]
    return [_mention(context, value, clocks, starts) for value in values(context)]


def _span(context: Context, value: Value) -> Span:
    return Span(context.tokens.starts[value.first], context.tokens.ends[value.end - 1])


def _rebase(context: Context, value: Value) -> None:
    day = date.fromisoformat(value.edtf)
    near = abs((day - context.published).days) <= _HEADING_REACH
    if near and (value.weekday or not value.relative) and heads(context.tokens.text, _span(context, value)):
        context.base = day


def _mention(context: Context, value: Value, clocks: list[TimeMention], starts: list[int]) -> DateMention:
    span = _span(context, value)
    opened_by, approximate, _ = lead(context, value)
    edtf, no = opened(context, value)
    precision = "open" if edtf.endswith("/..") else value.precision
    if approximate and precision in _APPROXIMABLE:
        edtf = "/".join(f"{part.rstrip('~')}~" for part in edtf.split("/"))
    clock = (
        beside(context.tokens.text, span, clocks, bisect_left(starts, span.end)) if value.precision == "day" else None
    )
    return DateMention(
        span=span,
        edtf=edtf,
        precision=precision,
        time=clock.time if clock else None,
        time_span=clock.span if clock else None,
        relative=value.relative,
        has_year=value.has_year,
        earlier=value.earlier or edtf,
        later=value.later or edtf,
        weekday=value.weekday,
        lead=opened_by,
        negated=no,
        approximate=approximate or edtf.endswith("~"),
        heading=value.precision == "day" and heads(context.tokens.text, span),
        attributive=value.attributive,
        tense=context.tense(value.first, value.end),
    )
