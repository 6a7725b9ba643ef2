"""Days, months and years that are written out: "3rd August 2023", "Aug. 3, 10 and 17", "13/08/2023", "in August"."""

from __future__ import annotations

from datetime import date

from airdate.reading.dates import calendar as cal
from airdate.reading.dates.context import Context, Value
from airdate.reading.dates.tokens import BREAK
from airdate.reading.dates.words import (
    BEFORE_MONTH,
    BEFORE_NAMELIKE_MONTH,
    BEFORE_WEEKDAY,
    BEFORE_YEAR,
    COUNTED,
    DAY_PARTS,
    LIST_END,
    MONTH_NAMES,
    MONTHS,
    NAMELIKE_MONTHS,
    NUMBERED,
    PLAIN_CUES,
    RELEASES,
    WEEKDAY_NAMES,
    WEEKDAYS,
)

_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset({"-", "–", "—"})
_RANGE = _DASHES | {"to", "through", "thru", "until", "till"}
_LIST = frozenset({",", "and", "&", "or", "/"})
_HALF_DAYS = frozenset({"am", "pm", "a", "p"})
_LONGEST_LIST = 12


def read_year(ctx: Context, at: int) -> tuple[int, int, bool] | None:
    """The year at token ``at``, after an optional comma or "of": its number, its end, whether it is written out."""
    words = ctx.words
    if words[at] in (",", "of") and at + 1 < len(words):
        at += 1
    word = words[at]
    if is_year(ctx, at):
        return int(word), at + 1, True
    if word in ("'", "’") and _digits(words, at + 1, 2) and ctx.tokens.glued(at + 1):
        return 2000 + int(words[at + 1]), at + 2, True
    if word in ("this", "next", "last") and words[at + 1] == "year":
        return ctx.base.year + {"this": 0, "next": 1, "last": -1}[word], at + 2, False
    return None


def is_year(ctx: Context, at: int) -> bool:
    """Four digits between 1900 and 2099 that are no decade, season ("2017-18"), time or count."""
    words = ctx.words
    word = words[at] if at < len(words) else ""
    if len(word) != 4 or not word.isdigit() or not cal.FIRST_YEAR <= int(word) <= cal.LAST_YEAR:
        return False
    following = words[at + 1]
    if ctx.tokens.glued(at + 1):
        if following.isalnum() or following in ("%", ":"):
            return False
        if following in "-–/,." and words[at + 2 : at + 3] and words[at + 2].isdigit() and ctx.tokens.glued(at + 2):
            return False
    return True


def number(ctx: Context, at: int) -> list[Value]:
    """What begins with digits: an ISO or numeric date, a day before its month, or a bare year after a cue."""
    words, tokens = ctx.words, ctx.tokens
    word = words[at]
    if tokens.glued(at) and words[at - 1] not in ("(", "[", '"', "'", "/", "-", "–", "—", ",", "*", "|", ":"):
        return []
    if len(word) > 2:
        return _numeric(ctx, at) or (_bare_year(ctx, at) if len(word) == 4 else [])
    return _numeric(ctx, at) or day_first(ctx, at, at, None)


def _digits(words: list[str], at: int, *lengths: int) -> bool:
    return at < len(words) and words[at].isdigit() and words[at].isascii() and len(words[at]) in lengths


def _numeric(ctx: Context, at: int) -> list[Value]:
    words, tokens = ctx.words, ctx.tokens
    mark = words[at + 1]
    if mark not in ("/", "-", ".", "–") or not tokens.glued(at + 1) or not tokens.glued(at + 2):
        return []
    if not _digits(words, at + 2, 1, 2):
        return []
    full = words[at + 3] == mark and tokens.glued(at + 3) and tokens.glued(at + 4)
    if len(words[at]) == 4 and full and mark != "." and _digits(words, at + 4, 1, 2):
        year, month, day = int(words[at]), int(words[at + 2]), int(words[at + 4])
    elif len(words[at]) <= 2 and full and _digits(words, at + 4, 2, 4):
        year = int(words[at + 4]) + (2000 if len(words[at + 4]) == 2 else 0)
        day, month = int(words[at]), int(words[at + 2])
        # Only strokes and dashes are ever American; the half that can be no month decides against the habit.
        if month > 12 or (not ctx.day_first and mark != "." and day <= 12):
            day, month = month, day
    else:
        return _short_numeric(ctx, at) if mark == "/" and not full else []
    if tokens.glued(at + 5) and words[at + 5] in (mark, "/", ":"):
        return []
    found = cal.day_of(year, month, day) if cal.FIRST_YEAR <= year <= cal.LAST_YEAR else None
    return [_written(at, at + 5, found, None)] if found else []


def _short_numeric(ctx: Context, at: int) -> list[Value]:
    """Such as "on 8/3" where months come first; elsewhere such pairs are scores, fractions and ratings."""
    words = ctx.words
    if ctx.day_first or words[at - 1] not in BEFORE_WEEKDAY or (words[at], words[at + 2]) == ("9", "11"):
        return []
    if ctx.tokens.glued(at + 3) and words[at + 3] not in (".", ",", ")", BREAK):
        return []
    month, day = int(words[at]), int(words[at + 2])
    value = ctx.day(at, at + 3, month, day, None) if 1 <= month <= 12 and 1 <= day <= 31 else None
    return [value] if value else []


def _written(first: int, end: int, day: date, weekday: int | None) -> Value:
    return Value(first, end, str(day), "day", False, True, str(day), str(day), weekday)


def _dated(
    ctx: Context, first: int, end: int, month: int, day: int, year: int | None, weekday: int | None
) -> Value | None:
    if year is None:
        return ctx.day(first, end, month, day, weekday)
    found = cal.day_of(year, month, day)
    return _written(first, end, found, weekday) if found else None


def _month_at(ctx: Context, at: int) -> int | None:
    """The month named at ``at``, capitals asked for; "may" and "march" are words."""
    month = MONTHS.get(ctx.words[at])
    if month is None or not (ctx.tokens.capitalised(at) or ctx.words[at] not in NAMELIKE_MONTHS):
        return None
    return month


def day_first(ctx: Context, first: int, at: int, weekday: int | None) -> list[Value]:
    """Such as "3rd of August 2023", "3, 10 and 17 August", "3 to 10 August", "3-10 August"."""
    words, tokens = ctx.words, ctx.tokens
    if at and weekday is None and words[at - 1] in NUMBERED:
        return []
    numbers: list[tuple[int, int, int]] = []  # value, first token, end token
    ranged = False
    for _ in range(_LONGEST_LIST):
        if not _digits(words, at, 1, 2) or not 1 <= int(words[at]) <= 31:
            return []
        begin = at
        at += 2 if words[at + 1] in _SUFFIXES and tokens.glued(at + 1) else 1
        numbers.append((int(words[begin]), begin, at))
        skipped = at + 1 if words[at] == "of" else at
        month = _month_at(ctx, skipped)
        if month is not None:
            return _days(ctx, first, skipped, numbers, ranged, month, weekday)
        between = len(numbers) == 1 and words[begin - 1] == "between" and words[at] == "and"
        if words[at] in _RANGE or between:
            ranged, at = True, at + 1
        elif words[at] in _LIST and not ranged:
            at += 2 if words[at] == "," and words[at + 1] in ("and", "&") else 1
        else:
            return []
    return []


def _days(
    ctx: Context,
    first: int,
    at: int,
    numbers: list[tuple[int, int, int]],
    ranged: bool,
    month: int,
    weekday: int | None,
) -> list[Value]:
    words = ctx.words
    end = at + 1
    year = None
    # "Sept. 2023": the stop belongs to the month only if the year follows it.
    stop = words[end] == "." and len(words[at]) <= 4 and words[at] != "may"
    written = read_year(ctx, end + stop)
    if written:
        year, end = written[0], written[1]
    values = []
    for index, (day, begin, stopped) in enumerate(numbers):
        last = index == len(numbers) - 1
        value = _dated(ctx, first if index == 0 else begin, end if last else stopped, month, day, year,
                       weekday if index == 0 else None)  # fmt: skip
        if value is None:
            return []
        if written and not written[2]:
            value.has_year = False
            value.relative = True
        values.append(value)
    if ranged and len(values) == 2:
        return _ranged(values)
    return values


def _ranged(values: list[Value]) -> list[Value]:
    a, b = values
    if a.edtf >= b.edtf:
        return []
    return [Value(a.first, b.end, f"{a.edtf}/{b.edtf}", "interval", a.relative, a.has_year,
                  f"{a.earlier}/{b.earlier}", f"{a.later}/{b.later}", a.weekday)]  # fmt: skip


def month_first(ctx: Context, at: int, first: int | None = None, weekday: int | None = None) -> list[Value]:
    """Such as "Aug. 3", "August 3rd, 2023", "August 3, 10 and 17", "August 3-10", "August 2024", "in August"."""
    words, tokens = ctx.words, ctx.tokens
    month = _month_at(ctx, at)
    if month is None:
        return []
    first = at if first is None else first
    after = at + 1
    if words[after] == "." and tokens.glued(after):
        after += 1
    begin = after + 1 if words[after] == "the" else after
    if _day_number(ctx, begin):
        return _month_days(ctx, first, begin, month, weekday)
    year = read_year(ctx, after)
    if year:
        edtf = cal.month_edtf(year[0], month)
        return [Value(first, year[1], edtf, "month", not year[2], year[2], edtf, edtf)]
    if weekday:
        return []
    if words[at + 1] in RELEASES and tokens.capitalised(at) and words[at] in MONTH_NAMES:  # "a June release"
        value = ctx.month(at, at + 1, month)
        value.attributive = True
        return [value]
    return [ctx.month(at, at + 1, month)] if _bare_month(ctx, at) else []


def _day_number(ctx: Context, at: int) -> bool:
    """A number that can be the day after its month: no time, no amount, no year."""
    words, tokens = ctx.words, ctx.tokens
    if not _digits(words, at, 1, 2) or not 1 <= int(words[at]) <= 31:
        return False
    following = words[at + 1]
    if following in _SUFFIXES and tokens.glued(at + 1):
        return True
    if following in _HALF_DAYS and (tokens.glued(at + 1) or words[at + 2] in (".", "m")):
        return False
    if following in ("%", "million", "billion"):
        return False
    clock = following in (":", ".", "/") and tokens.glued(at + 1) and tokens.glued(at + 2)
    return not (clock and words[at + 2].isdigit())


def _month_days(ctx: Context, first: int, at: int, month: int, weekday: int | None) -> list[Value]:
    words, tokens = ctx.words, ctx.tokens
    numbers: list[tuple[int, int, int]] = []
    ranged = False
    for _ in range(_LONGEST_LIST):
        end = at + (2 if words[at + 1] in _SUFFIXES and tokens.glued(at + 1) else 1)
        numbers.append((int(words[at]), at, end))
        following = end + 1
        if ranged:
            break
        if words[end] in _RANGE or (words[end] == "and" and len(numbers) == 1 and words[first - 1] == "between"):
            ranged = _day_number(ctx, following) and _ends_list(ctx, following)
            if not ranged:
                break
        elif words[end] in _LIST and words[end] != "or":
            following += words[end] == "," and words[following] in ("and", "&")
            if not _day_number(ctx, following) or not _ends_list(ctx, following):
                break
        else:
            break
        at = following
    end = numbers[-1][2]
    year = read_year(ctx, end)
    if year and not (year[2] or words[end] not in (",",)):
        year = None
    values = []
    for index, (day, begin, stopped) in enumerate(numbers):
        last = index == len(numbers) - 1
        stop = year[1] if year and last else stopped
        value = _dated(ctx, first if index == 0 else begin, stop, month, day, year[0] if year else None,
                       weekday if index == 0 else None)  # fmt: skip
        if value is None:
            break
        if year and not year[2]:
            value.has_year, value.relative = False, True
        values.append(value)
    if ranged and len(values) == 2:
        return _ranged(values) or values[:1]
    return values


def _ends_list(ctx: Context, at: int) -> bool:
    """Whether the number at ``at`` is a day of the list, and not a count ("August 3, 10 episodes")."""
    words = ctx.words
    at += 2 if words[at + 1] in _SUFFIXES else 1
    following = words[at]
    if following in _DASHES:
        return False  # "August 28, and 9-12 on ..." numbers something else
    if following in MONTHS and ctx.tokens.capitalised(at):
        return False  # "August 3 and 10 September"
    return not following.isalnum() or following in LIST_END or is_year(ctx, at) or ctx.tokens.capitalised(at)


def _bare_month(ctx: Context, at: int) -> bool:
    """Whether a month stands alone as a time: it needs a cue, and a name needs a plain one."""
    words, tokens = ctx.words, ctx.tokens
    before = words[at - 1] if at else BREAK
    if not tokens.capitalised(at) or (words[at] not in MONTH_NAMES and before not in BEFORE_NAMELIKE_MONTH):
        return False
    if before in ("between", "from") and words[at + 1] in ("and", "to", "through") and words[at + 2] in MONTHS:
        return True
    if words[at] in NAMELIKE_MONTHS:
        if before not in BEFORE_NAMELIKE_MONTH:
            return False
        following = at + 1
        return before in ("in", "until", "since", "by") or not (
            words[following].isalpha() and tokens.capitalised(following)
        )
    return before in BEFORE_MONTH


def _bare_year(ctx: Context, at: int) -> list[Value]:
    words = ctx.words
    if not is_year(ctx, at) or words[at + 1] in COUNTED or not at or words[at - 1] not in BEFORE_YEAR:
        return []
    if words[at - 2 : at] == ["class", "of"]:
        return []
    # "Blade of 2049 Reasons": only after a plain preposition of time may a capital follow.
    if words[at - 1] not in PLAIN_CUES and words[at + 1].isalpha() and ctx.tokens.capitalised(at + 1):
        return []
    edtf = words[at]
    return [Value(at, at + 1, edtf, "year", False, True, edtf, edtf)]


def weekday(ctx: Context, at: int) -> list[Value]:
    """Such as "Thursday 3 August", "Thursday, Aug. 3", "Thursday 3rd", "Thursday night", "Thursday week"."""
    words, tokens = ctx.words, ctx.tokens
    named = WEEKDAYS[words[at]]
    if not tokens.capitalised(at):
        return []
    after = at + 1
    while words[after] in (".", ",", "the", "(") and after < at + 4:
        after += 1
    if words[after].isdigit():
        found = day_first(ctx, at, after, named) or _numeric(ctx, after) or _ordinal_day(ctx, at, after, named)
        if found:
            found[0].first = at
            return found
    elif words[after] in MONTHS:
        found = month_first(ctx, after, at, named)
        if found:
            return found
    if words[at] not in WEEKDAY_NAMES:
        return []
    return _bare_weekday(ctx, at, named)


def _ordinal_day(ctx: Context, first: int, at: int, weekday: int) -> list[Value]:
    """Such as "Thursday 3rd": the nearest Thursday that is a third."""
    words = ctx.words
    if words[at + 1] not in _SUFFIXES or not ctx.tokens.glued(at + 1) or len(words[at]) > 2:
        return []
    if words[at + 2].isalpha() and ctx.tokens.capitalised(at + 2):
        return []  # "Wednesday, 13th Street"
    near = [cal.shifted(ctx.base, days) for days in range(-200, 201)]
    agreeing = [day for day in near if day.day == int(words[at]) and day.isoweekday() == weekday]
    if not agreeing:
        return []
    chosen = str(min(agreeing, key=lambda day: (abs((day - ctx.base).days), day)))
    return [Value(first, at + 2, chosen, "day", True, False, chosen, chosen, weekday)]


def _bare_weekday(ctx: Context, at: int, named: int) -> list[Value]:
    words, tokens = ctx.words, ctx.tokens
    before, after = (words[at - 1] if at else BREAK), at + 1
    connected = words[after] in _RANGE and words[after + 1] in WEEKDAY_NAMES
    if connected and not words[after + 2].isdigit() and words[after + 2] not in MONTHS:
        return [Value(at, after + 2, "", "day", regular=True)]
    if before in ("every", "each") or (before in ("black", "good", "cyber", "super") and at):
        return []
    part = after + 1 if words[after] in ("-", "–") and tokens.glued(after) else after
    if words[part] == "nights" or words[part] == "mornings":
        return []
    cued = before in BEFORE_WEEKDAY
    if at and not cued and words[at - 1].isalpha() and tokens.capitalised(at - 1):
        return []  # a name: "Ruby Sunday"
    end = part + 1 if words[part] in DAY_PARTS and not tokens.capitalised(part) else after
    if before not in PLAIN_CUES and words[end].isalpha() and tokens.capitalised(end) and words[end] not in MONTHS:
        return []  # a title: "Sunday Drifters"
    if end == after and words[after] in DAY_PARTS:
        return []  # "Thursday Night Football"
    value = ctx.weekday(at, end, named)
    if words[end] == "week" and words[end + 1] not in ("'", "’"):
        value.edtf = str(cal.shifted(cal.weekday_after(cal.shifted(ctx.base, 1), named), 7))
        value.earlier = value.later = value.edtf
        value.end = end + 1
    return [value]
