"""Regular days of the week: "on Thursdays", "every Friday", "weeknights at 7pm", "Monday to Friday"."""

from __future__ import annotations

import re
from bisect import bisect_left

from airdate.reading.dates.mention import WeekdaySlot
from airdate.reading.dates.words import WEEKDAYS
from airdate.reading.lexicon.tables import table
from airdate.reading.model import Span
from airdate.reading.times import TimeMention, beside, find_times

_T = table("slots")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHORT = r"(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)"
_ANY = rf"(?:{_DAY}s?|{_SHORT}\b\.?)"
_PART = r"(?:[\s-](?:night|evening|morning|afternoon|lunchtime|teatime)s?\b)?"
_SLOT = re.compile(
    rf"(?=[MTWFSENDewdn])\b(?:"
    rf"(?P<from>{_ANY})\s?(?:-|–|—|to|through|thru)\s?(?P<to>{_ANY})(?!\s?,?\s?(?:\d|{_T['months']}))"
    rf"|(?:every|each|Every|Each)\s(?:other\s)?(?P<each>{_DAY})\b{_PART}"
    rf"|(?P<plural>{_DAY}s)\b(?:(?:,|\sand|\s&|,\sand)\s{_DAY}s\b)*{_PART}"
    rf"|(?P<nights>{_DAY})\s(?:nights|mornings|evenings|afternoons)\b"
    rf"|(?P<word>{_T['words']})\b"
    rf")"
)
_NAME_BEFORE, _NAME_AFTER = re.compile(r"[A-Za-z',] \Z"), re.compile(r" [A-Z][a-z]")
_DAY_NAME = re.compile(_DAY)
_WORDS: dict[str, str] = _T["schedules"]
_DAYS = {"weekdays": (1, 2, 3, 4, 5), "daily": (1, 2, 3, 4, 5, 6, 7), "weekends": (6, 7)}


def find_slots(text: str, *, times: list[TimeMention] | None = None) -> list[WeekdaySlot]:
    """The regular days of ``text`` in order; ``times`` may hold what ``find_times`` gave for the same text."""
    found = [match for match in _SLOT.finditer(text) if not _in_a_name(text, match)]
    if not found:
        return []
    clocks = find_times(text) if times is None else times
    starts = [clock.span.start for clock in clocks]
    slots = []
    for match in found:
        days = _days(match)
        span = Span(*match.span())
        clock = beside(text, span, clocks, bisect_left(starts, span.end))
        slots.append(
            WeekdaySlot(span, days, _schedule(days), clock.time if clock else None, clock.span if clock else None)
        )
    return slots


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a word such as "Daily" is part of a name: a capital in mid-line or before another capital."""
    if not match["word"] or not match.group()[0].isupper() or match.group().isupper():
        return False
    return _NAME_BEFORE.search(text, max(0, match.start() - 2), match.start()) is not None or (
        _NAME_AFTER.match(text, match.end()) is not None
    )


def _days(match: re.Match[str]) -> tuple[int, ...]:
    if match["from"]:
        first, last = _number(match["from"]), _number(match["to"])
        count = (last - first) % 7 + 1
        return tuple(sorted((first + step - 1) % 7 + 1 for step in range(count)))
    if match["word"]:
        return _DAYS[_WORDS[match["word"].lower()]]
    return tuple(sorted({_number(name) for name in _DAY_NAME.findall(match.group())}))


def _number(name: str) -> int:
    word = name.lower().rstrip(".")
    return WEEKDAYS.get(word) or WEEKDAYS[word.rstrip("s")]


def _schedule(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return "daily"
    return "weekdays" if len(days) >= 4 else "weekly"
