"""The page of components, for designers: each part of the pages once, in both themes. Served in debug only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.facts import cldr
from airdate.listings.flags import Group
from airdate.look.plots import NARROW, WIDE, Line, Step, step_plot
from airdate.look.templatetags.look import CLASS_WORDS, STATUS_WORDS

THEMES = ("light", "dark")
TOKENS = Path(__file__).parent / "static" / "look" / "tokens.css"
SOON = dt.timedelta(days=9)
POSTERS = (
    ("The Salt Road", "Drama", 2026), ("You", "Thriller", 2018), ("Nine Lanterns", "Fantasy", 2024),
    ("Pilot Light", "Comedy", 2026), ("The Unlikely Voyage of Harold and Maud", "Film", 2023), ("Orchard", "", None),
    ("Glasshouse Row", "Crime", 1998), ("Supercalifragilistic", "Children", 2021),
)  # fmt: skip
HUES = re.compile(r"    (--[a-z-]+: #[0-9a-f]{6};)|^  (--[a-z-]+: #[0-9a-f]{6};)", re.M)
# What pages of one kind load beside what all have.
FILES = tuple(
    f"look/{name}.css"
    for name in (
        "days", "front", "plots", "shelves", "tv-inks", "tv-pages", "tv-lists", "tv-picks", "tv-programme",
        "tv-minutes", "tv-grid", "tv-cells", "news",
    )
)  # fmt: skip
PRICES = (("Basic", ("3.99", "4.99", "5.99")), ("Grand", ("7.99", "7.99", "9.99")))
# What a page around it gives a part: room above it, and the bounds of a panel and of a picture.
PLACED = """\
.theme > .section > * + * { margin-top: var(--space-4); }
.theme .panel { block-size: auto; }
.theme .figure, .theme .news-card__picture { max-inline-size: 12rem; }"""


def dates(today: dt.date) -> tuple[str, ...]:
    """One EDTF date of each precision, ahead of a day."""
    year, day = today.year + 1, today + SOON
    monday = day - dt.timedelta(days=day.weekday())
    return (
        day.isoformat(), f"{year}-01-03", f"{year}-02", f"{year}-22", f"{year}-34", f"{year}-01/{year}-04", str(year),
        f"{monday}/{monday + dt.timedelta(days=6)}", f"{year}/..", f"../{year}", f"{day}~", "",
    )  # fmt: skip


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """`/design/`."""
    today = timezone.localdate()
    shown = {
        "themes": THEMES,
        "files": FILES,
        "dates": dates(today),
        "statuses": tuple(STATUS_WORDS),
        "classes": tuple(CLASS_WORDS),
        "posters": POSTERS,
        "groups": tuple(Group),
        "plots": tuple(_plot(today, width) for width in (WIDE, NARROW)),
        "soon": today + SOON,
        "earlier": today - dt.timedelta(days=40),
    }
    return render(request, "look/design.html", shown)


def _plot(today: dt.date, width: int) -> SafeString:
    """A price history of invented plans, drawn as a service's page draws its own."""
    moments = (today - dt.timedelta(days=900), today - dt.timedelta(days=420), today + dt.timedelta(days=60))
    lines = [
        Line(
            words,
            tuple(
                Step(Decimal(value), day, day, told=day == moments[0])
                for value, day in zip(values, moments, strict=True)
            ),
        )
        for words, values in PRICES
    ]
    words_of: Callable[[Decimal], str] = lambda value: cldr.money_words(value, "GBP")  # noqa: E731 -- it is passed on
    svg = step_plot(
        lines, today, width=width, words_of=words_of, month_of=lambda day: cldr.month_name(day, short=True),
        today_words=_("today"),
    )  # fmt: skip
    return mark_safe(svg)  # noqa: S308 -- plots.py escapes every word


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """`/design/themes.css`: both themes' colours from tokens.css, each for a part of the page of its own."""
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    rules = [PLACED]
    for name, css in zip(THEMES, (light, dark), strict=True):
        colours = " ".join(first or second for first, second in HUES.findall(css))
        ground = "background: var(--paper); color: var(--ink); "
        place = "margin-inline: calc(-1 * var(--space-4)); padding: var(--space-4);"
        rules.append(f".theme--{name} {{ color-scheme: {name}; {colours} {ground}{place} }}")
    return HttpResponse("\n".join(rules), content_type="text/css; charset=utf-8")
