"""What the address of a page of the TV guide asks for: day, time, line-up, zone, filters.

`?day=2026-11-23&at=20:00&lineup=gb&zone=Europe/Dublin&genre=film&with=subtitles&page=2`. What cannot be read raises
`Unreadable`, with the value and the way out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from airdate.guide.choices import remembered, zones
from airdate.guide.frame import Unreadable, no_such_zone
from airdate.guide.tv.days import GuideDay, day_of
from airdate.listings import queries as listings
from airdate.listings.flags import Flag, Group
from airdate.listings.models import Lineup

DAYS = 14  # that can be chosen, from today on
REACH = dt.timedelta(days=60)  # how far off a day may be asked for
EVENING = dt.time(20)
STEP = 30  # minutes: what is shown begins at a full or half hour
WITH = {"subtitles": Flag.SUBTITLES, "audio-description": Flag.AUDIO_DESCRIPTION, "signed": Flag.SIGNED}


@dataclass(frozen=True)
class Filters:
    """What is looked for: any of the genres, all of the helps."""

    genres: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.genres or self.helps)

    @property
    def flags(self) -> int:
        """All helps that are asked for."""
        return int(reduce(or_, (WITH[name] for name in self.helps), Flag(0)))

    def channels(self, lineup: Lineup | None, start: dt.datetime, stop: dt.datetime) -> frozenset[int] | None:
        """The channels on which something between two moments fits; None where nothing is asked for."""
        return listings.fitting(lineup, start, stop, groups=self.genres, flags=self.flags) if self else None

    def match(self, group: str, flags: Flag) -> bool:
        wanted = not self.genres or group in self.genres or (Group.FILM in self.genres and bool(flags & Flag.FILM))
        return wanted and all(flags & WITH[name] for name in self.helps)


@dataclass(frozen=True)
class Asked:
    """A question put to the guide. `minute` is where what is shown begins, from the start of the day."""

    day: GuideDay
    minute: int
    now: dt.datetime
    lineup: Lineup | None
    lineups: tuple[Lineup, ...]
    filters: Filters
    page: int
    # What stood in the address, to be kept in links; day and time are set anew by them.
    given: tuple[tuple[str, str], ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return self.day.zone

    @property
    def today(self) -> dt.date:
        """The guide's day that runs now."""
        return day_of(self.now, self.zone).date

    @property
    def now_minute(self) -> int | None:
        """Now, in minutes of the day shown; None on other days."""
        return self.day.minute(self.now) if self.day.holds(self.now) else None

    def query(self, **changed: str | None) -> str:
        """The query string of this question with some of it changed; None leaves a name out."""
        kept = [(name, value) for name, value in self.given if name not in changed]
        kept += [(name, value) for name, value in changed.items() if value is not None]
        return f"?{urlencode(kept)}" if kept else "?"

    def at(self, minute: int) -> str:
        """The query string of this question at another minute of the day."""
        return self.query(day=self.day.date.isoformat(), at=f"{self.day.clock(minute):%H:%M}", page=None)


def ask(request: HttpRequest, *, span: int) -> Asked:
    """Read the question of a request; `span` is how many minutes the page shows. Raises `Unreadable`."""
    now = timezone.now()
    several = ("genre", "with")
    once = [(name, str(value)) for name, value in request.GET.items() if value and name not in (*several, "keep")]
    given = (*once, *((name, value) for name in several for value in request.GET.getlist(name) if value))
    every = tuple(listings.lineups())
    lineup = lineup_of(request, every)
    zone = zone_of(request, lineup)
    day = _day(request, now, zone)
    minute = _minute(request, day, now, span)
    page = request.GET.get("page", "1")
    if not page.isascii() or not page.isdecimal() or not 1 <= int(page[:6]) <= 1000:
        raise Unreadable(_("There is no page “%(page)s” of the channels.") % {"page": page[:40]})
    return Asked(day, minute, now, lineup, every, _filters(request), int(page), given)


def lineup_of(request: HttpRequest, every: tuple[Lineup, ...]) -> Lineup | None:
    """The line-up that is asked for, was chosen before, or is of the site's country. Raises `Unreadable`."""
    by_slug = {lineup.slug: lineup for lineup in every}
    slug = request.GET.get("lineup", "")
    if slug and slug not in by_slug:
        known = ", ".join(by_slug) or _("none yet")
        raise Unreadable(
            _("There is no line-up “%(slug)s”; there are %(known)s.") % {"slug": slug[:40], "known": known}
        )
    if found := by_slug.get(slug) or by_slug.get(remembered(request, "lineup")):
        return found
    here = [lineup for lineup in every if lineup.region == settings.SITE_REGION]
    return next(iter([*here, *every]), None)


def zone_of(request: HttpRequest, lineup: Lineup | None) -> ZoneInfo:
    """The clock that is asked for, was chosen before, or is of the line-up. Raises `Unreadable`."""
    name = request.GET.get("zone", "")
    if name and name not in zones():
        raise no_such_zone(name)
    kept = remembered(request, "zone")
    if name or kept in zones():
        return ZoneInfo(name or kept)
    shown, _total = listings.stations(lineup, limit=1)
    return shown[0].zone_info if shown and lineup is not None else ZoneInfo(settings.TIME_ZONE)


def _day(request: HttpRequest, now: dt.datetime, zone: ZoneInfo) -> GuideDay:
    today = day_of(now, zone)
    text = request.GET.get("day", "")
    if not text:
        return today
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("“%(day)s” is not a day; write it like 2026-11-23.") % {"day": text[:40]}) from None
    if abs(date - today.date) > REACH:
        raise Unreadable(_("%(day)s is too far off for listings; choose a day near today.") % {"day": text[:40]})
    return replace(today, date=date)


def _minute(request: HttpRequest, day: GuideDay, now: dt.datetime, span: int) -> int:
    text = request.GET.get("at", "")
    if text and text != "now":
        try:
            asked = dt.time.fromisoformat(text)
        except ValueError:
            raise Unreadable(_("“%(at)s” is not a time; write it like 20:00.") % {"at": text[:40]}) from None
        minute = day.minute_of(asked.replace(tzinfo=None))
    else:
        minute = day.minute(now) if day.holds(now) else day.minute_of(EVENING)
    return max(min(minute, day.minutes - span) // STEP * STEP, 0)


def _filters(request: HttpRequest) -> Filters:
    genres, helps = request.GET.getlist("genre"), request.GET.getlist("with")
    for genre in genres:
        if genre and genre not in set(Group):
            known = ", ".join(Group)
            raise Unreadable(
                _("There is no genre “%(genre)s” in the listings; there are %(known)s.")
                % {"genre": genre[:40], "known": known}
            )
    for name in helps:
        if name and name not in WITH:
            raise Unreadable(
                _("Listings do not tell “%(name)s”; they tell %(known)s.")
                % {"name": name[:40], "known": ", ".join(WITH)}
            )
    return Filters(tuple(genre for genre in genres if genre), tuple(name for name in helps if name))
