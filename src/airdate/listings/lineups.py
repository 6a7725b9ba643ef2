"""Line-ups: which channels one receives, in which order and by which numbers. Writes, each one transaction.

A line-up comes from a playlist, or is put together from channels that are known. A playlist's channels are known by
their `tvg-id` (a guide's or an alias), else by their names, without the words that only say how sharp the picture is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from airdate.catalogue.names import fold_name
from airdate.listings.m3u import Entry
from airdate.listings.models import Channel, ChannelName, Lineup, LineupChannel
from airdate.listings.store import one_listings_writer
from airdate.sources.normal import ascii_slug

# Before the name: "UK: Tide One", "UK | Tide One"; behind it "Tide One HD".
_BEFORE = re.compile(r"^[A-Z]{2,3}\s*[:|]\s*")
_BESIDE = re.compile(r"\s*[\[(]?\b(?:uhd|fhd|hd|sd|4k|8k|hevc|h265|[0-9]{3,4}p)\b[\])]?", re.IGNORECASE)


class WrongLineup(ValueError):
    """A line-up that cannot be made. The message is one line with the way out."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a line-up: its places, whether anything was written, channels made for it, the names of entries
    that mean no channel that is known, and of those whose channel is there already."""

    lineup: Lineup
    places: int
    written: bool
    made: int = 0
    unknown: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A channel's place: what one presses for it, the group that it stands in, where it is streamed."""

    channel: Channel
    number: str = ""
    section: str = ""
    url: str = ""


def lineup_from_playlist(
    name: str, entries: Sequence[Entry], *, zone: str, region: str = "", platform: str = "", add_channels: bool = False
) -> Kept:
    """Keep a line-up as a playlist has it; the same again writes nothing. One of the name is replaced.

    With ``add_channels`` what is unknown becomes a channel, in ``zone`` (IANA), that a guide may fill later.
    """
    with one_listings_writer():
        finder = _Finder()
        places: dict[int, Place] = {}
        unknown, doubles = [], []
        made = 0
        for entry in entries:
            channel = finder.channel(entry)
            if channel is None and add_channels:
                channel = finder.make(entry, zone)
                made += 1
            if channel is None:
                unknown.append(entry.name)
            elif channel.pk in places:
                doubles.append(entry.name)
            else:
                places[channel.pk] = Place(channel, entry.number[:12], entry.section, entry.url[:2000])
                finder.learn(entry, channel)
        if not places:
            raise WrongLineup("none of its channels is known here; import a guide first, or add them: --add-channels")
        lineup, written = _keep(name, list(places.values()), region, platform)
    return Kept(lineup, len(places), written, made, tuple(unknown), tuple(doubles))


def make_lineup(name: str, places: Sequence[Place], *, region: str = "", platform: str = "") -> Kept:
    """Keep a line-up of channels that are known; one of the name is replaced."""
    if len({place.channel.pk for place in places}) < len(places):
        raise WrongLineup("a channel is named twice; each has one place in a line-up")
    if not places:
        raise WrongLineup("it has no channels; name at least one")
    with one_listings_writer():
        lineup, written = _keep(name, places, region, platform)
    return Kept(lineup, len(places), written)


def _keep(name: str, places: Sequence[Place], region: str, platform: str) -> tuple[Lineup, bool]:
    """The line-up of a name with these places; whether anything was written."""
    slug = ascii_slug(name)
    lineup = Lineup.objects.filter(slug=slug).first() or Lineup(slug=slug)
    region, platform = region or lineup.region, platform or lineup.platform
    about = (name[:200], region[:100], platform[:100])
    written = lineup.pk is None or (lineup.name, lineup.region, lineup.platform) != about
    if written:
        lineup.name, lineup.region, lineup.platform = about
        lineup.save()
    wanted = [(place.channel.pk, n, place.number, place.section, place.url) for n, place in enumerate(places, 1)]
    had = LineupChannel.objects.filter(lineup=lineup).order_by("position")
    if list(had.values_list("channel_id", "position", "number", "section", "url")) != wanted:
        written = True
        had.delete()
        LineupChannel.objects.bulk_create(
            LineupChannel(lineup=lineup, channel_id=pk, position=n, number=number, section=section, url=url)
            for pk, n, number, section, url in wanted
        )
    return lineup, written


class _Finder:
    """The channels that playlists mean, by ids and names that mean one channel alone."""

    def __init__(self) -> None:
        channels = Channel.objects.in_bulk()
        self._by_id: dict[str, set[int]] = defaultdict(set)
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._channels = channels
        for pk, channel in channels.items():
            self._by_id[channel.slug].add(pk)
            self._by_name[fold_name(channel.name)].add(pk)
        for pk, key, folded in ChannelName.objects.order_by().values_list("channel_id", "xmltv_id", "folded"):
            if key:
                self._by_id[key.casefold()].add(pk)
            self._by_name[folded].add(pk)
        self._slugs = {channel.slug for channel in channels.values()}

    def channel(self, entry: Entry) -> Channel | None:
        """The channel of an entry; None where none is known or several may be meant."""
        if entry.tvg_id and (found := self._only(self._by_id.get(entry.tvg_id.casefold()))):
            return found
        for name in (entry.name, entry.tvg_name):
            for spelt in (name, _BEFORE.sub("", name), _BESIDE.sub("", _BEFORE.sub("", name))):
                if found := self._only(self._by_name.get(fold_name(spelt)) if spelt.strip() else None):
                    return found
        return None

    def _only(self, keys: set[int] | None) -> Channel | None:
        return self._channels[next(iter(keys))] if keys is not None and len(keys) == 1 else None

    def make(self, entry: Entry, zone: str) -> Channel:
        """A new channel as an entry has it."""
        plain = ascii_slug(entry.name, longest=100)
        slug, number = plain, 2
        while slug in self._slugs:
            slug, number = f"{plain}-{number}", number + 1
        self._slugs.add(slug)
        logo = entry.logo if entry.logo.startswith(("http://", "https://")) and len(entry.logo) <= 2000 else ""
        channel = Channel.objects.create(
            slug=slug, name=entry.name, zone=zone, logo=logo, kind="radio" if entry.radio else "tv"
        )
        self._channels[channel.pk] = channel
        self._by_name[fold_name(entry.name)].add(channel.pk)
        return channel

    def learn(self, entry: Entry, channel: Channel) -> None:
        """An id and a logo that the channel did not have: a guide that comes later may use the id."""
        key = entry.tvg_id.casefold()
        if key and channel.pk not in self._by_id[key] and not self._by_id[key]:
            add_alias(channel, entry.name, xmltv_id=entry.tvg_id)
            self._by_id[key].add(channel.pk)
        if not channel.logo and entry.logo.startswith(("http://", "https://")) and len(entry.logo) <= 2000:
            channel.logo = entry.logo
            channel.save(update_fields=["logo"])


def add_alias(channel: Channel, name: str, *, xmltv_id: str = "") -> bool:
    """Another name of a channel, and what guides may call it. Whether that is new."""
    folded = fold_name(name)
    if ChannelName.objects.filter(channel=channel, guide=None, xmltv_id=xmltv_id, folded=folded).exists():
        return False
    position = ChannelName.objects.filter(channel=channel, guide=None, xmltv_id=xmltv_id).count()
    ChannelName.objects.create(channel=channel, xmltv_id=xmltv_id, name=name[:300], folded=folded, position=position)
    return True
