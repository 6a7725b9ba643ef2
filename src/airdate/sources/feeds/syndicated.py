"""RSS in its versions and Atom, by feedparser, which makes out what it can of XML that is broken."""

from __future__ import annotations

import io
from typing import Any

import feedparser

from airdate.sources.feeds import plain
from airdate.sources.feeds.model import FeedEntry, NotAFeed, ParsedFeed
from airdate.sources.feeds.moments import When, moment
from airdate.sources.feeds.wellformed import TooMuch, look_over

# Of XML that is broken: feedparser then goes by its own, slower way.
LARGEST_BROKEN = 200_000  # bytes
# Markup is taken off by our own hands, in linear time; feedparser's take quadratic time for hostile bodies.
_AS_IT_IS = {"sanitize_html": False, "resolve_relative_uris": False}


def read(text: str, base: str, most: int) -> ParsedFeed:
    """The feed in a text of XML, with at most so many entries. Raises `NotAFeed`. ``text`` declares no entities."""
    try:
        looked = look_over(text, most)
    except TooMuch as error:
        raise NotAFeed(str(error)) from error
    if looked.broken and len(looked.xml) > LARGEST_BROKEN:
        raise NotAFeed(f"{looked.broken}; of {len(looked.xml):,} bytes of broken XML nothing is made out")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    # A file, not the bytes: feedparser takes bytes for the name of a file to open if there is one.
    given = feedparser.parse(io.BytesIO(looked.xml), response_headers=headers, **_AS_IT_IS)
    entries = tuple(_entry(entry, base) for entry in given.entries[:most])
    if not entries and (looked.broken or not given.get("version")):
        raise NotAFeed(looked.broken or "it is XML, but neither RSS nor Atom")
    return ParsedFeed(
        title=plain.line(given.feed.get("title")),
        home=plain.address(given.feed.get("link"), base),
        language=plain.line(given.feed.get("language"), html=False)[:35],
        entries=entries,
        warning=f"{looked.broken}; {_counted(len(entries))} made out" if looked.broken else "",
    )


def _counted(entries: int) -> str:
    return "1 entry could be" if entries == 1 else f"{entries} entries could be"


def _entry(entry: Any, base: str) -> FeedEntry:
    when = _when(entry)
    title = entry.get("title")
    as_html = "<" in str(title) or (entry.get("title_detail") or {}).get("type") != "text/plain"
    return FeedEntry(
        id=plain.line(entry.get("id"), html=False),
        address=plain.address(entry.get("link"), base),
        headline=plain.line(title, html=as_html),
        byline=plain.line(entry.get("author")),
        published=when.day if when else None,
        published_at=when.at if when else None,
        zone=when.zone if when else "",
        text=_text(entry),
    )


def _when(entry: Any) -> When | None:
    for name in ("published", "created", "updated"):
        written = dict.get(entry, name)  # past feedparser's own get, which gives one date for another, with a warning
        if isinstance(written, str) and (when := moment(written)) is not None:
            return when
    return None


def _text(entry: Any) -> str:
    """The longest of what the entry holds: summaries stand beside whole articles."""
    given = [*entry.get("content", ()), entry.get("summary_detail") or {"value": entry.get("summary")}]
    texts = (plain.body(each.get("value"), html=each.get("type") != "text/plain") for each in given)
    return max(texts, key=len, default="")
