"""The sheet of channels by time, its parts for the script, and the list with the same content."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.facts import cldr
from airdate.guide.frame import Unreadable
from airdate.guide.refusals import bad_request
from airdate.guide.tv.around import answer, settled
from airdate.guide.tv.asked import STEP, Asked, ask
from airdate.guide.tv.days import place
from airdate.guide.tv.entries import Entry, entry
from airdate.guide.tv.rows import rows
from airdate.listings import queries as listings
from airdate.listings.pages import Station, Window

CHANNELS = 25  # on a page, and in a part
SPAN = 180  # minutes that the sheet shows
LISTED = 240  # minutes that the list shows
LARGEST = 400  # minutes of one part


@require_safe
def grid(request: HttpRequest) -> HttpResponse:
    """`/tv/`: the sheet, or with `?view=list` the list."""
    if remembered := settled(request):
        return remembered
    view = "list" if request.GET.get("view") == "list" else "grid"
    span = LISTED if view == "list" else SPAN
    try:
        asked = ask(request, span=span)
    except Unreadable as error:
        return bad_request(request, error)
    last = min(asked.minute + span, asked.day.minutes)
    first_row = (asked.page - 1) * CHANNELS
    # A filter leaves out channels on which nothing fits: in the sheet on the whole day, through which one moves.
    hours = (asked.minute, last) if view == "list" else (0, asked.day.minutes)
    found = _window(
        asked, asked.minute, last, first_row, fitting=asked.filters.channels(asked.lineup, *_instants(asked, *hours))
    )
    context: dict[str, Any] = {
        "total": found.total,
        "matches": matching(found, asked),
        "parts": reverse("guide:tv_rows") + asked.query(day=asked.day.date.isoformat(), at=None, page=None, view=None),
        "ticks": _ticks(asked),
        "half_hours": asked.minute // STEP,
        "now_place": place(asked.now_minute) if asked.now_minute is not None else "",
        "earlier": asked.at(max(asked.minute - span, 0)) if asked.minute else None,
        "later": asked.at(asked.minute + span) if last < asked.day.minutes else None,
        "previous": asked.query(page=str(asked.page - 1)) if asked.page > 1 else None,
        "next": asked.query(page=str(asked.page + 1)) if first_row + CHANNELS < found.total else None,
        "first_shown": first_row + 1,
        "last_shown": min(first_row + CHANNELS, found.total),
    }
    if view == "list":
        context["columns"] = columns(found, asked)
    else:
        context["rows"] = rows(found.rows, asked, asked.minute, last, first_row + 1)
    return answer(request, f"guide/tv/{view}.html", asked, view, **context)


@require_safe
def part(request: HttpRequest) -> HttpResponse:
    """`/tv/rows/`: the rows of up to 25 channels from minute `from` to `to` of a day, for the script.

    `offset` counts channels of the line-up; `channels` (slugs) asks for named ones instead. A 400 has one plain line.
    """
    try:
        asked = ask(request, span=SPAN)
        first, last = _number(request, "from", 1500), _number(request, "to", 1560)
        offset = _number(request, "offset", 100_000)
        if not first < last <= first + LARGEST:
            raise Unreadable(_("A part has 1 to %(most)d minutes.") % {"most": LARGEST})
    except Unreadable as error:
        return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
    slugs = request.GET["channels"].split(",")[:CHANNELS] if "channels" in request.GET else None
    fits = None if slugs is not None else asked.filters.channels(asked.lineup, *_instants(asked, 0, asked.day.minutes))
    found = _window(asked, first, last, offset, slugs, fits)
    shown = rows(found.rows, asked, first, last, offset + 1)
    if slugs is not None:
        shown.sort(key=lambda row: slugs.index(row.slug))
    made = render(request, "guide/tv/parts/rows.html", {"rows": shown})
    made["Cache-Control"] = "no-cache"
    made["X-Robots-Tag"] = "noindex"
    patch_vary_headers(made, ["Cookie"])
    return made


def matching(found: Window, asked: Asked) -> int | None:
    """How many broadcasts of a window fit the filters; None where there are none."""
    if not asked.filters:
        return None
    return sum(asked.filters.match(each.group, each.flags) for row in found.rows for each in row.showings)


@dataclass(frozen=True, slots=True)
class Column:
    """A channel in the list, and the address of its page."""

    station: Station
    url: str
    entries: tuple[Entry, ...]


def columns(found: Window, asked: Asked) -> list[Column]:
    """The list: what a filter does not let through is left out, and a channel of which nothing is left."""
    made = []
    for row in found.rows:
        shown = [each for each in row.showings if not asked.filters or asked.filters.match(each.group, each.flags)]
        if shown or not asked.filters:
            url = reverse("guide:tv_channel", args=[row.station.slug])
            made.append(Column(row.station, url, tuple(entry(each, asked.zone, asked.now) for each in shown)))
    return made


def _instants(asked: Asked, first: int, last: int) -> tuple[dt.datetime, dt.datetime]:
    return asked.day.instant(first), asked.day.instant(min(last, asked.day.minutes))


def _window(
    asked: Asked, first: int, last: int, offset: int, slugs: list[str] | None = None,
    fitting: frozenset[int] | None = None,
) -> Window:  # fmt: skip
    start, stop = _instants(asked, first, last)
    if slugs is not None:
        wanted = set(slugs)
        chosen = {each.id for each in listings.stations(asked.lineup)[0] if each.slug in wanted}
        return listings.window(asked.lineup, start, stop, limit=None, channels=chosen)
    return listings.window(asked.lineup, start, stop, offset=offset, limit=CHANNELS, channels=fitting)


def _number(request: HttpRequest, name: str, most: int) -> int:
    text = request.GET.get(name, "0")
    if not text.isascii() or not text.isdecimal() or int(text[:9]) > most:
        raise Unreadable(
            _("“%(name)s=%(text)s” is no number up to %(most)d.") % {"name": name, "text": text[:20], "most": most}
        )
    return int(text)


def _ticks(asked: Asked) -> list[tuple[str, str, bool]]:
    """The marks of the axis: full hours, then half hours, each with its place and label; true for half hours."""
    found = [(hour.place, hour.label, False) for hour in asked.day.hours]
    halves = (hour.minute + STEP for hour in asked.day.hours)
    found += [(place(at), cldr.clock(asked.day.clock(at)), True) for at in halves if at < asked.day.minutes]
    return found
