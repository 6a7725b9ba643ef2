"""`/calendar/`: a month, a week, or a list from a day on. What has no day stands below the days, never on one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from babel.dates import format_interval
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import ServiceKind
from airdate.facts import cldr
from airdate.facts.queries import releases
from airdate.guide import choices
from airdate.guide.agenda import agenda
from airdate.guide.calendar import layout
from airdate.guide.calendar.asked import KINDS, VIEWS, Asked, asked_of
from airdate.guide.frame import PAGE, Unreadable, page
from airdate.guide.genre_choices import genre_choices
from airdate.guide.refusals import bad_request
from airdate.guide.regions import is_known, regions

ALL = "all"  # a region; it outdoes one that is remembered
IN_A_SQUARE, IN_A_WEEKDAY, COARSE = 4, 24, 40
SERVICES = 500  # to choose from
SHOWS = (ServiceKind.STREAMING, ServiceKind.CHANNEL, ServiceKind.BROADCASTER, ServiceKind.CINEMA)
SKIPPED = dt.timedelta(days=14)  # how far "earlier" goes back from a list


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str
    current: bool = False


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    if remembered := choices.settled(request, {"region": is_known}):
        return remembered
    today = timezone.localdate()
    try:
        asked = asked_of(request, today)
    except Unreadable as error:
        return bad_request(request, error)
    made = {"month": _month, "week": _week, "list": _list}[asked.view](asked)
    shown = {"month": asked.day, "week": asked.day, "list": asked.day}[asked.view]
    return page(
        request,
        "guide/calendar.html",
        asked=asked,
        views=[Link(_url(asked.query(view=_named(view), at=_at(view, shown, today))), str(words), view == asked.view)
               for view, words in VIEWS.items()],
        now=_url(asked.query(at=None)) if not made.pop("holds_today") else "",
        kinds=[(kind, words) for kind, (words, _events) in KINDS.items()],
        services=_services(asked),
        genres=genre_choices(),
        regions=regions(asked.region),
        everything=_url(asked.query(service=None, genre=None, region=ALL, kind=None)),
        **made,
    )  # fmt: skip


def _month(asked: Asked) -> dict[str, Any]:
    first, last = layout.month_of(asked.day)
    wanted = asked.wanted()
    ids = releases.dated(first, last, wanted)
    coarse = releases.coarse(first, last, wanted, limit=COARSE)
    found = releases.show([*coarse, *_few(ids, IN_A_SQUARE)], asked.today)
    days = layout.squares(first, last, ids, found.releases, IN_A_SQUARE)
    begins = cldr.locale().first_week_day
    before, after = layout.month_of(first - layout.DAY)[0], layout.after_month(first)
    return {
        "heading": cldr.month_words(first),
        "squares": layout.weeks(days, begins),
        "weekdays": [layout.week_of(first, begins)[0] + n * layout.DAY for n in range(layout.WEEK)],
        "total": sum(len(own) for own in ids.values()),
        "apart": agenda(layout.apart(found.coming([*coarse, *_few(ids, IN_A_SQUARE)]))),
        "previous": Link(_url(asked.query(at=before.isoformat()[:7])), cldr.month_words(before)),
        "next": Link(_url(asked.query(at=after.isoformat()[:7])), cldr.month_words(after)),
        "holds_today": first <= asked.today <= last,
    }


def _week(asked: Asked) -> dict[str, Any]:
    first, last = layout.week_of(asked.day, cldr.locale().first_week_day)
    wanted = asked.wanted()
    ids = releases.dated(first, last, wanted)
    coarse = releases.coarse(first, last, wanted, limit=COARSE)
    found = releases.show([*coarse, *_few(ids, IN_A_WEEKDAY)], asked.today)
    before, after = first - layout.WEEK * layout.DAY, last + layout.DAY
    return {
        "heading": str(format_interval(first, last, "yMMMd", locale=cldr.locale())),
        "days": layout.squares(first, last, ids, found.releases, IN_A_WEEKDAY),
        "total": sum(len(own) for own in ids.values()),
        "apart": agenda(layout.apart(found.coming([*coarse, *_few(ids, IN_A_WEEKDAY)]))),
        "previous": Link(_url(asked.query(at=before.isoformat())), _("The week before")),
        "next": Link(_url(asked.query(at=after.isoformat())), _("The week after")),
        "holds_today": first <= asked.today <= last,
    }  # fmt: skip


def _list(asked: Asked) -> dict[str, Any]:
    wanted = asked.wanted()
    ids = releases.following(asked.day, wanted, after=asked.after, limit=PAGE + 1)
    # The list goes on where it was left; what has no day stands below its first page alone.
    coarse = [] if asked.after else releases.coarse(asked.day, None, wanted, limit=COARSE)
    found = releases.show([*ids, *coarse], asked.today)
    entries = found.coming(ids[:PAGE])
    following = None
    if len(ids) > PAGE and (last := entries[-1].release).when.earliest is not None:
        going_on = asked.query(at=last.when.earliest.isoformat(), after=last.fact)
        following = Link(_url(going_on), _("Later"))
    back = max(asked.day - SKIPPED, dt.date(releases.FIRST_YEAR, 1, 1))
    return {
        "heading": _("From %(day)s on") % {"day": cldr.day_words(asked.day, year=asked.day.year != asked.today.year)},
        "periods": agenda(entry for entry in entries if layout.has_day(entry)),
        "apart": agenda(layout.apart([*entries, *found.coming(coarse)])),
        "previous": Link(_url(asked.query(at=back.isoformat())), _("Earlier")),
        "next": following,
        "holds_today": asked.day == asked.today,
    }


def _few(ids: dict[dt.date, list[str]], most: int) -> list[str]:
    return [pk for own in ids.values() for pk in own[:most]]


def _url(query: str) -> str:
    return reverse("guide:calendar") + query.removesuffix("?")


def _named(view: str) -> str | None:
    return view if view != "month" else None


def _at(view: str, day: dt.date, today: dt.date) -> str | None:
    """The same time in another view; today's week or day, where the month shown is today's."""
    if day == today.replace(day=1):
        day = today
    return day.isoformat()[:7] if view == "month" else day.isoformat()


def _services(asked: Asked) -> list[Any]:
    found = list(catalogue.services().filter(kind__in=SHOWS).order_by("folded", "slug")[:SERVICES])
    if asked.service is not None and asked.service not in found:
        found.append(asked.service)
    return found
