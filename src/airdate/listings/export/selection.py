"""What is to be given out: a line-up, channels, one guide as it stands, a title, a search; some channels at a time.

A line-up is merged: where several guides list a channel, `merging` makes one schedule of them. One guide alone is given
as it is, with its own ids of channels.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Min, Q
from django.db.models.functions import Coalesce

from airdate.catalogue.models import Title
from airdate.listings import queries
from airdate.listings.models import Broadcast, Channel, ChannelName, Guide, Lineup
from airdate.listings.pages import Showing, Station
from airdate.listings.store import portions

CHANNELS = 10  # read at a time: two weeks of them are some thousand broadcasts
SHOWINGS = 5_000  # of a title or a search, at most
PORTION = 900


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A channel as it is given out: an id that no other has, and its names as (text, language), the best first."""

    station: Station
    id: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A broadcast as it is given out. ``offset``: what stood beside its start, in minutes; ``work``: a title's slug."""

    channel: Outgoing
    showing: Showing
    details: Mapping[str, Any]
    offset: int | None
    work: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Channels with what they show. ``start`` and ``stop`` are aware; empty means all that is listed.

    ``work`` and ``words`` choose showings on any channel instead.
    """

    name: str
    lineup: Lineup | None = None
    channels: frozenset[int] | None = None
    guide: Guide | None = None
    work: Title | None = None
    words: str = ""
    start: dt.datetime | None = None
    stop: dt.datetime | None = None

    def stations(self) -> list[Station]:
        """The channels that are asked about, whatever they show."""
        stations, _ = queries.stations(self.lineup)
        if self.guide is not None:
            own = set(ChannelName.objects.filter(guide=self.guide).values_list("channel", flat=True))
            stations = [each for each in stations if each.id in own]
        if self.channels is not None:
            stations = [each for each in stations if each.id in self.channels]
        return stations

    def outgoing(self) -> list[Outgoing]:
        """The channels in the order of the line-up, or by number and name; of a title or search those that show it."""
        stations = self.stations()
        if self.work is not None or self.words:
            showing = {placed.station.id for placed in self._placed()}
            stations = [each for each in stations if each.id in showing]
        return _named(stations, self.guide)

    def items(self) -> Iterator[Item]:
        """The broadcasts: channel by channel by start; those of a title or a search by start."""
        channels = {each.station.id: each for each in self.outgoing()}
        if self.work is not None or self.words:
            yield from _items([placed.showing for placed in self._placed()], channels)
            return
        bounds = self._bounds()
        if bounds is None:
            return
        guide = self.guide.pk if self.guide is not None else None
        for portion in portions(channels, CHANNELS):
            window = queries.window(self.lineup, *bounds, limit=None, channels=set(portion), guide=guide)
            rows = {row.station.id: row.showings for row in window.rows}
            for channel in portion:
                yield from _items(rows.get(channel, ()), channels)

    def _placed(self) -> list[Any]:
        since = self.start or dt.datetime.fromtimestamp(0, dt.UTC)
        if self.work is not None:
            found = queries.showings_of(work=self.work, since=since, limit=SHOWINGS)
        else:
            found = queries.search(self.words, since=since, limit=SHOWINGS)
        return [
            placed
            for placed in found
            if (self.stop is None or placed.showing.start < self.stop)
            and (self.channels is None or placed.station.id in self.channels)
        ]

    def _bounds(self) -> tuple[dt.datetime, dt.datetime] | None:
        """The time that is asked for; where it is open, that of all broadcasts. None if there are none."""
        rows = Broadcast.objects.all() if self.guide is None else Broadcast.objects.filter(guide=self.guide)
        found = rows.aggregate(first=Min("start"), last=Max(Coalesce("stop", "start")))
        if found["first"] is None:
            return None
        start = self.start or dt.datetime.fromtimestamp(found["first"], dt.UTC)
        stop = self.stop or dt.datetime.fromtimestamp(found["last"] + 1, dt.UTC)
        return (start, stop) if start < stop else None


def _items(showings: Sequence[Showing], channels: Mapping[int, Outgoing]) -> Iterator[Item]:
    for portion in portions(showings, PORTION):
        rows = Broadcast.objects.filter(pk__in=[each.id for each in portion]).order_by()
        known = {row[0]: row[1:] for row in rows.values_list("pk", "details", "offset", "work__slug")}
        for each in portion:
            # An import may have taken a row away meanwhile.
            if each.id in known and each.channel in channels:
                details, offset, work = known[each.id]
                yield Item(channels[each.channel], each, json.loads(details), offset, work or "")


def _named(stations: Sequence[Station], guide: Guide | None) -> list[Outgoing]:
    """The channels with ids and names: those of the guide, else of the one that is believed first."""
    names: dict[int, list[ChannelName]] = {}
    found = ChannelName.objects.filter(channel__in=[each.id for each in stations]) if len(stations) < PORTION else (
        ChannelName.objects.all()
    )  # fmt: skip
    if guide is not None:
        found = found.filter(guide=guide)
    for name in found.order_by(F("guide__priority").asc(nulls_last=True), "guide", "xmltv_id", "position"):
        names.setdefault(name.channel_id, []).append(name)
    taken: set[str] = set()
    outgoing = []
    for station in stations:
        own = [name for name in names.get(station.id, []) if name.xmltv_id]
        key = next((name.xmltv_id for name in own if name.xmltv_id not in taken), station.slug)
        taken.add(key)
        said = [(name.name, name.language) for name in own if name.xmltv_id == key]
        outgoing.append(Outgoing(station, key, tuple(dict.fromkeys(said or [(station.name, "")]))))
    return outgoing


def channels_named(slugs: Collection[str]) -> tuple[frozenset[int], list[str]]:
    """The keys of the channels of these slugs, and the slugs that there are not."""
    found = dict(Channel.objects.filter(Q(slug__in=slugs)).values_list("slug", "pk"))
    return frozenset(found.values()), sorted(set(slugs) - found.keys())
