"""What stands around the listings on every page of the TV guide: days, times, views, filters; what is remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from airdate.facts import cldr
from airdate.guide import choices
from airdate.guide.frame import Unreadable, page
from airdate.guide.refusals import bad_request
from airdate.guide.tv import words
from airdate.guide.tv.asked import DAYS, WITH, Asked, ask
from airdate.listings import queries as listings

JUMPS = (
    (dt.time(6), gettext_lazy("Breakfast")),
    (dt.time(12), gettext_lazy("Midday")),
    (dt.time(17), gettext_lazy("Early evening")),
    (dt.time(20), pgettext_lazy("part of the evening", "Tonight")),
    (dt.time(22, 30), pgettext_lazy("part of the evening", "Late")),
)
# Offered in the form; any other of the zone database can be typed.
ZONES = (
    "Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw",
    "Europe/Athens", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
    "America/Sao_Paulo", "Africa/Lagos", "Africa/Johannesburg", "Asia/Kolkata", "Asia/Tokyo", "Asia/Singapore",
    "Australia/Sydney", "Pacific/Auckland", "UTC",
)  # fmt: skip
HELPS = {
    "subtitles": gettext_lazy("Subtitles"),
    "audio-description": gettext_lazy("Audio description"),
    "signed": gettext_lazy("Signed"),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A day that can be chosen."""

    url: str
    weekday: str
    figure: int
    month: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str
    current: bool = False
    minute: str = ""


def leaves(asked: Asked) -> list[Leaf]:
    """The 14 days from today on, and the day shown where it lies outside them."""
    days = [asked.today + dt.timedelta(days=n) for n in range(DAYS)]
    if asked.day.date not in days:
        days = sorted([asked.day.date, *days])
    return [
        Leaf(
            asked.query(day=day.isoformat() if day != asked.today else None, at=None, page=None),
            cldr.weekday_name(day, short=True), day.day, cldr.month_name(day, short=True),
            words.day_name(day, asked.today), day == asked.day.date,
        )
        for day in days
    ]  # fmt: skip


def jumps(asked: Asked) -> list[Link]:
    """Now, where the day holds it, and the parts of a day."""
    now = asked.now_minute
    found = []
    if now is not None:
        found.append(Link(asked.query(day=None, at=None, page=None), _("Now"), minute="now"))
    minutes = [(asked.day.minute_of(time), str(word)) for time, word in JUMPS]
    return found + [Link(asked.at(minute), word, minute=str(minute)) for minute, word in minutes]


def settled(request: HttpRequest) -> HttpResponse | None:
    """Remember the line-up and the zone that somebody has chosen (`?keep=1`); then the page itself."""
    return choices.settled(
        request,
        {
            "lineup": lambda slug: slug in {lineup.slug for lineup in listings.lineups()},
            "zone": lambda name: name in choices.zones(),
        },
    )


def frame(request: HttpRequest, asked: Asked, view: str) -> dict[str, Any]:
    """What every page of the TV guide has around its listings."""
    return {
        "asked": asked,
        "view": view,
        "leaves": leaves(asked),
        "jumps": jumps(asked),
        "zone_chosen": bool(request.GET.get("zone") or choices.remembered(request, "zone")),
        "now_time": words.clock(asked.now, asked.zone),
        "genres": [
            (group.value, str(word), group.value in asked.filters.genres) for group, word in words.GROUPS.items()
        ],
        "helps": [(name, str(HELPS[name]), name in asked.filters.helps) for name in WITH],
        "zones": ZONES,
        "signs": [(str(sign), str(word)) for _flag, sign, word in words.ACCESS],
        "views": [
            Link(reverse("guide:tv") + asked.query(view=None, page=None).rstrip("?"), _("Grid"), view == "grid"),
            Link(reverse("guide:tv") + asked.query(view="list", page=None), _("List"), view == "list"),
            Link(reverse("guide:tv_now") + kept(asked), _("Now and next"), view == "now"),
            Link(reverse("guide:tv_tonight") + kept(asked), _("Tonight’s picks"), view == "tonight"),
        ],
    }


def kept(asked: Asked) -> str:
    """The part of the query string that other pages of the TV guide take over: line-up and zone."""
    left = {name: None for name, _value in asked.given if name not in ("lineup", "zone")}
    query = asked.query(**left)
    return "" if query == "?" else query


def asking(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is given what is asked as its second argument; what cannot be read is refused before it."""

    @wraps(view)
    def asked_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if remembered := settled(request):
            return remembered
        try:
            asked = ask(request, span=0)
        except Unreadable as error:
            return bad_request(request, error)
        return view(request, asked, *args, **kwargs)

    return asked_first


def answer(request: HttpRequest, template: str, asked: Asked, view: str, **context: Any) -> HttpResponse:
    """A page of the TV guide in its frame. What is remembered is in cookies, so caches must look at them."""
    made = page(request, template, **frame(request, asked, view), **context)
    patch_vary_headers(made, ["Cookie"])
    return made
