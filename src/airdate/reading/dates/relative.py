"""Days and periods that count from the article's own day: "tonight", "next Friday", "in two weeks", "the next day"."""

from __future__ import annotations

from airdate.reading.dates import calendar as cal
from airdate.reading.dates.context import Context, Value
from airdate.reading.dates.explicit import month_first, number, weekday
from airdate.reading.dates.periods import festival_phrase
from airdate.reading.dates.tokens import BREAK
from airdate.reading.dates.words import DAY_PARTS, MONTH_NAMES, RECORDS, RELATIVE_DAYS, SEASONS, WEEKDAY_NAMES, WEEKDAYS
from airdate.reading.numbers import CARDINALS

_DIRECTION = {"this": 0, "coming": 0, "next": 1, "last": -1, "past": -1}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_SPANS = frozenset({"month", "months", "year", "years"})


def relative_day(ctx: Context, at: int) -> list[Value]:
    """today, tonight, tomorrow, yesterday."""
    words, tokens = ctx.words, ctx.tokens
    capital = tokens.capitalised(at)
    if at and capital and words[at - 1].isalpha() and tokens.capitalised(at - 1):
        return []  # "USA Today"
    if words[at + 1] in ("show", "programme", "fm"):
        return []
    if capital and words[at + 1].isalpha() and tokens.capitalised(at + 1) and words[at] != "tonight":
        return []  # "Tomorrow Guy"
    if at and words[at - 1] == "of" and words[at] in ("today", "tomorrow"):
        return []
    days, first = RELATIVE_DAYS[words[at]], at
    if words[at] in ("tomorrow", "yesterday") and words[max(at - 2, 0) : at] in (["day", "after"], ["day", "before"]):
        days, first = 2 * days, at - 2
    end = at + 2 if words[at + 1] in DAY_PARTS else at + 1
    return [_day(ctx, first, end, days)]


def _day(ctx: Context, first: int, end: int, days: int) -> Value:
    edtf = str(cal.shifted(ctx.base, days))
    return Value(first, end, edtf, "day", True, False, edtf, edtf)


def _sure(first: int, end: int, edtf: str, precision: str) -> Value:
    return Value(first, end, edtf, precision, True, False, edtf, edtf)


def directed(ctx: Context, at: int) -> list[Value]:
    """Such as "this Thursday", "next week", "last March", "this coming weekend", "next summer", "last Christmas"."""
    words = ctx.words
    way = _DIRECTION[words[at]]
    to = at + 1
    if words[to] in ("coming", "past", "very") and words[at] == "this":
        way, to = (-1 if words[to] == "past" else 0), to + 1
    word = words[to]
    the = at > 0 and words[at - 1] in ("the", "a", "every")
    if word in WEEKDAY_NAMES and ctx.tokens.capitalised(to):
        # "the last Friday of the month" counts within the month; a date may follow: "next Friday, 11 August".
        if the and words[at] == "last":
            return []
        dated = weekday(ctx, to)
        if dated and not dated[0].regular and dated[0].end > to + 2:
            return dated
        return [_weekday(ctx, at, to, way, WEEKDAYS[word])]
    if word in ("day", "night", "evening", "morning", "afternoon"):
        return _part_of_day(ctx, at, to, way)
    if the and words[at] not in ("coming", "past"):
        return []
    if word in ("week", "weekend", "month", "year"):
        if words[to + 1] in ("s", "-") and words[at] in ("past", "coming"):
            return []
        return [_unit(ctx, at, to, way)] if words[at] != "past" or word == "weekend" else []
    if word in MONTH_NAMES and ctx.tokens.capitalised(to):
        dated = month_first(ctx, to, at)
        if dated and dated[0].end > to + 1:
            return dated
        return [_month(ctx, at, to, way, MONTH_NAMES[word])]
    if word in SEASONS:
        return [_season(ctx, at, to, way, SEASONS[word])] if not _name(ctx, to) else []
    return festival_phrase(ctx, at, to, way)


def _name(ctx: Context, at: int) -> bool:
    tokens, words = ctx.tokens, ctx.words
    return tokens.capitalised(at) and words[at + 1].isalpha() and tokens.capitalised(at + 1)


def _weekday(ctx: Context, first: int, at: int, way: int, weekday: int) -> Value:
    if way < 0:
        day = cal.weekday_before(cal.shifted(ctx.base, -1), weekday)
    elif way == 0:
        day = cal.weekday_after(ctx.base, weekday)
        if ctx.tense(first, at + 1) == "past" and day != ctx.base:
            day = cal.weekday_before(ctx.base, weekday)
    else:
        monday = cal.shifted(ctx.base, 7 - ctx.base.weekday())
        day = cal.shifted(monday, weekday - 1)
    end = at + 2 if ctx.words[at + 1] in DAY_PARTS and not ctx.tokens.capitalised(at + 1) else at + 1
    value = _sure(first, end, str(day), "day")
    value.weekday = weekday
    return value


def _part_of_day(ctx: Context, at: int, to: int, way: int) -> list[Value]:
    words = ctx.words
    if words[at] == "last" and words[to] == "night" and words[at - 1] != "the":
        return [_day(ctx, at, to + 1, -1)]
    if words[at] == "this" and words[to] in ("morning", "evening", "afternoon") and not ctx.tokens.capitalised(to):
        return [_day(ctx, at, to + 1, 0)]
    if words[at] == "next" and words[at - 1] == "the":
        return following(ctx, at)
    return []


def following(ctx: Context, at: int) -> list[Value]:
    """Such as "the next day", "the following night", "the following week": counted from the last day named."""
    words = ctx.words
    if ctx.last_day is None or words[at - 1] != "the":
        return []
    to = at + 1
    if words[to] in WEEKDAY_NAMES and words[at] == "following":
        day = cal.weekday_after(cal.shifted(ctx.last_day, 1), WEEKDAY_NAMES[words[to]])
        return [_sure(at - 1, to + 1, str(day), "day")]
    if words[to] in ("day", "night", "evening", "morning"):
        return [_sure(at - 1, to + 1, str(cal.shifted(ctx.last_day, 1)), "day")]
    if words[to] == "week" and words[at] == "following":
        return [_sure(at - 1, to + 1, cal.week(cal.shifted(ctx.last_day, 7)), "interval")]
    return []


def _unit(ctx: Context, first: int, at: int, way: int) -> Value:
    base, word = ctx.base, ctx.words[at]
    if word == "week":
        return _sure(first, at + 1, cal.week(cal.shifted(base, 7 * way)), "interval")
    if word == "weekend":
        return _sure(first, at + 1, cal.weekend(cal.shifted(base, 7 * way)), "interval")
    if word == "month":
        return _sure(first, at + 1, cal.month_edtf(*cal.months_from(base, way)), "month")
    return _sure(first, at + 1, cal.year_edtf(base.year + way), "year")


def _month(ctx: Context, first: int, at: int, way: int, month: int) -> Value:
    base = ctx.base
    if way == 0:
        value = ctx.month(first, at + 1, month)
        value.first = first
        return value
    passed = month < base.month if way > 0 else month >= base.month
    year = base.year + (1 if way > 0 and (passed or month == base.month) else -1 if way < 0 and passed else 0)
    return _sure(first, at + 1, cal.month_edtf(year, month), "month")


def _season(ctx: Context, first: int, at: int, way: int, season: int) -> Value:
    base = ctx.base
    year = base.year + way
    # In October "last spring" is this year's; in January "next winter" is.
    if way < 0 and cal.season_distance(base.year, season, base) <= -2:
        year = base.year
    return _sure(first, at + 1, f"{cal.year_edtf(year)}-{season}", "season")


def counted(ctx: Context, at: int) -> list[Value]:
    """Such as "in two weeks", "three weeks from now", "a fortnight today", "a week on Thursday", "two years ago"."""
    words = ctx.words
    if at == 0:
        return []
    quantity = 1 if words[at - 1] in ("a", "an") else CARDINALS.get(words[at - 1])
    if quantity is None:
        quantity = int(words[at - 1]) if words[at - 1].isdecimal() and len(words[at - 1]) <= 2 else None
    if quantity is None or (words[at - 1].isdigit() and ctx.tokens.glued(at - 1)):
        return []
    unit, after, first = words[at], at + 1, at - 1
    if words[after] in ("'", "’"):
        after += 2 if words[after + 1] == "s" else 1
        if words[after] != "time":
            return []
    ago = words[after] == "ago"
    if ago:
        return [_counted(ctx, first, after + 1, unit, -quantity)]
    if unit in _UNITS:
        anchored = _anchored(ctx, first, after, quantity * _UNITS[unit])
        if anchored:
            return [anchored]
    from_now = words[after] == "from" and words[after + 1] in ("now", "today")
    if from_now:
        return [_counted(ctx, first, after + 2, unit, quantity)]
    timed = words[after] == "time"
    if words[first - 1] in ("in", "about", "around") and (timed or _to_come(ctx, first, after)):
        return [_counted(ctx, first, after + timed, unit, quantity)]
    return []


def _to_come(ctx: Context, first: int, after: int) -> bool:
    """A plain "in two weeks" is a date only if something will happen; "the first in two years" is a duration."""
    before = ctx.words[max(first - 6, 0) : first]
    if ctx.words[after - 1] in _SPANS and not ctx.surely_to_come(first, after):
        return False
    return not RECORDS.intersection(before) and ctx.tense(first, after) == "future" and ctx.words[after] != "of"


def _anchored(ctx: Context, first: int, after: int, days: int) -> Value | None:
    words = ctx.words
    to = after + 1 if words[after] in ("from", "on") else after
    word = words[to]
    if word in RELATIVE_DAYS:
        return _day(ctx, first, to + 1, days + RELATIVE_DAYS[word])
    if word in WEEKDAY_NAMES and to > after:
        day = cal.shifted(cal.weekday_after(ctx.base, WEEKDAY_NAMES[word]), days)
        return _sure(first, to + 1, str(day), "day")
    return None


def _counted(ctx: Context, first: int, end: int, unit: str, quantity: int) -> Value:
    base = ctx.base
    if unit in ("year", "years"):
        return _sure(first, end, cal.year_edtf(base.year + quantity), "year")
    if unit in _SPANS:
        return _sure(first, end, cal.month_edtf(*cal.months_from(base, quantity)), "month")
    value = _day(ctx, first, end, quantity * _UNITS[unit])
    if unit in ("week", "weeks"):
        value.edtf += "~"  # in weeks, not to the day
    return value


def weekend(ctx: Context, at: int) -> list[Value]:
    """Such as "the weekend", "over the weekend", "at the weekend"."""
    if at == 0 or ctx.words[at - 1] != "the" or ctx.words[at + 1] == "of":
        return []
    this, before = cal.weekend(ctx.base), cal.weekend(cal.shifted(ctx.base, -7))
    past = ctx.tense(at - 1, at + 1) == "past" and ctx.base.isoweekday() < 6
    return [Value(at - 1, at + 1, before if past else this, "interval", True, False, before, this)]


def week(ctx: Context, at: int) -> list[Value]:
    """Such as "week of Oct. 7", "week commencing 7 October"; else a number of weeks."""
    words = ctx.words
    if words[at + 1] in ("of", "commencing", "beginning", "starting", "from"):
        to = at + 2
        if words[to].isdigit():
            found = number(ctx, to)
        elif words[to] in WEEKDAYS:
            found = weekday(ctx, to)
        else:
            found = month_first(ctx, to)
        if found and found[0].precision == "day" and not found[0].regular:
            begun = found[0]
            day = begun.edtf
            week_of = cal.week(ctx.base.fromisoformat(day))
            return [Value(at, begun.end, week_of, "interval", begun.relative, begun.has_year, week_of, week_of)]
    return counted(ctx, at)


def the(ctx: Context, at: int) -> list[Value]:
    """Such as "the 3rd", "the 15th of this month", "the first of the month"."""
    words = ctx.words
    to = at + 1
    if words[to].isdigit() and len(words[to]) <= 2 and words[to + 1] in ("st", "nd", "rd", "th"):
        day, after = int(words[to]), to + 2
    elif words[to] == "first" and words[to + 1 : to + 4] in (["of", "the", "month"], ["of", "next", "month"]):
        day, after = 1, to + 1
    else:
        return []
    if not 1 <= day <= 31:
        return []
    if words[after] == "of" and words[after + 2] == "month" and words[after + 1] in ("the", "this", "next", "last"):
        way = {"next": 1, "last": -1}.get(words[after + 1], 0)
        found = cal.day_of(*cal.months_from(ctx.base, way), day)
        return [_sure(at, after + 3, str(found), "day")] if found else []
    if words[at - 1] != "on" or words[after] not in (".", ",", BREAK, ")", ";", "at"):
        return []
    near = [cal.day_of(*cal.months_from(ctx.base, months), day) for months in (-1, 0, 1)]
    days = [one for one in near if one]
    said = ctx.tense(at, after)
    after_now = min((one for one in days if one >= ctx.base), default=days[-1])
    until_now = max((one for one in days if one <= ctx.base), default=days[0])
    chosen = until_now if said == "past" else after_now
    return [Value(at, after, str(chosen), "day", True, False, str(until_now), str(after_now))]
