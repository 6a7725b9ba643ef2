"""Who looks: the line-up and the zone that a page with broadcasts on it goes by, as the TV guide does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

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


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request. Raises `frame.Unreadable` for a line-up or a zone that there is not."""
    lineup = lineup_of(request, tuple(listings.lineups()))
    return Viewer(lineup, zone_of(request, lineup), timezone.now())
