"""Early, mid, late, the end of, later: a part of a period, or the whole of it where claims.md asks for the whole."""

from __future__ import annotations

from airdate.reading.dates import calendar as cal
from airdate.reading.dates.context import Context, Value
from airdate.reading.dates.explicit import is_year, month_first
from airdate.reading.dates.periods import season, within, year_named
from airdate.reading.dates.relative import directed, relative_day
from airdate.reading.dates.words import EDGES, MONTHS, PARTS, SEASONS

_JOINTS = frozenset({"-", "–", "in", "into", "of", "to"})


def part(ctx: Context, at: int) -> list[Value]:
    """Such as "early 2024", "mid-August", "late next year", "mid-to-late 2024", "early this summer", "early summer"."""
    words = ctx.words
    third, last = PARTS[words[at]], PARTS[words[at]]
    to = at + 1
    joined = words[to] in ("-", "–", "to", "or")
    if joined and words[to + 1] in ("to", "or") and words[to + 2] in ("-", "–") and words[to + 3] in PARTS:
        last, to = PARTS[words[to + 3]], to + 4
    elif joined and words[to + 1] in PARTS:
        last, to = PARTS[words[to + 1]], to + 2
    if words[to] in _JOINTS:
        to += 1
    year = year_named(ctx, to)
    if year:
        begin, stop = cal.third_of_year(year[0], third), cal.third_of_year(year[0], max(third, last))
        return [within(at, year, f"{begin.partition('/')[0]}/{stop.partition('/')[2]}", "part")]
    return _coarse(ctx, at, to)


def _coarse(ctx: Context, first: int, at: int) -> list[Value]:
    """The month, season or week whose part is named: by claims.md the whole of it stands for the part."""
    words = ctx.words
    if words[at] == "the":
        if words[at + 1] == "month":
            edtf = cal.month_edtf(ctx.base.year, ctx.base.month)
            return [Value(first, at + 2, edtf, "month", True, False, edtf, edtf)]
        if words[at + 1] == "week":
            edtf = cal.week(ctx.base)
            return [Value(first, at + 2, edtf, "interval", True, False, edtf, edtf)]
        at += 1
    if words[at] in MONTHS and ctx.tokens.capitalised(at):
        found = month_first(ctx, at)
        if found and found[0].end > at + 1:
            found[0].first = first
            return found if found[0].precision == "month" else []
        value = ctx.month(first, at + 1, MONTHS[words[at]])
        return [value]
    if words[at] in SEASONS:
        found = season(ctx, at) or [ctx.season(first, at + 1, SEASONS[words[at]])]
        found[0].first = first
        return found
    return []


def edge(ctx: Context, at: int) -> list[Value]:
    """Such as "the end of 2024", "the start of next year", "the middle of August", "the end of the month"."""
    words = ctx.words
    if words[at + 1] != "of":
        return []
    year = year_named(ctx, at + 2)
    if year:
        return [within(at, year, cal.third_of_year(year[0], EDGES[words[at]]), "part")]
    to = at + 2
    if words[to] in ("this", "next", "last"):
        found = directed(ctx, to)
        if found:
            found[0].first = at
        return found
    return _coarse(ctx, at, to)


def later(ctx: Context, at: int) -> list[Value]:
    """Such as "later this year", "earlier this month", "later in the year": the whole of the period."""
    words = ctx.words
    to = at + 1
    if words[to] in ("in", "on") and words[to + 1] in ("the", "this", "next"):
        to += 1
    if words[to] == "the":
        if words[to + 1] == "year":
            edtf = cal.year_edtf(ctx.base.year)
            return [Value(at, to + 2, edtf, "year", True, False, edtf, edtf)]
        return _coarse(ctx, at, to) if words[to + 1] in ("month", "week") or words[to + 1] in SEASONS else []
    if words[to] in ("this", "next", "last"):
        found = directed(ctx, to)
    elif words[to] in ("today", "tonight"):
        found = relative_day(ctx, to)
    elif is_year(ctx, to):  # "later in 2024"
        found = [Value(at, to + 1, words[to], "year", False, True, words[to], words[to])]
    elif words[to] == "in" and is_year(ctx, to + 1):
        found = [Value(at, to + 2, words[to + 1], "year", False, True, words[to + 1], words[to + 1])]
    else:
        return []
    if found:
        found[0].first = at
    return found
