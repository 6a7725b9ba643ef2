"""Which words of a draft say a value, and how the guide's value would be said in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from airdate.facts import cldr, edtf
from airdate.facts.naming import Names
from airdate.facts.words import date_words, money_words
from airdate.reading.dates.finding import find_dates
from airdate.reading.model import Span
from airdate.reading.money import find_money

AS_NAMES = ("character",)


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of the draft, and the words to put there. ``around`` is the sentence that they stand in."""

    words: str
    instead: str
    around: str


def swap(
    text: str,
    evidence: Iterable[Span],
    said: Mapping[str, Any],
    believed: Mapping[str, Any],
    *,
    named: Mapping[str, Any],
    names: Names,
    today: date,
) -> Swap | None:
    """What to write to take the guide's value; None where that is more than other words in one place."""
    apart = [name for name in said if name in believed and said[name] != believed[name]]
    if len(apart) != 1:
        return None
    (name,) = apart
    for span in evidence:
        around = span.of(text)
        found = _words(around, name, said[name], today)
        if found is not None:
            instead = _instead(name, believed[name], found, named, today)
            return Swap(found, instead, around) if instead and instead != found else None
    return None


def _words(around: str, name: str, value: Any, today: date) -> str | None:
    """The words that say the value within a sentence."""
    if name in ("date", "until"):
        return next((m.span.of(around) for m in find_dates(around, today) if m.edtf == value), None)
    if name == "amount":
        return next((m.span.of(around) for m in find_money(around) if m.amount == float(value)), None)
    if name in AS_NAMES and isinstance(value, str) and value in around:
        return value
    return None


def _instead(name: str, value: Any, found: str, named: Mapping[str, Any], today: date) -> str:
    if name in ("date", "until"):
        days = edtf.days(str(value))
        if days.precision != "day":
            return date_words(str(value), today)
        with_year = str(days.earliest.year) in found or days.earliest.year != today.year
        weekday = any(word.isalpha() and word.lower().endswith("day") for word in found.replace(",", " ").split())
        return cldr.day_words(days.earliest, year=with_year, weekday=weekday)
    if name == "amount":
        return money_words(value, named.get("currency"))
    return str(value)
