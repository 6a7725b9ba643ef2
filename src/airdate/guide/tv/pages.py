"""Now and next, tonight's picks, and the search."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.guide.tv import words
from airdate.guide.tv.around import answer, asking
from airdate.guide.tv.asked import Asked
from airdate.guide.tv.days import MINUTE, day_of
from airdate.guide.tv.entries import Entry, Shown, entry, shown
from airdate.guide.tv.picks import Pick, evening, make_picks
from airdate.listings import picking
from airdate.listings import queries as listings
from airdate.listings.pages import Station

FOUND = 60  # broadcasts of a search
CHANNELS = 50  # on a page of "now and next"
PICKED = 24
LONGEST_SEARCH = 100  # characters


@dataclass(frozen=True, slots=True)
class Strip:
    """A channel in "now and next". `gone` and `length` are minutes of what is on, `left` in words."""

    station: Station
    now: Entry | None
    next: Entry | None
    gone: int
    length: int
    left: str


@require_safe
@asking
def now_and_next(request: HttpRequest, asked: Asked) -> HttpResponse:
    """`/tv/now/`: what is on each channel, how long it goes on, and what follows."""
    strips = []
    first = (asked.page - 1) * CHANNELS
    fitting = asked.filters.channels(asked.lineup, asked.now, asked.now + MINUTE)
    channels = listings.now_next(asked.lineup, asked.now, offset=first, limit=CHANNELS + 1, channels=fitting)
    for found in channels[:CHANNELS]:
        on, following = found.now, found.next
        if asked.filters and (on is None or not asked.filters.match(on.group, on.flags)):
            continue
        gone = int((asked.now - on.start) / MINUTE) if on else 0
        length = (on.minutes or 0) if on else 0
        left = _("%(time)s left") % {"time": words.length(length - gone)} if length else ""
        strips.append(
            Strip(
                found.station,
                entry(on, asked.zone, asked.now) if on else None,
                entry(following, asked.zone, asked.now) if following else None,
                gone, length, left,
            )
        )  # fmt: skip
    return answer(
        request, "guide/tv/now.html", asked, "now", strips=strips,
        previous=asked.query(page=str(asked.page - 1)) if asked.page > 1 else None,
        next=asked.query(page=str(asked.page + 1)) if len(channels) > CHANNELS else None,
    )  # fmt: skip


@require_safe
@asking
def tonight(request: HttpRequest, asked: Asked) -> HttpResponse:
    """`/tv/tonight/`: premieres, last episodes and films of an evening (`?day=`), the strongest first."""
    first, last = evening(asked.day)
    found = picking.picks(asked.lineup, first, last, limit=PICKED)
    picks = make_picks(found, asked.zone, asked.now)
    films = sorted(
        (pick for pick in picks if pick.entry.film), key=lambda pick: (-(pick.stars or 0), pick.entry.at, pick.entry.id)
    )
    others = [pick for pick in picks if not pick.entry.film]
    lead = _lead(films, others)
    return answer(
        request,
        "guide/tv/tonight.html",
        asked,
        "tonight",
        lead=lead,
        starting=[pick for pick in others if pick is not lead and not _ends(pick)],
        ending=[pick for pick in others if pick is not lead and _ends(pick)],
        films=[pick for pick in films if pick is not lead],
    )


def _lead(films: list[Pick], others: list[Pick]) -> Pick | None:
    """What opens the page: what is new tonight, else a first showing, else the best film."""
    ranked = sorted(
        others, key=lambda pick: (str(_("New")) not in pick.entry.tags, not pick.entry.first, pick.entry.at)
    )
    if ranked and ranked[0].entry.first:
        return ranked[0]
    return next(iter([*films, *ranked]), None)


def _ends(pick: Pick) -> bool:
    return not pick.entry.first


@require_safe
@asking
def search(request: HttpRequest, asked: Asked) -> HttpResponse:
    """`/tv/search/?q=`: broadcasts still to come whose title holds the words, by day."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH]
    found = listings.search(query, since=asked.now, limit=FOUND) if query else []
    return answer(
        request,
        "guide/tv/search.html",
        asked,
        "search",
        q=query,
        days=_by_day(shown(found, asked.zone, asked.now), asked),
    )


def _by_day(found: list[Shown], asked: Asked) -> list[tuple[dt.date, str, list[Shown]]]:
    """Broadcasts under the days of the guide on which viewers see them."""
    days: dict[dt.date, list[Shown]] = {}
    for each in found:
        days.setdefault(day_of(each.entry.at, asked.zone).date, []).append(each)
    return [(day, words.day_name(day, asked.today), days[day]) for day in sorted(days)]
