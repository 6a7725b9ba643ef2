"""Feeds of lists, followed: OPML and the packaged list say the same of a feed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from airdate.sources.actions import ensure_source, find_source
from airdate.sources.following import LONGEST, SHORTEST, USUAL, follow, see_that_it_is_free
from airdate.sources.hosts import host_name
from airdate.sources.models import Feed, MayShow, SourceClass
from airdate.sources.opml import Outline
from airdate.sources.queries import followed_feeds


@transaction.atomic
def follow_outline(outline: Outline, *, now: datetime) -> Feed:
    """Follow a feed of a list, its source made if it is new here; of one that is here, all stays as it is.

    A feed that is followed already is left as it is. Raises `WrongFeed`, and `ValueError` for a class that is none.
    """
    known = Feed.objects.select_related("source").filter(address=outline.address).first()
    if known is not None:
        return known
    name = outline.name or host_name(outline.address).removeprefix("www.")
    source = find_source(name)
    see_that_it_is_free(outline.address, source)
    if source is None:
        source = ensure_source(
            name, source_class=outline.source_class or SourceClass.GENERAL, homepage=outline.homepage,
            region=_region(outline.region), language=outline.language, licence=outline.licence,
        )  # fmt: skip
        if outline.may_show in MayShow.values:
            source.may_show = outline.may_show
            source.save(update_fields=["may_show"])
    every = min(LONGEST, max(SHORTEST, outline.every)) if outline.every else USUAL
    reads = outline.reads if outline.reads in Feed.Reads.values else Feed.Reads.PAGE
    return follow(source, outline.address, now=now, every=every, reads=reads)


def followed_outlines() -> list[Outline]:
    """The feeds that are followed, for a list that other readers and other sites take in."""
    return [
        Outline(
            name=each.feed.source.name, address=each.feed.address, homepage=each.feed.source.homepage,
            source_class=each.feed.source.source_class, region=each.feed.source.region,
            language=each.feed.source.language, licence=each.feed.source.licence, may_show=each.feed.source.may_show,
            reads=each.feed.reads, every=each.feed.every,
        )
        for each in followed_feeds()
    ]  # fmt: skip


def _region(given: str) -> str:
    return given.upper() if len(given) == 2 and given.isascii() and given.isalpha() else ""
