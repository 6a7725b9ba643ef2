"""Days, months, times, numbers and money as the reader's language writes them (Unicode CLDR, by Babel).

The language is the one that Django has active. All functions are pure apart from that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_time, get_timezone_location, parse_pattern
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from django.utils.translation import get_language, to_locale

SIGNS = {"GBP": "£", "USD": "$", "EUR": "€", "INR": "₹", "JPY": "¥"}
# What of a date is shown -> a skeleton of CLDR that every locale has. Its fields are made as wide as is asked for,
# which is how CLDR itself answers for a skeleton that a locale has not listed (UTS #35, part 4).
SKELETONS = {"wdmy": "yMMMEd", "wdm": "MMMEd", "dmy": "yMMMd", "dm": "MMMd", "my": "yMMM"}
# Where this house writes English otherwise than CLDR: no comma, as printed guides do.
HOUSE = {("en_GB", "wdmy"): "EEEE d MMMM y"}
CAPITAL_NOUNS = frozenset({"de", "lb"})
SHORT_MONTH = 3  # letters of an English month in a date block; CLDR has "Sept"


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(to_locale(language).partition("_")[0])


def locale() -> Locale:
    """CLDR's locale of the active language; of an unknown region that of the language alone."""
    return _locale(get_language() or "en-gb")


@lru_cache(maxsize=4096)
def _written(day: dt.date, parts: str, language: str) -> str:
    own = _locale(language)
    pattern = HOUSE.get((str(own), parts))
    if pattern is None:
        pattern = own.datetime_skeletons[SKELETONS[parts]].pattern
        for narrow, wide in (("MMM", "MMMM"), ("LLL", "LLLL"), ("E", "EEEE")):
            if wide not in pattern:
                pattern = pattern.replace(narrow, wide)
    return parse_pattern(pattern).apply(day, own)


def day_words(day: dt.date, *, year: bool = True, weekday: bool = True) -> str:
    """ "Thursday 3 August 2023"; the year or the weekday can be left out."""
    return _written(day, ("w" if weekday else "") + ("dmy" if year else "dm"), get_language() or "en-gb")


def month_words(day: dt.date) -> str:
    """ "August 2023"."""
    return _written(day, "my", get_language() or "en-gb")


@lru_cache(maxsize=1024)
def _named(day: dt.date, field: str, language: str) -> str:
    return parse_pattern(field).apply(day, _locale(language))


def month_name(day: dt.date, *, short: bool = False) -> str:
    """ "August"; short "Aug", without the full stop that some languages put after it."""
    if not short:
        return _named(day, "MMMM", get_language() or "en-gb")
    found = _named(day, "MMM", get_language() or "en-gb").rstrip(".")
    return found[:SHORT_MONTH] if locale().language == "en" else found


def weekday_name(day: dt.date, *, short: bool = False) -> str:
    """ "Thursday"; short "Thu", without a full stop."""
    return _named(day, "EEE" if short else "EEEE", get_language() or "en-gb").rstrip(".")


def clock(at: dt.datetime | dt.time, zone: ZoneInfo | None = None) -> str:
    """ "20:30" or "8:30 PM", by the habit of the language; of a moment by the clock of ``zone``."""
    own = locale()
    local = at.astimezone(zone) if isinstance(at, dt.datetime) and zone is not None else at
    if own.time_formats["short"].pattern == "HH:mm":  # most of Europe, and thousands of times on a page
        return f"{local:%H:%M}"
    return str(format_time(local.time() if isinstance(local, dt.datetime) else local, "short", locale=own))


@lru_cache(maxsize=1024)
def _city(zone: str, language: str) -> str:
    return str(get_timezone_location(zone, locale=_locale(language), return_city=True))


def city(zone: str) -> str:
    """ "New York" of "America/New_York": the place that an IANA zone is named after."""
    return _city(zone, get_language() or "en-gb")


def inside(text: str) -> str:
    """A word that opens something, as it is written within a sentence: small, save where nouns have capitals."""
    return text if locale().language in CAPITAL_NOUNS else text.lower()


def list_words(names: Sequence[str]) -> str:
    """ "Salt, Road and Sea": names in a row, as the language joins them."""
    return str(format_list(list(names), "standard", locale=locale()))


def number_words(value: Decimal | int) -> str:
    """ "1,234.5" as the language groups and points it."""
    return str(format_decimal(value, locale=locale()))


def money_words(amount: Decimal, currency: str | None) -> str:
    """4.99 and GBP are "£4.99" in English and "4,99 £" in German; whole amounts without decimals.

    The sign is that of the country itself ("$", not "US$"): the region stands beside a price where it matters.
    """
    own, code = locale(), currency or ""
    sign = SIGNS.get(code)
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    if sign is None:
        return f"{format_decimal(amount, pattern, locale=own)} {code}".strip()
    standard = own.currency_formats["standard"].pattern
    shape = standard.replace("#,##0.00", pattern).replace("#,##,##0.00", pattern)
    told = format_currency(amount, code, shape, locale=own, currency_digits=False)
    return str(told).replace(get_currency_symbol(code, locale=own), sign)
