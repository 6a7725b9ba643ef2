"""How an EDTF date is drawn and said: the shape of its block and its words, never finer than the date.

Pure: dates come in as EDTF strings (ISO 8601-2, the forms of docs/reference/claims.md) and `today` as an argument.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 -- a line that one reads
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
QUARTERS = {33: 1, 34: 2, 35: 3, 36: 4}
# The thirds of a year, as claims.md spells them.
PARTS = {("01", "04"): "Early", ("05", "08"): "Mid", ("09", "12"): "Late"}
COUNTDOWN = 100  # days; further off the date itself says more


@dataclass(frozen=True, slots=True)
class DateBlock:
    """What a date block shows: `shape` is one of day, month, season, quarter, part, year, interval, open,
    until, none.

    `band`, `figure` and `foot` are its three lines; `filled` tells for a quarter or a part which of the
    equal cells of the year are meant; `words` say the whole date; `about` is true for an EDTF `~`.
    """

    shape: str
    band: str
    figure: str
    foot: str
    words: str
    filled: tuple[bool, ...] = ()
    about: bool = False
    iso: str = ""


NOWHERE = DateBlock("none", "No date", "not yet", "announced", "no date yet")


def day_words(day: dt.date, today: dt.date | None = None, *, weekday: bool = True) -> str:
    """ "Thursday 3 August 2023"; the year is left out where it is that of `today`."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    if weekday:
        words = f"{WEEKDAYS[day.weekday()]} {words}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"


def date_block(edtf: str | None, today: dt.date) -> DateBlock:
    """The block for one EDTF date; an empty or unreadable one gives the hollow block."""
    text = (edtf or "").strip()
    about = "~" in text or "?" in text or "%" in text
    plain = re.sub(r"[~?%]", "", text)
    block = _block(plain, today)
    if not about or block is NOWHERE:
        return block
    return DateBlock(
        block.shape, block.band, block.figure, block.foot, f"around {_bare(block.words)}", block.filled, True, block.iso
    )


def _block(text: str, today: dt.date) -> DateBlock:
    if text.endswith("/.."):
        start = _block(text[:-3], today)
        if start is NOWHERE:
            return NOWHERE
        return DateBlock("open", "Not before", _short(text[:-3], today), "", f"not before {_bare(start.words)}")
    if "/" in text:
        start_text, _slash, end_text = text.partition("/")
        return _interval(start_text, end_text, today)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _day(text, today)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return _part_of_year(int(match[1]), int(match[2]))
    if re.fullmatch(r"\d{4}", text):
        return DateBlock("year", "Some time in", text, "", f"some time in {text}", (), False, text)
    return NOWHERE


def _day(text: str, today: dt.date) -> DateBlock:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return NOWHERE
    foot = WEEKDAYS[day.weekday()] if day.year == today.year else f"{WEEKDAYS[day.weekday()][:3]} {day.year}"
    return DateBlock("day", MONTHS[day.month - 1][:3], str(day.day), foot, day_words(day, today), (), False, text)


def _part_of_year(year: int, number: int) -> DateBlock:
    if 1 <= number <= 12:
        name = MONTHS[number - 1]
        return DateBlock(
            "month", str(year), name, "day open", f"in {name} {year}", (), False, f"{year:04d}-{number:02d}"
        )
    if number in SEASONS:
        name = SEASONS[number]
        return DateBlock("season", str(year), name, "", f"in {name.lower()} {year}")
    if number in QUARTERS:
        quarter = QUARTERS[number]
        filled = tuple(cell == quarter for cell in range(1, 5))
        ordinal = ("first", "second", "third", "fourth")[quarter - 1]
        return DateBlock("quarter", str(year), f"Q{quarter}", "", f"in the {ordinal} quarter of {year}", filled)
    return NOWHERE


def _interval(start: str, end: str, today: dt.date) -> DateBlock:
    if not start or not end or start == "..":
        known = end if start in ("", "..") else start
        block = _block(known, today)
        return (
            block
            if block is NOWHERE
            else DateBlock("until", "By", _short(known, today), "", f"by {_bare(block.words)}")
        )
    if start[:4] == end[:4] and (start[5:], end[5:]) in PARTS:
        name = PARTS[start[5:], end[5:]]
        filled = tuple(cell == list(PARTS.values()).index(name) for cell in range(3))
        joined = "mid-" if name == "Mid" else f"{name.lower()} in "
        return DateBlock("part", start[:4], name, "", f"{joined}{start[:4]}", filled)
    try:
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except ValueError:
        first_block, last_block = _block(start, today), _block(end, today)
        if first_block is NOWHERE or last_block is NOWHERE:
            return NOWHERE
        words = f"between {_short(start, today)} and {_short(end, today)}"
        return DateBlock("interval", _short(start, today), "to", _short(end, today), words)
    band = MONTHS[first.month - 1][:3]
    if last.month != first.month:
        band = f"{band}\N{EN DASH}{MONTHS[last.month - 1][:3]}"
    year = "" if last.year == today.year else f" {last.year}"
    if (last - first).days == 6 and first.weekday() == 0:
        foot, words = f"this week{year}", f"in the week of {day_words(first, today, weekday=False)}"
    elif (last - first).days == 1 and first.weekday() == 5:
        foot, words = f"weekend{year}", f"on the weekend of {day_words(first, today, weekday=False)}"
    else:
        foot = f"between{year}"
        words = f"between {day_words(first, today, weekday=False)} and {day_words(last, today, weekday=False)}"
    foot = foot.replace("this week", "in the week")
    return DateBlock("interval", band, f"{first.day}\N{EN DASH}{last.day}", foot, words)


def _bare(words: str) -> str:
    """ "in summer 2027" and "some time in 2027" without the words that do not go after a preposition."""
    return re.sub(r"^(some time in|in) ", "", words)


def _short(text: str, today: dt.date) -> str:
    """A date in a word or two, for the inside of a block."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        block = _day(text, today)
        year = "" if text[:4] == str(today.year) else f" {text[:4]}"
        return f"{block.figure} {block.band}{year}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        block = _part_of_year(int(match[1]), int(match[2]))
        return f"{block.figure[:3] if block.shape == 'month' else block.figure} {match[1]}"
    return text


def countdown(day: dt.date, today: dt.date) -> str:
    """ "today", "tomorrow", "in 9 days", "3 days ago"; empty where the day is more than a hundred days off."""
    days = (day - today).days
    if days in (0, 1, -1):
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    if 0 < days <= COUNTDOWN:
        return f"in {days} days"
    if -COUNTDOWN <= days < 0:
        return f"{-days} days ago"
    return ""
