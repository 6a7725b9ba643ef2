"""The page of a channel, and that of a broadcast, which the panel of the sheet shows too."""

from __future__ import annotations

import datetime as dt
from typing import cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Title
from airdate.facts import queries as facts
from airdate.guide import billing
from airdate.guide.tv import words
from airdate.guide.tv.around import answer, asking
from airdate.guide.tv.asked import DAYS, REACH, Asked
from airdate.guide.tv.days import GuideDay, day_of
from airdate.guide.tv.entries import Entry, entry, shown
from airdate.guide.tv.picks import make_picks
from airdate.listings import queries as listings
from airdate.listings.details import Credit, credits
from airdate.listings.flags import Flag
from airdate.listings.pages import Showing, Station, Whole

MORE = 8  # further showings on the page of a programme
SEEN = 80  # of which these are taken
NEIGHBOURS = 24  # channels that a channel leads on to


@require_safe
@asking
def channel(request: HttpRequest, asked: Asked, slug: str) -> HttpResponse:
    """`/tv/channels/<slug>/`: a broadcast day of a channel by that channel's clock (or `?zone=`)."""
    station = listings.station(slug)
    if station is None:
        raise Http404(_("There is no channel “%(slug)s” here.") % {"slug": slug[:64]})
    zone = asked.zone if request.GET.get("zone") else station.zone_info
    today = day_of(asked.now, station.zone_info, station.day_starts).date
    day = GuideDay(_channel_day(request, today), station.zone_info, station.day_starts)
    found = [entry(each, zone, asked.now) for each in listings.channel_day(station, day.date)]
    return answer(
        request,
        "guide/tv/channel.html",
        asked,
        "channel",
        station=station,
        day=day,
        zone=zone.key,
        parts=_parts(found, zone),
        shown_day=day.date,
        days=[today + dt.timedelta(days=n) for n in range(DAYS)],
        others=_around(station, asked),
    )


def _around(station: Station, asked: Asked) -> list[Station]:
    """The channels that stand around one in the viewer's line-up; its first ones where it is not in it."""
    every, _total = listings.stations(asked.lineup)
    place = next((index for index, each in enumerate(every) if each.id == station.id), 0)
    first = max(min(place - NEIGHBOURS // 2, len(every) - NEIGHBOURS - 1), 0)
    return [each for each in every[first : first + NEIGHBOURS + 1] if each.id != station.id]


def _channel_day(request: HttpRequest, today: dt.date) -> dt.date:
    """The day asked for, already found readable; without one the channel's own today."""
    text = request.GET.get("day", "")
    day = dt.date.fromisoformat(text) if text else today
    return day if abs(day - today) <= REACH else today


def _parts(found: list[Entry], zone: ZoneInfo) -> list[tuple[str, list[Entry]]]:
    """A day in its parts: morning, afternoon, evening, night."""
    parts: dict[str, list[Entry]] = {}
    for each in found:
        hour = each.at.astimezone(zone).hour
        if 5 <= hour < 12:
            name = _("Morning")
        elif 12 <= hour < 18:
            name = _("Afternoon")
        else:
            name = _("Evening") if 18 <= hour < 23 else _("Night")
        parts.setdefault(name, []).append(each)
    return list(parts.items())


@require_safe
@asking
def programme(request: HttpRequest, asked: Asked, pk: int) -> HttpResponse:
    """`/tv/programmes/<id>/`: a broadcast; with `?panel=1` what the panel of the sheet shows of it."""
    try:
        whole = listings.broadcast(pk)
    except (listings.NoSuchBroadcast, OverflowError):
        raise Http404(_("This broadcast is not in the listings any more.")) from None
    showing, station = whole.showing, whole.station
    work = _work(showing)
    # Those that the viewer's line-up has; of a daily programme other line-ups could fill the list.
    ids = listings.received(asked.lineup)
    received = None if ids is None else ids | {station.id}
    later = [
        each
        for each in listings.showings_of(showing.programme, since=asked.now, limit=SEEN)
        if (received is None or each.station.id in received) and each.showing.id != showing.id
    ]
    zone = asked.zone
    return answer(
        request,
        "guide/tv/parts/programme.html" if request.GET.get("panel") else "guide/tv/programme.html",
        asked,
        "programme",
        entry=entry(showing, zone, asked.now),
        showing=showing,
        station=station,
        day=day_of(showing.start, zone).date,
        people=_people(whole),
        rating=make_picks([whole], zone, asked.now)[0],
        genre=", ".join(text for text, *_language in whole.details.get("categories", ())),
        length=words.length(showing.minutes) if showing.minutes else "",
        repeat=bool(showing.flags & Flag.REPEAT),
        later=shown(later[:MORE], zone, asked.now),
        work=work,
        places=_places(work, asked),
    )


def _work(showing: Showing) -> Title | None:
    """The catalogue's title of a broadcast; of one that was merged the one it became."""
    if showing.work is None:
        return None
    work = Title.objects.select_related("merged_into").filter(pk=showing.work).first()
    return cast(Title, work.merged_into) if work is not None and work.merged_into is not None else work


def _people(whole: Whole) -> list[tuple[str, list[Credit]]]:
    """Roles with those who have them, actors first."""
    roles: dict[str, list[Credit]] = {}
    for one in credits(whole.details):
        roles.setdefault(one.role, []).append(one)
    order = {"actor": 0, "presenter": 1, "director": 2, "writer": 3}
    return sorted(roles.items(), key=lambda item: order.get(item[0], 9))


def _places(work: Title | None, asked: Asked) -> list[billing.Place]:
    """Where else to watch it, of a work that the catalogue knows."""
    if work is None:
        return []
    return billing.places(facts.title_facts(work, today=asked.now.astimezone(asked.zone).date()))
