"""How an EDTF date is drawn and said: the shape of its block and its words, never finer than the date.

Pure, save that words are those of the active language: dates come in as EDTF strings (ISO 8601-2, the forms of
docs/reference/claims.md) and `today` as an argument. Days and months are written as CLDR has them (`facts.cldr`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from airdate.facts import cldr

# Number of a season (EDTF) -> its name alone, with its year, and as part of a sentence.
SEASONS: Mapping[int, tuple[Promise, Promise, Promise]] = {
    21: (
        pgettext_lazy("season of the year", "Spring"),
        gettext_lazy("spring %(year)d"),
        gettext_lazy("in spring %(year)d"),
    ),
    22: (
        pgettext_lazy("season of the year", "Summer"),
        gettext_lazy("summer %(year)d"),
        gettext_lazy("in summer %(year)d"),
    ),
    23: (
        pgettext_lazy("season of the year", "Autumn"),
        gettext_lazy("autumn %(year)d"),
        gettext_lazy("in autumn %(year)d"),
    ),
    24: (
        pgettext_lazy("season of the year", "Winter"),
        gettext_lazy("winter %(year)d"),
        gettext_lazy("in winter %(year)d"),
    ),
}
QUARTERS: Mapping[int, tuple[Promise, Promise]] = {
    33: (gettext_lazy("the first quarter of %(year)d"), gettext_lazy("in the first quarter of %(year)d")),
    34: (gettext_lazy("the second quarter of %(year)d"), gettext_lazy("in the second quarter of %(year)d")),
    35: (gettext_lazy("the third quarter of %(year)d"), gettext_lazy("in the third quarter of %(year)d")),
    36: (gettext_lazy("the fourth quarter of %(year)d"), gettext_lazy("in the fourth quarter of %(year)d")),
}
# The thirds of a year, as claims.md spells them: their name alone and in a sentence.
PARTS: Mapping[tuple[str, str], tuple[Promise, Promise]] = {
    ("01", "04"): (pgettext_lazy("part of a year", "Early"), gettext_lazy("early in %(year)s")),
    ("05", "08"): (pgettext_lazy("part of a year", "Mid"), gettext_lazy("mid-%(year)s")),
    ("09", "12"): (pgettext_lazy("part of a year", "Late"), gettext_lazy("late in %(year)s")),
}
COUNTDOWN = 100  # days; further off the date itself says more


@dataclass(frozen=True, slots=True)
class DateBlock:
    """What a date block shows: `shape` is one of day, month, season, quarter, part, year, interval, open,
    until, none.

    `band`, `figure` and `foot` are its three lines; `filled` tells for a quarter or a part which of the
    equal cells of the year are meant; `words` say the whole date, `name` the same without what cannot stand
    after a preposition ("summer 2027" of "in summer 2027"); `about` is true for an EDTF `~`.
    """

    shape: str
    band: str
    figure: str
    foot: str
    words: str
    filled: tuple[bool, ...] = ()
    about: bool = False
    iso: str = ""
    name: str = ""


def nowhere() -> DateBlock:
    """The hollow block."""
    return DateBlock("none", _("No date"), _("not yet"), _("announced"), _("no date yet"))


def day_words(day: dt.date, today: dt.date | None = None, *, weekday: bool = True) -> str:
    """ "Thursday 3 August 2023"; the year is left out where it is that of `today`."""
    return cldr.day_words(day, year=today is None or day.year != today.year, weekday=weekday)


def date_block(edtf: str | None, today: dt.date) -> DateBlock:
    """The block for one EDTF date; an empty or unreadable one gives the hollow block."""
    text = (edtf or "").strip()
    about = "~" in text or "?" in text or "%" in text
    block = _block(re.sub(r"[~?%]", "", text), today)
    if block is None:
        return nowhere()
    if not about:
        return block
    return replace(block, words=_("around %(date)s") % {"date": block.name}, name=block.name, about=True)


def _block(text: str, today: dt.date) -> DateBlock | None:
    """The block of a date without its marks of doubt; None for what is no date."""
    if text.endswith("/.."):
        start = _block(text[:-3], today)
        if start is None:
            return None
        words = _("not before %(date)s") % {"date": start.name}
        return DateBlock(
            "open", pgettext("above a date", "Not before"), _short(text[:-3], today), "", words, name=words
        )
    if "/" in text:
        start_text, _slash, end_text = text.partition("/")
        return _interval(start_text, end_text, today)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _day(text, today)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return _part_of_year(int(match[1]), int(match[2]))
    if re.fullmatch(r"\d{4}", text):
        words = _("some time in %(year)s") % {"year": text}
        return DateBlock("year", pgettext("above a year", "Some time in"), text, "", words, iso=text, name=text)
    return None


def _day(text: str, today: dt.date) -> DateBlock | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    this_year = day.year == today.year
    foot = cldr.weekday_name(day) if this_year else f"{cldr.weekday_name(day, short=True)} {day.year}"
    words = day_words(day, today)
    return DateBlock("day", cldr.month_name(day, short=True), str(day.day), foot, words, iso=text, name=words)


def _part_of_year(year: int, number: int) -> DateBlock | None:
    if 1 <= number <= 12 and year:
        first = dt.date(year, number, 1)
        name = cldr.month_words(first)
        return DateBlock(
            "month", str(year), cldr.month_name(first), _("day open"), _("in %(month)s") % {"month": name},
            iso=f"{year:04d}-{number:02d}", name=name,
        )  # fmt: skip
    told = {"year": year}
    if number in SEASONS:
        alone, named, within = SEASONS[number]
        return DateBlock("season", str(year), str(alone), "", str(within) % told, name=str(named) % told)
    if number in QUARTERS:
        named, within = QUARTERS[number]
        filled = tuple(cell == number for cell in QUARTERS)
        short = pgettext("quarter of a year", "Q%(number)d") % {"number": number - 32}
        return DateBlock("quarter", str(year), short, "", str(within) % told, filled, name=str(named) % told)
    return None


def _interval(start: str, end: str, today: dt.date) -> DateBlock | None:
    if not start or not end or start == "..":
        known = end if start in ("", "..") else start
        block = _block(known, today)
        if block is None:
            return None
        words = _("by %(date)s") % {"date": block.name}
        return DateBlock("until", pgettext("above a date", "By"), _short(known, today), "", words, name=words)
    if start[:4] == end[:4] and (start[5:], end[5:]) in PARTS:
        alone, within = PARTS[start[5:], end[5:]]
        filled = tuple(part == (start[5:], end[5:]) for part in PARTS)
        words = str(within) % {"year": start[:4]}
        return DateBlock("part", start[:4], str(alone), "", words, filled, name=words)
    try:
        return _days(dt.date.fromisoformat(start), dt.date.fromisoformat(end), today)
    except ValueError:
        if _block(start, today) is None or _block(end, today) is None:
            return None
    first, last = _short(start, today), _short(end, today)
    words = _("between %(first)s and %(last)s") % {"first": first, "last": last}
    return DateBlock("interval", first, pgettext("from ... to", "to"), last, words, name=words)


def _days(first: dt.date, last: dt.date, today: dt.date) -> DateBlock:
    """An interval of whole days: a week, a weekend, or any other."""
    band = cldr.month_name(first, short=True)
    if last.month != first.month:
        band = f"{band}\N{EN DASH}{cldr.month_name(last, short=True)}"
    begun = day_words(first, today, weekday=False)
    if (last - first).days == 6 and first.weekday() == 0:
        foot, words = _("in the week"), _("in the week of %(day)s") % {"day": begun}
    elif (last - first).days == 1 and first.weekday() == 5:
        foot, words = _("weekend"), _("on the weekend of %(day)s") % {"day": begun}
    else:
        foot = pgettext("below two days", "between")
        words = _("between %(first)s and %(last)s") % {"first": begun, "last": day_words(last, today, weekday=False)}
    year = "" if last.year == today.year else f" {last.year}"
    return DateBlock("interval", band, f"{first.day}\N{EN DASH}{last.day}", foot + year, words, name=words)


def _short(text: str, today: dt.date) -> str:
    """A date in a word or two, for the inside of a block."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = dt.date.fromisoformat(text)
        year = "" if day.year == today.year else f" {day.year}"
        return f"{day.day} {cldr.month_name(day, short=True)}{year}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        block = _part_of_year(int(match[1]), int(match[2]))
        assert block is not None  # who asks has seen that it is a date
        month = block.shape == "month"
        name = cldr.month_name(dt.date(int(match[1]), int(match[2]), 1), short=True) if month else block.figure
        return f"{name} {match[1]}"
    return text


def countdown(day: dt.date, today: dt.date) -> str:
    """ "today", "tomorrow", "in 9 days", "3 days ago"; empty where the day is more than a hundred days off."""
    days = (day - today).days
    if days in (0, 1, -1):
        return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}[days]
    if 0 < days <= COUNTDOWN:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    if -COUNTDOWN <= days < 0:
        return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}
    return ""
