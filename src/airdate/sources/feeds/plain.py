"""Markup of entries as plain text: titles on one line, bodies as paragraphs. Scripts and styles are no text. Pure."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from airdate.reading.markup import strip
from airdate.sources.fetching import FetchError, checked_address
from airdate.sources.normal import one_line

LONGEST_TEXT = 200_000  # characters of a body; a longer one is read from its page
LONGEST_LINE = 500
LONGEST_ADDRESS = 2000
LONGEST_HOST = 253  # RFC 1035


def line(given: object, *, html: bool = True) -> str:
    """A title or name without its markup, on one line; empty for what is no text."""
    if not isinstance(given, str):
        return ""
    text = given[: 20 * LONGEST_LINE]
    if html and ("<" in text or "&" in text):
        text = strip(text).text
    return one_line(text)[:LONGEST_LINE]


def body(given: object, *, html: bool = True) -> str:
    """The text of an entry as the feed holds it, paragraph by paragraph."""
    if not isinstance(given, str):
        return ""
    text = given[:LONGEST_TEXT]
    if html and ("<" in text or "&" in text):
        text = strip(text).text
    paragraphs = (one_line(each) for each in text.splitlines())
    return "\n\n".join(each for each in paragraphs if each)


def address(given: object, base: str) -> str:
    """An http address, joined to that of the feed; empty for what is none, or would never be fetched."""
    if not isinstance(given, str) or not given.strip():
        return ""
    try:
        joined = urljoin(base, given.strip())
        checked_address(joined)
        fits = len(urlsplit(joined).hostname or "") <= LONGEST_HOST
    except (ValueError, FetchError):
        return ""
    return joined if fits and len(joined) <= LONGEST_ADDRESS and one_line(joined) == joined else ""
