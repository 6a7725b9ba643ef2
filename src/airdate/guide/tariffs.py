"""What services cost, set for a page: the board of plans, and plots of how the prices went with the tables behind them.

Pure, save that the words are translated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from airdate.facts import cldr
from airdate.facts.pages import Price, PricePoint
from airdate.facts.words import PERIODS, date_words, money_words
from airdate.look.plots import NARROW, WIDE, Line, Step, step_plot

HELD = frozenset({"confirmed", "expected"})


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the table behind a plot. ``since`` is empty where it was not told from when on."""

    plan: str
    amount: str
    since: str
    said: dt.date
    status: str
    fact: str


@dataclass(frozen=True, slots=True)
class Course:
    """How prices in one country, currency and period went: a plot in two widths, and its table, the newest first."""

    heading: str
    wide: SafeString
    narrow: SafeString
    rows: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a service costs. ``here`` are the plans of the reader's country and those that name none, ``elsewhere``
    the others."""

    here: tuple[Price, ...]
    elsewhere: tuple[Price, ...]
    courses: tuple[Course, ...]

    def __bool__(self) -> bool:
        return bool(self.here or self.elsewhere)


def tariff(prices: Sequence[Price], region: str, today: dt.date) -> Tariff:
    """The plans of a service for a country (ISO 3166; empty is everywhere)."""
    here = tuple(price for price in prices if not region or price.region in ("", region))
    elsewhere = tuple(price for price in prices if price not in here)
    groups: dict[tuple[str, str, str], list[Price]] = {}
    for price in here:
        groups.setdefault((price.region, price.currency, price.period), []).append(price)
    courses = [_course(own, today) for own in groups.values() if any(len(price.points) > 1 for price in own)]
    return Tariff(here, elsewhere, tuple(courses))


def plan_words(price: Price) -> str:
    """ "Standard"; of a price that names no plan "Subscription"."""
    words = price.plan or _("Subscription")
    return words[:1].upper() + words[1:]


def lowest(prices: Iterable[Price], region: str) -> Price | None:
    """The cheapest plan a month that holds in a country; where none is told a month, the cheapest of all."""
    here = [price for price in prices if price.status in HELD and (not region or price.region in ("", region))]
    monthly = [price for price in here if price.period == "month"]
    return min(monthly or here, key=lambda price: (price.currency, price.amount), default=None)


def _course(prices: Sequence[Price], today: dt.date) -> Course:
    first = prices[0]
    period = PERIODS[first.period]() if first.period in PERIODS else ""
    heading = _("Prices %(period)s") % {"period": period} if period else _("Prices")
    lines = [Line(plan_words(price), tuple(map(_step, price.points))) for price in prices]

    def drawn(width: int) -> SafeString:
        svg = step_plot(
            lines, today, width=width, words_of=lambda value: _money(value, first.currency),
            month_of=lambda day: cldr.month_name(day, short=True), today_words=_("today"),
        )  # fmt: skip
        return mark_safe(svg)  # noqa: S308 -- plots.py escapes every word

    rows = [_told(price, point, today) for price in prices for point in price.points]
    rows.sort(key=lambda row: (row.said, row.plan), reverse=True)
    return Course(f"{heading} ({first.region})" if first.region else heading, drawn(WIDE), drawn(NARROW), tuple(rows))


def _money(value: Decimal, currency: str) -> str:
    return money_words(value, currency)


def _step(point: PricePoint) -> Step:
    when, sure = point.effective, point.status in HELD
    if when is None or when.earliest is None:
        return Step(point.amount, point.said, point.said, told=True, sure=sure)
    return Step(point.amount, when.earliest, when.latest or when.earliest, told=when.latest is None, sure=sure)


def _told(price: Price, point: PricePoint, today: dt.date) -> Told:
    since = date_words(point.effective.edtf, today) if point.effective else ""
    return Told(plan_words(price), point.words, since, point.said, point.status, price.fact)
