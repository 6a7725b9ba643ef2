"""Now and next, tonight's picks, search, a channel and a programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Title
from airdate.facts import queries as facts
from airdate.guide import billing
from airdate.guide.frame import Unreadable, page
from airdate.guide.refusals import bad_request
from airdate.guide.tv import words
from airdate.guide.tv.around import frame, settled
from airdate.guide.tv.asked import REACH, Asked, ask
from airdate.guide.tv.days import MINUTE, GuideDay, day_of
from airdate.guide.tv.entries import Entry, Shown, entry, shown
from airdate.listings import queries as listings
from airdate.listings.details import Credit, credits, stars
from airdate.listings.flags import Flag, Group
from airdate.listings.pages import Station, Whole

FOUND = 60  # broadcasts of a search
MORE = 8  # further showings on the page of a programme
SEEN = 80  # of which these are taken
PICKED = 24
EVENING = (dt.time(18), dt.time(2))  # the first and last start of what is picked
LONGEST_SEARCH = 100  # characters


def _answer(request: HttpRequest, template: str, asked: Asked, view: str, **context: object) -> HttpResponse:
    answer = page(request, template, **frame(request, asked, view), **context)
    patch_vary_headers(answer, ["Cookie"])
    return answer


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
def now_and_next(request: HttpRequest) -> HttpResponse:
    """`/tv/now/`: what is on each channel, how long it goes on, and what follows."""
    if answer := settled(request):
        return answer
    try:
        asked = ask(request, span=0)
    except Unreadable as error:
        return bad_request(request, error)
    strips = []
    for found in listings.now_next(asked.lineup, asked.now):
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
    return _answer(request, "guide/tv/now.html", asked, "now", strips=strips)


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick with what is said of it; `stars` from 0 to 5, None where nobody has rated it."""

    entry: Entry
    station: Station
    director: str
    with_: str
    genre: str
    stars: int | None

    @property
    def stars_words(self) -> str:
        return _("%(n)d of 5 stars") % {"n": self.stars or 0}

    @property
    def stars_drawn(self) -> str:
        return "★" * (self.stars or 0) + "☆" * (5 - (self.stars or 0))


@require_safe
def tonight(request: HttpRequest) -> HttpResponse:
    """`/tv/tonight/`: premieres, last episodes and films of an evening (`?day=`), the strongest first."""
    if answer := settled(request):
        return answer
    try:
        asked = ask(request, span=0)
    except Unreadable as error:
        return bad_request(request, error)
    first, last = (asked.day.instant(asked.day.minute_of(time)) for time in EVENING)
    found = listings.picks(asked.lineup, first, last, limit=PICKED)
    picks = [_pick(whole, asked) for whole in found]
    films = sorted(
        (pick for pick in picks if pick.entry.film), key=lambda pick: (-(pick.stars or 0), pick.entry.at, pick.entry.id)
    )
    others = [pick for pick in picks if not pick.entry.film]
    lead = _lead(films, others)
    return _answer(
        request,
        "guide/tv/tonight.html",
        asked,
        "tonight",
        lead=lead,
        starting=[pick for pick in others if pick is not lead and not _ends(pick)],
        ending=[pick for pick in others if pick is not lead and _ends(pick)],
        films=[pick for pick in films if pick is not lead],
    )


def _pick(whole: Whole, asked: Asked) -> Pick:
    people = list(credits(whole.details))
    share = stars(whole.details)
    return Pick(
        entry(whole.showing, asked.zone, asked.now),
        whole.station,
        ", ".join(one.name for one in people if one.role == "director"),
        ", ".join(one.name for one in people if one.role in ("actor", "presenter"))[:120],
        _genre(whole),
        None if share is None else round(share * 5),
    )


def _genre(whole: Whole) -> str:
    """What a poster says of it: of a film the listings' next word, which is its own genre."""
    named = [text for text, *_language in whole.details.get("categories", ())]
    if whole.showing.flags & Flag.FILM and len(named) > 1:
        return named[1]
    return named[0] if named else str(words.GROUPS[Group(whole.showing.group)])


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
def search(request: HttpRequest) -> HttpResponse:
    """`/tv/search/?q=`: broadcasts still to come whose title holds the words, by day."""
    try:
        asked = ask(request, span=0)
    except Unreadable as error:
        return bad_request(request, error)
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH]
    found = listings.search(query, since=asked.now, limit=FOUND) if query else []
    return _answer(
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


@require_safe
def channel(request: HttpRequest, slug: str) -> HttpResponse:
    """`/tv/channels/<slug>/`: a broadcast day of a channel by that channel's clock (or `?zone=`)."""
    station = listings.station(slug)
    if station is None:
        raise Http404(_("There is no channel “%(slug)s” here.") % {"slug": slug[:64]})
    try:
        asked = ask(request, span=0)
    except Unreadable as error:
        return bad_request(request, error)
    zone = asked.zone if request.GET.get("zone") else station.zone_info
    today = day_of(asked.now, station.zone_info, station.day_starts).date
    day = GuideDay(_channel_day(request, today), station.zone_info, station.day_starts)
    found = [entry(each, zone, asked.now) for each in listings.channel_day(station, day.date)]
    return _answer(
        request,
        "guide/tv/channel.html",
        asked,
        "channel",
        station=station,
        day=day,
        zone=zone.key,
        parts=_parts(found, zone),
        shown_day=day.date,
        days=[today + dt.timedelta(days=n) for n in range(14)],
        others=[each for each in listings.stations(asked.lineup)[0] if each.id != station.id],
    )


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
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """`/tv/programmes/<id>/`: a broadcast; with `?panel=1` what the panel of the sheet shows of it."""
    try:
        whole = listings.broadcast(pk)
    except (listings.NoSuchBroadcast, OverflowError):
        raise Http404(_("This broadcast is not in the listings any more.")) from None
    try:
        asked = ask(request, span=0)
    except Unreadable as error:
        return bad_request(request, error)
    showing, station = whole.showing, whole.station
    work = Title.objects.select_related("merged_into").prefetch_related("genres").filter(pk=showing.work).first()
    if work is not None and work.merged_into is not None:
        work = work.merged_into
    # Those that the viewer's line-up has; of a daily programme other line-ups could fill the list.
    received = {each.id for each in listings.stations(asked.lineup)[0]} | {station.id}
    later = [
        each
        for each in listings.showings_of(showing.programme, since=asked.now, limit=SEEN)
        if each.station.id in received and each.showing.id != showing.id
    ]
    zone = asked.zone
    return _answer(
        request,
        "guide/tv/parts/programme.html" if request.GET.get("panel") else "guide/tv/programme.html",
        asked,
        "programme",
        entry=entry(showing, zone, asked.now),
        station=station,
        day=day_of(showing.start, zone).date,
        people=_people(whole),
        rating=_pick(whole, asked),
        genre=", ".join(text for text, *_language in whole.details.get("categories", ())),
        length=words.length(showing.minutes) if showing.minutes else "",
        repeat=bool(showing.flags & Flag.REPEAT),
        later=shown(later[:MORE], zone, asked.now),
        work=work,
        places=_places(work, asked),
    )


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
