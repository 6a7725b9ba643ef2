"""What a feed holds, whatever it is written in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


class NotAFeed(ValueError):
    """What an address gives cannot be read as a feed: one line that says why. ``links`` are feeds that it names."""

    def __init__(self, message: str, links: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.links = links


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. Texts are plain; ``address`` is http or empty; the id is the feed's own, or empty.

    ``published`` is the day in the zone in which the feed gives it, ``published_at`` the instant in UTC where it gives
    one, ``zone`` the offset as it was given (``+0100``). ``text`` is what the feed itself holds of the article.
    """

    id: str
    address: str
    headline: str
    byline: str = ""
    published: datetime.date | None = None
    published_at: datetime.datetime | None = None
    zone: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as read. ``warning`` is one line on what is wrong with it, empty if nothing is."""

    title: str
    home: str
    language: str
    entries: tuple[FeedEntry, ...]
    warning: str = ""
