"""What is on now and next of a branch of genres, on the channels that the reader receives."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Title
from airdate.guide.tv import words
from airdate.guide.tv.asked import lineup_of, zone_of
from airdate.listings import queries as listings
from airdate.listings.pages import Showing, Station

MOST = 10


@dataclass(frozen=True, slots=True)
class OnAir:
    """A broadcast of a title of the catalogue. ``on`` says that it is on now; ``time`` is by the reader's clock."""

    title: str
    broadcast: int
    station: Station
    time: str
    iso: str
    until: str
    on: bool


def on_air(request: HttpRequest, branch: catalogue.Branch) -> list[OnAir]:
    """What is on now, then what comes next, each channel once at most in both. Raises `Unreadable`."""
    now = timezone.now()
    lineup = lineup_of(request, tuple(listings.lineups()))
    zone = zone_of(request, lineup)
    channels = listings.now_next(lineup, now, among=branch.among("work"))
    works = {showing.work for row in channels for showing in (row.now, row.next) if showing and showing.work}
    through = Title.genres.through._default_manager
    of_it = set(through.filter(title__in=works, genre__in=branch.genres).order_by().values_list("title", flat=True))

    def made(station: Station, showing: Showing, on: bool) -> OnAir:
        until = words.clock(showing.stop, zone) if showing.stop else ""
        return OnAir(
            showing.title, showing.id, station, words.clock(showing.start, zone), showing.start.isoformat(), until, on
        )

    on = [made(row.station, row.now, True) for row in channels if row.now and row.now.work in of_it]
    coming = [(row.station, row.next) for row in channels if row.next and row.next.work in of_it]
    coming.sort(key=lambda pair: pair[1].start)
    return [*on, *(made(station, showing, False) for station, showing in coming)][:MOST]
