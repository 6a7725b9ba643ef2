"""The grammar's table of openings and its one pass over the tokens: values, what leads them, what joins them."""

from __future__ import annotations

from collections.abc import Callable

from airdate.reading.dates import calendar as cal
from airdate.reading.dates import explicit, periods, qualified, relative
from airdate.reading.dates.context import Context, Value
from airdate.reading.dates.tense import negated
from airdate.reading.dates.words import (
    APPROXIMATE,
    EDGES,
    FESTIVAL_PHRASES,
    FRACTIONS,
    LEADS,
    MONTHS,
    MOVES,
    PARTS,
    RELATIVE_DAYS,
    SEASONS,
    WEEKDAYS,
)

Handler = Callable[[Context, int], list[Value]]

# One handler for each opening word. Later rows win: "second" opens a fraction, "may" a month, "fall" a season.
HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(FESTIVAL_PHRASES, lambda ctx, at: periods.festival_phrase(ctx, at, at)),
    "new": periods.new_year,
    "the": lambda ctx, at: relative.the(ctx, at) or periods.festival_phrase(ctx, at, at),
    **dict.fromkeys(FRACTIONS, periods.fraction),
    **dict.fromkeys(EDGES, qualified.edge),
    **dict.fromkeys(PARTS, qualified.part),
    "later": qualified.later,
    "earlier": qualified.later,
    "q": periods.lettered,
    "h": periods.lettered,
    **dict.fromkeys(SEASONS, periods.season),
    **dict.fromkeys(("this", "next", "coming", "past"), relative.directed),
    "last": lambda ctx, at: periods.fraction(ctx, at) or relative.directed(ctx, at),
    "following": relative.following,
    **dict.fromkeys(RELATIVE_DAYS, relative.relative_day),
    **dict.fromkeys(("day", "days", "weeks", "fortnight", "month", "months", "year", "years"), relative.counted),
    "week": relative.week,
    "weekend": relative.weekend,
    **dict.fromkeys(WEEKDAYS, explicit.weekday),
    **dict.fromkeys(MONTHS, explicit.month_first),
}

_CONNECTORS = frozenset({"to", "through", "thru", "until", "till", "-", "–", "—"})


def parse(ctx: Context, at: int) -> list[Value]:
    """The values that begin at token ``at`` (their first token may stand before it), or none."""
    word = ctx.words[at]
    if word[0] in "0123456789":
        return explicit.number(ctx, at)
    handler = HANDLERS.get(word)
    return handler(ctx, at) if handler else []


def values(ctx: Context) -> list[Value]:
    """All values of the text in order, intervals joined, none overlapping."""
    words = ctx.words
    found: list[Value] = []
    at, limit, taken = 0, len(words), 0
    get = HANDLERS.get
    while at < limit:
        word = words[at]
        handler: Handler | None = explicit.number if "0" <= word[0] <= "9" else get(word)
        if handler is None:
            at += 1
            continue
        several = handler(ctx, at)
        if not several or several[0].first < taken:
            at += 1
            continue
        joined = _joined(ctx, several[-1])
        if joined:
            several[-1] = joined
        for value in several:
            if not value.regular:
                found.append(value)
                if value.precision == "day":
                    ctx.last_day = ctx.base.fromisoformat(value.edtf[:10])
                    if ctx.on_day and not value.edtf.endswith("~"):
                        ctx.on_day(ctx, value)
        at = taken = max(several[-1].end, at + 1)
    return found


def lead(ctx: Context, value: Value) -> tuple[str, bool, int]:
    """The preposition in front, whether "around" stands there, and the place of the foremost such token."""
    words = ctx.words
    at = value.first - 1
    approximate = False
    while at >= 0 and at > value.first - 4:
        word = words[at]
        if word in APPROXIMATE:
            approximate = True
        elif word not in ("the", "early", "late", "sometime", "as"):
            break
        at -= 1
    if at >= 0 and words[at] in LEADS:
        return LEADS[words[at]], approximate, at
    return "", approximate, value.first


def _joined(ctx: Context, value: Value) -> Value | None:
    """``value`` and what follows its "to" as one interval: "October 16 - October 22", "between 2021 and 2024"."""
    words = ctx.words
    if value.regular or value.precision not in ("day", "month", "year", "season") or value.end >= len(words):
        return None
    word = words[value.end]
    opened, _, where = lead(ctx, value)
    if word == "and" and opened != "between":
        return None
    if word != "and" and word not in _CONNECTORS:
        return None
    if value.precision != "day" and opened not in ("from", "between") and word not in ("through", "thru", "-", "–"):
        return None
    if opened == "from" and MOVES.intersection(words[max(where - 6, 0) : where]):
        return None  # moved from one day to another
    others = _other_end(ctx, value)
    if len(others) != 1 or others[0].first != value.end + 1 or others[0].precision != value.precision:
        return None
    return _interval(ctx, value, others[0])


def _other_end(ctx: Context, value: Value) -> list[Value]:
    at = value.end + 1
    if value.precision == "year":
        return [Value(at, at + 1, ctx.words[at], "year", has_year=True)] if explicit.is_year(ctx, at) else []
    if value.precision == "month" and ctx.words[at] in MONTHS:
        return explicit.month_first(ctx, at) or [ctx.month(at, at + 1, MONTHS[ctx.words[at]])]
    if at >= len(ctx.words):
        return []
    return parse(ctx, at)


def _interval(ctx: Context, a: Value, b: Value) -> Value | None:
    if a.regular or b.regular:
        return None
    begin, stop = a.edtf, b.edtf
    if b.has_year and not a.has_year and len(begin) in (7, 10) and a.precision != "season":
        year = int(stop[:4])
        begin = stop[:4] + begin[4:]
        if begin > stop:
            begin = cal.year_edtf(year - 1) + begin[4:]
    if begin >= stop and len(stop) == 10 and not b.has_year:
        first, last = ctx.base.fromisoformat(begin), ctx.base.fromisoformat(stop)
        if b.weekday and b.end - b.first <= 2:
            stop = str(cal.weekday_after(cal.shifted(first, 1), b.weekday))
        else:
            later = cal.day_of(last.year + 1, last.month, last.day)
            stop = str(later) if later else stop
    elif begin >= stop and len(stop) == 7 and not b.has_year:
        stop = cal.year_edtf(int(stop[:4]) + 1) + stop[4:]
    if begin >= stop or not _is_day(begin):
        return None
    edtf = f"{begin}/{stop}"
    relative_too = a.relative and b.relative
    return Value(a.first, b.end, edtf, "interval", relative_too, a.has_year or b.has_year, edtf, edtf, a.weekday)


def _is_day(edtf: str) -> bool:
    """Whether a year put on a day made a day that exists (29 February)."""
    if len(edtf) != 10:
        return True
    year, month, day = edtf.split("-")
    return cal.day_of(int(year), int(month), int(day)) is not None


def opened(ctx: Context, value: Value) -> tuple[str, bool]:
    """The EDTF of ``value`` with ``/..`` where it is only a bound, and whether a negation stands before it."""
    words = ctx.words
    opened_by, _, where = lead(ctx, value)
    no = negated(ctx.tokens, where) if opened_by in ("until", "before") else False
    after = words[value.end : value.end + 3]
    start = value.edtf.partition("/")[0].rstrip("~")
    if value.precision == "interval" and not value.relative:
        return value.edtf, no
    if (
        after in (["at", "the", "earliest"], ["at", "its", "earliest"])
        or after[:2] == ["or", "later"]
        or after[:1] == ["onwards"]
    ):
        return f"{start}/..", no
    before = words[max(where - 3, 0) : where]
    if before in (["no", "earlier", "than"], ["not", "earlier", "than"], ["no", "sooner", "than"]):
        return f"{start}/..", True
    if (
        opened_by == "after"
        and value.precision not in ("day", "interval")
        and ctx.tense(value.first, value.end) != "past"
    ):
        return f"{start}/..", no
    # A day that something waits for is its day; a month or a year is only the earliest.
    if no and value.precision not in ("day", "interval"):
        return f"{start}/..", no
    if no and opened_by == "before" and value.precision == "day":
        return f"{start}/..", no
    return value.edtf, no
