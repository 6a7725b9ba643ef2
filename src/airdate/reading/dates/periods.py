"""Parts of a year and named days: "Q3 2024", "the first half of 2025", "summer 2024", "at Christmas"."""

from __future__ import annotations

from airdate.reading.dates import calendar as cal
from airdate.reading.dates.context import Context, Value
from airdate.reading.dates.explicit import is_year, read_year
from airdate.reading.dates.words import (
    ATTRIBUTIVE,
    BEFORE_FESTIVAL,
    BEFORE_SEASON,
    CUED_FESTIVALS,
    FESTIVAL_PHRASES,
    FESTIVALS,
    FESTIVE,
    FRACTIONS,
    NOT_THE_DAY,
    RELEASES,
    SEASONS,
)


def year_named(ctx: Context, at: int) -> tuple[int, int, bool] | None:
    """A year after "early", "end of" and the like: 2024, this year, the year."""
    words = ctx.words
    if words[at] == "the" and words[at + 1] == "year":
        return ctx.base.year, at + 2, False
    if words[at] == "the" and words[at + 1] in ("coming", "new", "next", "following") and words[at + 2] == "year":
        return ctx.base.year + 1, at + 3, False
    if words[at] in (",", "of", "'", "’"):
        return None
    return read_year(ctx, at)


def within(first: int, year: tuple[int, int, bool], edtf: str, precision: str) -> Value:
    return Value(first, year[1], edtf, precision, not year[2], year[2], edtf, edtf)


def fraction(ctx: Context, at: int) -> list[Value]:
    """Such as "the first half of 2025", "the third quarter of this year"."""
    words = ctx.words
    share, to = FRACTIONS[words[at]], at + 2
    if words[at + 1] not in ("half", "quarter") or (words[to] not in ("of", "in") and not is_year(ctx, to)):
        return []
    year = year_named(ctx, to + 1 if words[to] in ("of", "in") else to)
    if not year:
        return []
    if words[at + 1] == "half":
        half = min(share, 2)
        return [within(at, year, cal.half_of_year(year[0], half), "part")]
    return [within(at, year, cal.quarter_of_year(year[0], share), "quarter")]


def lettered(ctx: Context, at: int) -> list[Value]:
    """Such as "Q3 2024", "Q3 of next year", "in Q3", "H1 2025"."""
    words = ctx.words
    if not (ctx.tokens.glued(at + 1) and words[at + 1] in ("1", "2", "3", "4")) or ctx.tokens.glued(at):
        return []
    count, to = int(words[at + 1]), at + 2
    if ctx.tokens.glued(to) and words[to].isalnum():
        return []
    year = year_named(ctx, to + 1 if words[to] in ("of", "in") else to) or read_year(ctx, to)
    if year and words[at] == "q":
        return [within(at, year, cal.quarter_of_year(year[0], count), "quarter")]
    if year and words[at] == "h" and count <= 2:
        return [within(at, year, cal.half_of_year(year[0], count), "part")]
    if words[at] == "q" and ctx.words[at - 1] in BEFORE_SEASON and words[to] not in (":",):
        edtf = cal.quarter_of_year(ctx.base.year, count)
        return [Value(at, to, edtf, "quarter", True, False, edtf, edtf)]
    return []


def season(ctx: Context, at: int) -> list[Value]:
    """Such as "summer 2024", "the summer of 2014", "in the spring", "for fall", "the fall line-up"."""
    words, tokens = ctx.words, ctx.tokens
    number = SEASONS[words[at]]
    after = at + 1
    if words[after] in ("/", "-", "–") and words[after + 1] in SEASONS:
        after += 2  # "autumn/winter 2024" begins in autumn
    year = read_year(ctx, after)
    if year:
        return [within(at, year, f"{cal.year_edtf(year[0])}-{number}", "season")]
    named = tokens.capitalised(at) and words[after].isalpha() and tokens.capitalised(after)
    attributive = words[after] in ATTRIBUTIVE or (words[after] == "line" and words[after + 1] in ("-", "–"))
    before = words[at - 1] if at else "\n"
    the = before == "the"
    if words[after] in RELEASES or (attributive and before not in ("a", "s")):
        value = ctx.season(at - the, after, number)
        value.attributive = True
        # A verb near "the autumn schedule" speaks of the schedule: this year's, unless it is long over.
        if cal.season_distance(ctx.base.year, number, ctx.base) >= -2:
            value.edtf = f"{cal.year_edtf(ctx.base.year)}-{number}"
        return [value]
    if named:
        return []
    cue = (words[at - 2] if at > 1 else "\n") if the else before
    if cue in BEFORE_SEASON and not (words[at] == "fall" and cue in ("before", "after", "from", "about", "around")):
        return [ctx.season(at - the, after, number)]
    return []


def festival_phrase(ctx: Context, first: int, at: int, way: int | None = None) -> list[Value]:
    """A named day at ``at``; ``way`` is that of a this, next or last that stands at ``first``."""
    words = ctx.words
    if not ctx.tokens.capitalised(at) and words[at] not in ("festive", "the"):
        return []
    for rest, phrase in FESTIVAL_PHRASES.get(words[at], ()):
        end = at + 1 + len(rest)
        if tuple("'" if word == "’" else word for word in words[at + 1 : end]) != rest:
            continue
        return _festival(ctx, first, at, end, phrase, way)
    return []


def _festival(ctx: Context, first: int, at: int, end: int, phrase: str, way: int | None) -> list[Value]:
    words = ctx.words
    year = read_year(ctx, end)
    if year is None and words[end] == "in":
        year = read_year(ctx, end + 1)
    attributive = words[end] in ATTRIBUTIVE and not ctx.tokens.capitalised(end)
    before = words[at - 1] if at else "\n"
    alone = before in (":", "(", "\n") and words[end] in (",", ")", ".", "\n")
    free = way is not None or year is not None or attributive or alone
    if phrase in CUED_FESTIVALS and not free and before not in BEFORE_FESTIVAL:
        return []
    named = words[end] in NOT_THE_DAY or (words[end].isalpha() and ctx.tokens.capitalised(end))
    if way is None and year is None and phrase in CUED_FESTIVALS and not attributive and named:
        return []
    if phrase not in FESTIVALS:
        value = _festive(ctx, first, end, phrase, year, way)
    elif year:
        edtf = str(cal.festival(phrase, year[0]))
        value = Value(first, year[1], edtf, "day", not year[2], year[2], edtf, edtf)
    else:
        value = ctx.festival(first, end, phrase)
        if way:
            value.edtf = value.later if way > 0 else value.earlier
    if words[value.end] == "weekend" and value.precision == "day":
        day = ctx.base.fromisoformat(value.edtf)
        start = cal.weekday_after(day, 6) if day.isoweekday() in (5, 6) else cal.weekday_before(day, 6)
        begin, stop = (
            (day, cal.weekday_after(day, 7)) if day.isoweekday() == 4 else (start, max(day, cal.shifted(start, 1)))
        )
        value.edtf = value.earlier = value.later = f"{begin}/{stop}"
        value.precision, value.end = "interval", value.end + 1
    value.attributive = attributive
    return [value]


def _festive(
    ctx: Context, first: int, end: int, phrase: str, year: tuple[int, int, bool] | None, way: int | None
) -> Value:
    rule = FESTIVE[phrase]
    if rule != "easter":
        month = int(rule.partition("-")[2])
        if year:
            edtf = cal.month_edtf(year[0], month)
            return within(first, year, edtf, "month")
        value = ctx.month(first, end, month)
        if way:
            value.edtf = value.earlier = value.later = value.later if way > 0 else value.earlier
        return value
    day = cal.easter(year[0]) if year else ctx.base.fromisoformat(ctx.festival(first, end, "easter sunday").edtf)
    edtf = f"{cal.shifted(day, -2)}/{cal.shifted(day, 1)}"
    return Value(first, year[1] if year else end, edtf, "interval", not year, bool(year and year[2]), edtf, edtf)


def new_year(ctx: Context, at: int) -> list[Value]:
    """Such as "in the new year": January; other festivals that begin with "new" are named days."""
    words = ctx.words
    if words[at + 1] != "year" or words[at - 1] != "the" or words[at + 2] in ("'", "’"):
        return festival_phrase(ctx, at, at)
    year = ctx.base.year + (0 if ctx.base.month == 1 else 1)
    if ctx.tense(at, at + 2) == "past":
        year = ctx.base.year
    edtf = cal.month_edtf(year, 1)
    return [Value(at - 1, at + 2, edtf, "month", True, False, edtf, edtf)]
