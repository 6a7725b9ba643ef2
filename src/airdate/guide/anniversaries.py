"""Anniversaries of premieres and finales: a day of the year, and what is ahead for one title.

Only what is known to the day has an anniversary.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from airdate.facts.pages import Coming, Named, Release
from airdate.facts.queries import releases
from airdate.guide.frame import PAGE, page, page_number, page_of

MARKED = releases.ANNIVERSARIES
DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
LEAP = 2024  # a year that has every day
NEXT = 3  # anniversaries ahead, on the page of a title


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A release that is ``years`` ago on ``day``. ``places`` are all in which it was that day."""

    day: dt.date
    years: int
    title: Named
    release: Release
    places: tuple[Named, ...]

    @property
    def since(self) -> dt.date:
        """The day of the release itself."""
        assert self.release.when.earliest is not None  # it has a day
        return self.release.when.earliest

    @property
    def words(self) -> str:
        """ "10 years ago"."""
        return ngettext("%(n)d year ago", "%(n)d years ago", self.years) % {"n": self.years}


def anniversaries(found: Iterable[Coming], today: dt.date) -> list[Anniversary]:
    """What was on this day of earlier years, the earliest first and then by name. One release in several places is one,
    as are those told for regions.
    """
    grouped: dict[tuple[object, ...], list[Coming]] = {}
    for entry in found:
        release = entry.release
        if release.when.precision != "day" or release.when.approximate or release.when.earliest is None:
            continue
        key = (entry.title.slug or entry.title.name, release.season, release.event, release.when.earliest)
        grouped.setdefault(key, []).append(entry)
    made = []
    for own in grouped.values():
        first = own[0]
        assert first.release.when.earliest is not None
        named = {each.release.place for each in own if each.release.place is not None}
        places = tuple(sorted(named, key=lambda place: place.name.casefold()))
        years = today.year - first.release.when.earliest.year
        made.append(Anniversary(today, years, first.title, first.release, places))
    return sorted(made, key=lambda each: (each.since, each.title.name.casefold(), each.release.season or 0))


def ahead(title: Named, found: Iterable[Release], today: dt.date) -> list[Anniversary]:
    """The next anniversaries of a title's premieres and finales, today's among them, the soonest first."""
    past = [
        Coming(title, release)
        for release in found
        if release.event in MARKED and release.status in releases.SURE and release.when.happened
    ]
    made = []
    for each in anniversaries(past, today):
        if each.since >= today:
            continue
        day = _in_year(each.since, today.year)
        if day < today:
            day = _in_year(each.since, today.year + 1)
        made.append(Anniversary(day, day.year - each.since.year, each.title, each.release, each.places))
    return sorted(made, key=lambda each: (each.day, each.since))[:NEXT]


def _in_year(day: dt.date, year: int) -> dt.date:
    """The same day of another year; 29 February is kept on the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@require_safe
def on_this_day(request: HttpRequest, day: str = "") -> HttpResponse:
    """`/on-this-day/` and `/on-this-day/MM-DD/`: premieres and finales of that day, by year."""
    today = timezone.localdate()
    month, number = _month_and_day(day) if day else (today.month, today.day)
    days = [(month, number)]
    if not day and (month, number) == (2, 28) and _in_year(dt.date(LEAP, 2, 29), today.year).day == 28:
        days.append((2, 29))  # in a year without it, it is remembered on the day before
    asked = page_number(request)
    ids = releases.anniversaries(days, today, limit=PAGE + 1, offset=(asked - 1) * PAGE)
    ids, links = page_of(ids, asked)
    found = anniversaries(releases.show(ids, today).coming(ids), today)
    shown = dt.date(LEAP, month, number)
    before, after = shown - dt.timedelta(days=1), shown + dt.timedelta(days=1)
    return page(
        request,
        "guide/on_this_day.html",
        shown=shown,
        is_today=(month, number) == (today.month, today.day),
        years=_by_year(found),
        page_links=links,
        before=before,
        after=after,
    )


def _month_and_day(text: str) -> tuple[int, int]:
    found = DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        day = dt.date(LEAP, int(found[1]), int(found[2]))
    except ValueError:
        raise Http404(_("“%(day)s” is no day of a year; write it like 11-23.") % {"day": text[:40]}) from None
    return day.month, day.day


def _by_year(found: Iterable[Anniversary]) -> list[tuple[int, list[Anniversary]]]:
    """Year -> its anniversaries, in the order given."""
    years: dict[int, list[Anniversary]] = {}
    for each in found:
        years.setdefault(each.since.year, []).append(each)
    return list(years.items())
