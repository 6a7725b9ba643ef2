"""What editors do to channels: rename one, and make one of two. Writes, each one transaction."""

from __future__ import annotations

from airdate.listings.lineups import add_alias
from airdate.listings.models import Broadcast, Channel, ChannelName, FirstShowing, Guide, LineupChannel, ScheduleChange
from airdate.listings.store import one_listings_writer


class WrongChannel(ValueError):
    """Something that cannot be done to a channel. The message is one line that says why."""


def rename(channel: Channel, name: str) -> None:
    """Give a channel another name; its address stays, and the old name is an alias, so that playlists still mean it."""
    if not name.strip():
        raise WrongChannel("a channel needs a name")
    with one_listings_writer():
        add_alias(channel, channel.name)
        channel.name = name.strip()[:300]
        channel.save(update_fields=["name"])


def join(channel: Channel, into: Channel) -> int:
    """Two channels are one: everything of the first becomes the second's. Gives the number of its broadcasts.

    From then on guides that use the first one's ids mean the second. Where both have a place in a line-up, that of the
    second stays.
    """
    if channel.pk == into.pk:
        raise WrongChannel(f"{channel.slug!r} is one channel already; name two")
    with one_listings_writer():
        add_alias(into, channel.name)
        ChannelName.objects.filter(channel=channel).update(channel=into)
        moved = Broadcast.objects.filter(channel=channel).update(channel=into)
        ScheduleChange.objects.filter(channel=channel).update(channel=into)
        FirstShowing.objects.filter(channel=channel).update(channel=into)
        have = LineupChannel.objects.filter(channel=into).values_list("lineup", flat=True)
        LineupChannel.objects.filter(channel=channel).exclude(lineup__in=list(have)).update(channel=into)
        # The hashes of the rows moved name the channel that is gone: the next import must read its file.
        Guide.objects.filter(channel_names__channel=into).update(digest="")
        if not into.logo and channel.logo:
            into.logo = channel.logo
            into.save(update_fields=["logo"])
        channel.delete()
    return moved
