"""From what an address gives to a feed: JSON Feed, RSS or Atom; or the reason why it is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from airdate.sources.decoding import NotText, decode
from airdate.sources.feeds import json_feed, syndicated
from airdate.sources.feeds.model import FeedEntry, NotAFeed, ParsedFeed
from airdate.sources.feeds.moments import When, can_be

FEEDS = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/xml", "text/xml", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream",
})  # fmt: skip
LARGEST = 5_000_000  # bytes; the largest feeds of the press have half a million
MOST = 500  # entries that are looked at, from the beginning
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def parse(body: bytes, charset: str | None, base: str, *, now: datetime.datetime) -> ParsedFeed:
    """The feed in what an address (``base``) gave. Dates that cannot be at ``now`` are left out, with a warning.

    Raises `NotAFeed`.
    """
    declared = _DECLARED.match(body)
    try:
        text = decode(body, charset or (declared[1].decode("ascii") if declared else None))
    except NotText as error:
        raise NotAFeed(f"it is no text: {error}") from error
    if not text.strip():
        raise NotAFeed("it is empty")
    if text.lstrip()[:1] in "{[":
        return _with_dates_that_can_be(json_feed.read(text, base, MOST), now)
    text = _DECLARATION.sub("", text, count=1)
    if _PAGE.match(text[:20_000]):
        links = feeds_in(text, base)
        known = f"; the page names the feed {links[0]}" if links else ""
        raise NotAFeed(f"it is a web page, not a feed{known}", links)
    if _ENTITIES.search(text):
        raise NotAFeed("its XML declares entities, which feeds have no use for and bombs are made of")
    return _with_dates_that_can_be(syndicated.read(text, base, MOST), now)


def feeds_in(html: str, base: str) -> tuple[str, ...]:
    """The feeds that a page of HTML links to, in its order."""
    found = []
    for node in LexborHTMLParser(html).css("link[rel~=alternate][href]"):
        kind, href = node.attributes.get("type") or "", node.attributes.get("href") or ""
        if kind.strip().lower() in _KINDS and href.strip():
            try:
                found.append(urljoin(base, href.strip()))
            except ValueError:
                continue
    return tuple(dict.fromkeys(found))


def _with_dates_that_can_be(feed: ParsedFeed, now: datetime.datetime) -> ParsedFeed:
    wrong = [each for each in feed.entries if each.published and not _can_be(each, now)]
    if not wrong:
        return feed
    entries = tuple(
        replace(each, published=None, published_at=None, zone="") if each in wrong else each for each in feed.entries
    )
    return replace(feed, entries=entries, warning="; ".join(filter(None, (feed.warning, _told(wrong)))))


def _can_be(entry: FeedEntry, now: datetime.datetime) -> bool:
    return entry.published is not None and can_be(When(entry.published, entry.published_at), now)


def _told(wrong: Sequence[FeedEntry]) -> str:
    one = wrong[0].published
    entries = "1 entry has" if len(wrong) == 1 else f"{len(wrong)} entries have"
    return f"{entries} a date that cannot be, such as {one.isoformat() if one else ''}"
