"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). Pure."""

from __future__ import annotations

import json
from typing import Any

from airdate.sources.feeds import plain
from airdate.sources.feeds.model import FeedEntry, NotAFeed, ParsedFeed
from airdate.sources.feeds.moments import moment

VERSION = "https://jsonfeed.org/version/"


def read(text: str, base: str, most: int) -> ParsedFeed:
    """The feed in a text of JSON, with at most so many entries. Raises `NotAFeed`."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotAFeed(f"its JSON is broken at line {error.lineno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise NotAFeed("its JSON is nested too deeply, or holds a number that is too long") from error
    if not isinstance(given, dict) or not str(given.get("version", "")).startswith(VERSION):
        raise NotAFeed(f"it is JSON, but no JSON Feed: its `version` does not begin with {VERSION}")
    items = given.get("items")
    if not isinstance(items, list):
        raise NotAFeed("it is a JSON Feed without a list of `items`")
    found = [item for item in items[:most] if isinstance(item, dict)]
    odd = len(items[:most]) - len(found)
    return ParsedFeed(
        title=plain.line(given.get("title"), html=False),
        home=plain.address(given.get("home_page_url"), base),
        language=plain.line(given.get("language"), html=False)[:35],
        entries=tuple(_entry(item, base) for item in found),
        warning=f"{odd} of its {len(items)} items are no JSON objects" if odd else "",
    )


def _entry(item: dict[str, Any], base: str) -> FeedEntry:
    when = moment(str(item.get("date_published") or item.get("date_modified") or ""))
    text = plain.body(item.get("content_html")) or plain.body(item.get("content_text"), html=False)
    return FeedEntry(
        id=plain.line(str(item.get("id") or ""), html=False),
        address=plain.address(item.get("url"), base) or plain.address(item.get("external_url"), base),
        headline=plain.line(item.get("title")),
        byline=_authors(item),
        published=when.day if when else None,
        published_at=when.at if when else None,
        zone=when.zone if when else "",
        text=text or plain.body(item.get("summary"), html=False),
    )


def _authors(item: dict[str, Any]) -> str:
    """Version 1.1 has a list, 1.0 one author."""
    given = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = (plain.line(each.get("name"), html=False) for each in given or () if isinstance(each, dict))
    return ", ".join(name for name in names if name)[: plain.LONGEST_LINE]
