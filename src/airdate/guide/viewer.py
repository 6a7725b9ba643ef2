"""Who looks: the line-up and the zone that a page with broadcasts on it goes by, as the TV guide does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from airdate.guide.choices import remembered, zones
from airdate.guide.choosing import link_from
from airdate.guide.frame import Unreadable
from airdate.guide.tv.asked import lineup_of, zone_of
from airdate.guide.tv.days import GuideDay, day_of
from airdate.listings import queries as listings
from airdate.listings.models import Lineup


@dataclass(frozen=True, slots=True)
class Viewer:
    """A viewer's choices, from the address (`?lineup=`, `?zone=`), else from the cookies of the TV guide."""

    lineup: Lineup | None
    zone: ZoneInfo
    now: dt.datetime

    @property
    def day(self) -> GuideDay:
        """The guide's day that runs now: at half past midnight it is still that evening."""
        return day_of(self.now, self.zone)


def clock(request: HttpRequest) -> dict[str, Any]:
    """A context processor: where the clock and the country are chosen, and `viewer_zone()`, by which times are shown.

    The zone is asked for only where there are times. One in the address that there is not is passed over here, as is
    such a line-up: `frame.page` refuses the one, the pages that go by line-ups the other.
    """

    @cache
    def viewer_zone() -> ZoneInfo:
        kept = remembered(request, "zone")
        if not request.GET.get("zone") and kept in zones():
            return ZoneInfo(kept)
        try:
            return viewer_of(request).zone
        except Unreadable:
            return ZoneInfo(settings.TIME_ZONE)

    return {"viewer_zone": viewer_zone, "choosing": lambda: link_from(request)}


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request. Raises `frame.Unreadable` for a line-up or a zone that there is not."""
    lineup = lineup_of(request, tuple(listings.lineups()))
    return Viewer(lineup, zone_of(request, lineup), timezone.now())
