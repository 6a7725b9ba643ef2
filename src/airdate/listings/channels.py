"""Which channel a guide's id means: known ids, channels that other guides have, and new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.db.models import F

from airdate.catalogue.names import fold_name
from airdate.listings.models import Channel, ChannelName, Guide
from airdate.listings.xmltv.elements import ListedChannel
from airdate.listings.xmltv.tables import main_zones
from airdate.sources.normal import ascii_slug

LONGEST_NAME = 300
_DOMAIN = re.compile(r".+\.(?P<country>[A-Za-z]{2})(?:@\w+)?$")
_LIKE_A_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}$")
_OTHER_CODES = {"UK": "GB", "EN": "GB"}


@dataclass(slots=True)
class GuideChannels:
    """The channels of one guide while it is imported: its ids, and the channels that they mean.

    ``zone`` (IANA) is taken for channels whose country does not settle it.
    """

    guide: Guide
    zone: str
    by_id: dict[str, Channel] = field(default_factory=dict)
    new: int = 0
    renamed: int = 0
    _declared: dict[str, ListedChannel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.guide.channel_names.select_related("channel"):
            self.by_id.setdefault(name.xmltv_id, name.channel)

    def declare(self, listed: Iterable[ListedChannel]) -> None:
        """What a guide says of its channels. An id that it declares twice has the names of both."""
        for each in listed:
            former = self._declared.get(each.id)
            if former is not None:
                each = ListedChannel(
                    each.id, tuple(dict.fromkeys(former.names + each.names)), former.icons or each.icons,
                    former.urls or each.urls, former.number if former.number is not None else each.number,
                )  # fmt: skip
            self._declared[each.id] = each

    def channel(self, key: str) -> Channel:
        """The channel of an id, made where it is unknown. One that is not declared (yet) is called by its id."""
        found = self.by_id.get(key)
        if found is None:
            self.make([key])
            found = self.by_id[key]
        return found

    def make(self, keys: Iterable[str] | None = None) -> None:
        """Find or make the channels of ids that are not known yet; of all declared ones if none are named."""
        wanted = [key for key in (self._declared if keys is None else keys) if key not in self.by_id]
        if not wanted:
            return
        listed = [self._declared.get(key) or ListedChannel(key, ()) for key in wanted]
        shared = _shared({each.id for each in listed}, self.guide.pk)
        used = {channel.pk for channel in self.by_id.values()}
        slugs = set(Channel.objects.values_list("slug", flat=True))
        fresh = []
        for each in listed:
            channel, is_alias = shared.get(each.id, (None, False))
            if channel is not None and channel.pk not in used and (is_alias or _is_same(each, channel)):
                used.add(channel.pk)
            else:
                channel = self._founded(each, slugs)
                fresh.append(channel)
            self.by_id[each.id] = channel
        Channel.objects.bulk_create(fresh)
        self.new += len(fresh)
        ChannelName.objects.bulk_create(name for each in listed for name in self._names(each))

    def finish(self) -> None:
        """Take in names that were declared after they were used, and those that have changed."""
        self.make()
        kept: dict[str, list[ChannelName]] = {}
        for name in self.guide.channel_names.order_by("xmltv_id", "position"):
            kept.setdefault(name.xmltv_id, []).append(name)
        for key, listed in self._declared.items():
            before, after = kept.get(key, []), self._names(listed)
            spelt = [(name.name, name.language) for name in before]
            if spelt == [(name.name, name.language) for name in after]:
                self._dress(listed)
                continue
            ChannelName.objects.filter(pk__in=[name.pk for name in before]).delete()
            ChannelName.objects.bulk_create(after)
            channel = self.by_id[key]
            if before and channel.name == before[0].name and channel.name != after[0].name:
                channel.name = after[0].name
                channel.save(update_fields=["name"])
                self.renamed += 1
            self._dress(listed)

    def _dress(self, listed: ListedChannel) -> None:
        """A logo and a number for a channel that has none."""
        channel = self.by_id[listed.id]
        logo = next((icon for icon in listed.icons if icon.startswith("http") and len(icon) <= 2000), "")
        changed = []
        if logo and not channel.logo:
            channel.logo = logo
            changed.append("logo")
        if listed.number is not None and channel.number is None:
            channel.number = listed.number
            changed.append("number")
        if changed:
            channel.save(update_fields=changed)

    def _founded(self, listed: ListedChannel, slugs: set[str]) -> Channel:
        name = _cut(listed.names[0][0] if listed.names else listed.id)
        country = country_of(listed.id)
        slug = _free(ascii_slug(name) or ascii_slug(listed.id) or "channel", slugs)
        logo = next((icon for icon in listed.icons if icon.startswith("http") and len(icon) <= 2000), "")
        return Channel(
            slug=slug, name=name, number=listed.number, logo=logo, country=country,
            zone=_zone_of(country) or self.zone,
        )  # fmt: skip

    def _names(self, listed: ListedChannel) -> list[ChannelName]:
        names = listed.names or ((listed.id, ""),)
        return [
            ChannelName(
                channel=self.by_id[listed.id], guide=self.guide, xmltv_id=listed.id, name=_cut(name),
                folded=fold_name(name), language=lang, position=position,
            )
            for position, (name, lang) in enumerate(names)
        ]  # fmt: skip


def country_of(key: str) -> str:
    """The country that an id in the form of a domain names (``BBCOne.uk``), as ISO 3166-1; else empty."""
    found = _DOMAIN.match(key)
    if found is None:
        return ""
    code = found["country"].upper()
    code = _OTHER_CODES.get(code, code)
    return code if code in _territories() else ""


def _shared(keys: set[str], guide: int) -> dict[str, tuple[Channel, bool]]:
    """Id -> the channel that another guide means by it, and whether an alias says so: that one is believed first."""
    found: dict[str, tuple[Channel, bool]] = {}
    listed = list(keys)
    for start in range(0, len(listed), 500):
        names = ChannelName.objects.filter(xmltv_id__in=listed[start : start + 500]).exclude(guide=guide)
        for name in names.select_related("channel").order_by(F("guide__priority").asc(nulls_first=True), "pk"):
            found.setdefault(name.xmltv_id, (name.channel, name.guide_id is None))
    return found


def _is_same(listed: ListedChannel, channel: Channel) -> bool:
    """Whether two guides mean one channel by an id. Numbers are each guide's own: then a name must agree too."""
    if _LIKE_A_DOMAIN.match(listed.id):
        return True
    ours = {fold_name(name) for name, _ in listed.names}
    return not ours.isdisjoint(channel.names.values_list("folded", flat=True))


def _free(slug: str, taken: set[str]) -> str:
    slug = slug[:110]
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    taken.add(free)
    return free


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


@cache
def _territories() -> dict[str, list[str]]:
    """Country -> its zones, from the CLDR."""
    from babel.core import get_global

    zones: dict[str, list[str]] = {}
    for zone, country in get_global("zone_territories").items():
        zones.setdefault(country, []).append(zone)
    return zones


def _zone_of(country: str) -> str:
    """The zone of a country that has one alone, or where nearly all live in one."""
    zones = _territories().get(country, []) if country else []
    return zones[0] if len(zones) == 1 else main_zones().get(country, "")
