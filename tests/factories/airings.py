"""Channels, line-ups and broadcasts for tests of pages, without a guide file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from airdate.catalogue.models import Title
from airdate.catalogue.names import fold_name
from airdate.listings.flags import Flag, Group
from airdate.listings.models import Broadcast, Channel, Guide, Lineup, LineupChannel, Programme
from factories.said import make_source


def make_channel(name: str, *, zone: str = "Europe/London", country: str = "GB", **fields: Any) -> Channel:
    slug = str(fields.pop("slug", slugify(name)))
    return Channel.objects.create(slug=slug, name=name, zone=zone, country=country, **fields)


def make_lineup(name: str, channels: Sequence[Channel], *, region: str = "GB", slug: str = "") -> Lineup:
    """A line-up with the channels in their order, numbered from 1."""
    lineup = Lineup.objects.create(slug=slug or slugify(name), name=name, region=region)
    LineupChannel.objects.bulk_create(
        LineupChannel(lineup=lineup, channel=channel, position=place, number=str(place))
        for place, channel in enumerate(channels, 1)
    )
    return lineup


def make_guide(name: str = "Harbour Listings") -> Guide:
    return Guide.objects.get_or_create(source=make_source(name))[0]


def air(
    channel: Channel,
    at: str,
    minutes: int | None,
    title: str,
    *,
    day: date = date(2031, 3, 10),
    flags: Flag | int = 0,
    group: Group = Group.OTHER,
    details: dict[str, Any] | None = None,
    work: Title | None = None,
    **fields: Any,
) -> Broadcast:
    """One broadcast at a time ("20:00") of a day by the channel's clock; before 05:00 it is that night."""
    zone = ZoneInfo(channel.zone)
    night = timedelta(days=1) if at < "05:00" else timedelta()
    start = datetime.combine(day + night, datetime.strptime(at, "%H:%M").replace(tzinfo=UTC).time(), zone)
    seconds = int(start.timestamp())
    programme = Programme.objects.get_or_create(folded=fold_name(title), defaults={"title": title})[0]
    return Broadcast.objects.create(
        guide=make_guide(), channel=channel, programme=programme, start=seconds,
        stop=None if minutes is None else seconds + minutes * 60, day=day, title=title, flags=int(flags), group=group,
        details=json.dumps(details or {}), row_hash=seconds, work=work, long=minutes is not None and minutes > 360,
        **fields,
    )  # fmt: skip


def an_evening(lineup: str = "United Kingdom") -> list[Channel]:
    """Three channels with what a page can have: a film, a first showing, a short filler, a gap, a night."""
    one, two, film = (make_channel(name) for name in ("Harbour One", "Harbour Two", "Lantern Film"))
    make_lineup(lineup, [one, two, film])
    air(one, "19:30", 30, "Glasshouse Row", group=Group.DRAMA, flags=Flag.SUBTITLES, season=27, episode=12)
    air(one, "20:00", 60, "Fault Lines", group=Group.NEWS, sub_title="Who Owns the Water?", description="A reservoir.")
    air(one, "21:00", 60, "The Night Ferryman", group=Group.DRAMA, flags=Flag.NEW | Flag.SUBTITLES,
        sub_title="Last Boat", description="A passenger pays with a dead man's coin.", season=1, episode=1,
        details={"credits": [["actor", "Conrad Yeo", "Amos"], ["director", "Dara Monk"]]})  # fmt: skip
    air(one, "22:00", 10, "Tide Tables", group=Group.NEWS)
    air(one, "22:10", 170, "Harbour through the Night", group=Group.NEWS)
    air(two, "20:30", 90, "Pipe Down", group=Group.COMEDY, flags=Flag.FINALE | Flag.AUDIO_DESCRIPTION)
    air(two, "22:30", None, "The Desk", group=Group.NEWS, flags=Flag.LIVE)
    air(film, "18:50", 130, "The Lighthouse Sisters", group=Group.FILM, flags=Flag.FILM, year=2023,
        details={"stars": [["", "4/5"]], "categories": [["Film", "en"], ["Drama", "en"]]})  # fmt: skip
    air(film, "21:00", 130, "A Winter in Bruma", group=Group.FILM, flags=Flag.FILM | Flag.PREMIERE | Flag.SIGNED,
        year=2024, details={"stars": [["", "5/5"]], "categories": [["Film", "en"]]})  # fmt: skip
    return [one, two, film]
