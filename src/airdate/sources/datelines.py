"""The day of an article from its own words: a dateline at its head or foot. Pure."""

from __future__ import annotations

import datetime
import re

from airdate.reading.dates import find_dates

_HEAD, _FOOT = 12, 4  # lines that are looked at
_BARE = 4  # lines in which a date alone is taken; further down it may head a part of a listings column
_LONGEST = 120  # characters of a dateline
_ANY_DAY = datetime.date(2000, 1, 1)  # dates with a year do not depend on it

_LABEL = (
    r"(?:(?:first |originally )?(?:published|posted|updated|last updated|created|dated?|date published|modified)"
    r"(?: (?:on|at))?\s*:?\s*(?:on )?)"
)
_BYLINE = r"(?:(?:by|words by|written by)\s+[^\d|•·]{3,60}[|•·,–—-]?\s*)"
_PLACE = r"(?:[A-Z][A-Z .,'’&/-]{2,60}(?:\([A-Za-z ]+\)\s*)?[,–—-]?\s*)"
_TIME = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.)?|\d{1,2}\s*(?:am|pm))"
_ZONE = r"(?-i:[A-Z]{2,4}(?:[+-]\d{1,2})?|Z)"
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s*)"
_TELLING = re.compile(rf"\s*(?:{_LABEL}|{_BYLINE})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_LABEL}|{_BYLINE}|[|•·–—@,-]|\s|{_TIME}|{_ZONE}|{_DAY}|(?:at|on)\b)*+", re.IGNORECASE)
_BEFORE_WIRE = re.compile(rf"\s*{_PLACE}?")
_AFTER = re.compile(
    rf"(?:T?{_TIME}|{_ZONE}|[|•·,()–—.-]|\s|at\b|updated\b.*|\d+ min(?:ute)?s? read|[+-]\d\d:?\d\d)*+", re.IGNORECASE
)
_AFTER_WIRE = re.compile(r"\s*(?:/|\(|--|–|—|:|-\s)")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?=\b|T)")


def dateline(text: str) -> datetime.date | None:
    """The day that a dateline of ``text`` gives, if one is written with its year; never a date out of a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate([*lines[:_HEAD], *lines[_HEAD:][-_FOOT:]]):
        day = _of_line(line, bare=number < _BARE)
        if day is not None:
            return day
    return None


def _of_line(line: str, *, bare: bool) -> datetime.date | None:
    # A wire story's dateline stands before its first sentence: only the beginning matters.
    start = line[:_LONGEST]
    for found_start, found_end, day in _days(start):
        before, after = line[:found_start], line[found_end:]
        told = bare or _TELLING.match(before)
        alone = told and len(line) <= _LONGEST and _BEFORE.fullmatch(before) and _AFTER.fullmatch(after)
        wire = before.strip() and _BEFORE_WIRE.fullmatch(before) and _AFTER_WIRE.match(after)
        if alone or wire:
            return day
    return None


def _either_way(date: str) -> bool:
    """Whether a date in figures means one day in London and another in New York: 03/08/2023."""
    figures = _FIGURES.fullmatch(date.strip())
    return figures is not None and figures[1] != figures[2] and int(figures[1]) <= 12 and int(figures[2]) <= 12


def _days(line: str) -> list[tuple[int, int, datetime.date]]:
    found = [(match.start(), match.end(), "-".join(match.groups())) for match in _ISO.finditer(line)]
    for mention in find_dates(line, _ANY_DAY):
        whole = mention.has_year and mention.precision == "day"
        if whole and not _either_way(line[mention.span.start : mention.span.end]):
            found.append((mention.span.start, mention.span.end, mention.edtf))
    days = []
    for start, end, edtf in sorted(found):
        try:
            days.append((start, end, datetime.date.fromisoformat(edtf)))
        except ValueError:
            continue
    return days
