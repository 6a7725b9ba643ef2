"""Channels and broadcasts for tests of pages and queries, made row by row."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from airdate.catalogue.names import fold_name
from airdate.listings.models import Broadcast, Channel, Guide, Programme
from airdate.sources.actions import ensure_source

LONDON = ZoneInfo("Europe/London")


def channel(name: str, number: int | None = None, zone: str = "Europe/London") -> Channel:
    return Channel.objects.create(slug=name.lower().replace(" ", "-"), name=name, number=number, zone=zone)


def guide(name: str = "Tide Listings", priority: int = 100) -> Guide:
    source = ensure_source(name, source_class="catalogue")
    return Guide.objects.get_or_create(source=source, defaults={"priority": priority})[0]


def moment(text: str) -> dt.datetime:
    """``2031-02-20 21:00`` in London."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def broadcast(on: Channel, start: str, stop: str | None, title: str, *, by: Guide | None = None, **also: object) -> int:
    """A row, its times given in London. Gives its primary key."""
    begins = moment(start)
    ends = None if stop is None else int(moment(stop).timestamp())
    day = (begins - dt.timedelta(hours=5)).date()
    programme, _ = Programme.objects.get_or_create(folded=fold_name(title), defaults={"title": title})
    begins_at = int(begins.timestamp())
    row = Broadcast.objects.create(
        guide=by or guide(), channel=on, programme=programme, start=begins_at, stop=ends, day=day, title=title,
        row_hash=Broadcast.objects.count() + 1, long=ends is not None and ends - begins_at > 6 * 3600, **also,
    )  # fmt: skip
    return row.pk
