"""How the commands for listings name things: line-ups, channels and guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airdate.cli.refusing import Refused

if TYPE_CHECKING:
    from airdate.listings.models import Channel, Guide, Lineup


def lineup_of(slug: str) -> Lineup:
    """The line-up of a slug. Raises `Refused`."""
    from airdate.listings.models import Lineup

    found = Lineup.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"there is no line-up {slug!r} here; `airdate listings lineup list` prints them")
    return found


def channel_of(slug: str) -> Channel:
    """The channel of a slug. Raises `Refused`."""
    from airdate.listings.models import Channel

    found = Channel.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"there is no channel {slug!r} here; `airdate listings channel list` prints them")
    return found


def guide_of(source: str) -> Guide:
    """The guide of a source, by its name or slug. Raises `Refused`."""
    from django.db.models import Q

    from airdate.listings.models import Guide

    found = Guide.objects.filter(Q(source__name=source) | Q(source__slug=source)).select_related("source").first()
    if found is None:
        known = ", ".join(Guide.objects.values_list("source__name", flat=True)[:5]) or "none"
        raise Refused(f"there is no guide of {source!r} here; guides here are of: {known}")
    return found
