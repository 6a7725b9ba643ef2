"""From the HTML of a page to its article: text, headline, byline, day of publication, canonical address."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from airdate.reading.markup import strip
from airdate.sources.datelines import dateline

_SHORTEST = 80  # characters; with less than this trafilatura has missed the article
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "parsely-pub-date", "publish-date", "publishdate", "pubdate", "sailthru.date",
    "article.published", "publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_BYLINE_NAMES = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")
_ARTICLES = re.compile(r"(?:News|Blog|Live|Review|TV)?.*(?:Article|Posting|Review|WebPage)$")
_DEEPEST = 12  # levels of JSON-LD that are followed


class PageError(Exception):
    """A page that cannot be read as an article; one line that says why."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as found: ``published`` is the day in the zone of the page's own time stamp.

    ``published_at`` is that instant where the page gives one with its offset. ``html`` is the page it was found in, or
    empty for plain text. ``url`` is the canonical address where there is one, ``picture`` that of its picture.
    """

    text: str
    headline: str = ""
    byline: str = ""
    published: datetime.date | None = None
    published_at: datetime.datetime | None = None
    url: str = ""
    language: str = ""
    html: str = ""
    picture: str = ""


def article(html: str, url: str = "") -> Article:
    """The article in a page of HTML. Raises ``PageError`` where there is no text to read."""
    page = LexborHTMLParser(html)
    text = _text(html)
    if not text.strip():
        raise PageError("no text was found in the page")
    meta = _meta(page)
    stated = list(_stated(page))
    when = _when(page, meta, stated)
    day = when.date() if isinstance(when, datetime.datetime) else when
    return Article(
        text=text,
        headline=_headline(page, meta, stated),
        byline=_byline(meta, stated),
        published=day or dateline(text) or dateline(strip(html).text),
        published_at=when if isinstance(when, datetime.datetime) and when.tzinfo else None,
        url=_canonical(page, meta, url),
        language=_language(page),
        html=html,
        picture=_picture(meta, stated, url),
    )


def from_text(text: str, url: str = "") -> Article:
    """Plain text as an article; its day is that of a dateline in it, if there is one."""
    return Article(text=text, published=dateline(text), url=url)


def stated_day(html: str) -> datetime.date | None:
    """The day that HTML gives for itself, in its data or in a dateline; None where it gives none."""
    page = LexborHTMLParser(html)
    when = _when(page, _meta(page), list(_stated(page)))
    if when is None:
        return dateline(strip(html).text)
    return when.date() if isinstance(when, datetime.datetime) else when


def _text(html: str) -> str:
    import trafilatura  # half a second that plain text need not wait for

    # Trafilatura raises whatever its parsers do on broken pages; our own stripping has no such limits.
    try:
        text = (
            trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True, fast=True) or ""
        )
    except Exception:  # any failure of the extraction has one remedy: the plain text of the page
        text = ""
    if len(text) >= _SHORTEST:
        return text
    whole = strip(html)
    kept = list(whole.text)
    for span in whole.furniture:
        kept[span.start : span.end] = ["\n"] * (span.end - span.start)
    plain = re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()
    return plain if len(plain) > len(text) else text


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in page.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _stated(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe an article, in order."""
    for node in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            continue
        level: list[Any] = [data]
        for _ in range(_DEEPEST):
            following: list[Any] = []
            for item in level:
                if isinstance(item, list):
                    following.extend(item)
                elif isinstance(item, dict):
                    kinds = item.get("@type")
                    names = kinds if isinstance(kinds, list) else [kinds]
                    if any(isinstance(name, str) and _ARTICLES.fullmatch(name) for name in names):
                        yield item
                    following.extend(
                        item.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                    )
            level = following
            if not level:
                break


def _when(
    page: LexborHTMLParser, meta: dict[str, str], stated: list[dict[str, Any]]
) -> datetime.date | datetime.datetime | None:
    for item in stated:
        if (when := _moment(item.get("datePublished"))) is not None:
            return when
    for name in _DATE_NAMES:
        if (when := _moment(meta.get(name))) is not None:
            return when
    for selector in (
        "time[itemprop=datePublished]",
        "time[pubdate]",
        "article time[datetime]",
        "header time[datetime]",
    ):
        for node in page.css(selector):
            if (when := _moment(node.attributes.get("datetime"))) is not None:
                return when
    return None


def _moment(value: object) -> datetime.date | datetime.datetime | None:
    """ISO 8601 as pages write it: a day, or a day and time; anything else is None."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return datetime.date.fromisoformat(text)
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d", text):
            return datetime.datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", text))
        if re.match(r"\d{4}-\d\d-\d\d", text):
            return datetime.date.fromisoformat(text[:10])
        return dateline(text)
    except ValueError:
        return None


def _headline(page: LexborHTMLParser, meta: dict[str, str], stated: list[dict[str, Any]]) -> str:
    for item in stated:
        if isinstance(item.get("headline"), str) and item["headline"].strip():
            return _line(_unescaped(item["headline"]))
    heading = page.css_first("article h1") or page.css_first("h1")
    candidates = (
        meta.get("og:title", ""),
        heading.text(deep=True, separator=" ") if heading else "",
        page.css_first("title").text(deep=True) if page.css_first("title") else "",
    )
    return next((_line(candidate) for candidate in candidates if candidate.strip()), "")


def _byline(meta: dict[str, str], stated: list[dict[str, Any]]) -> str:
    for item in stated:
        authors = item.get("author")
        names = [
            author if isinstance(author, str) else author.get("name") if isinstance(author, dict) else None
            for author in (authors if isinstance(authors, list) else [authors])
        ]
        known = [_line(name) for name in names if isinstance(name, str) and name.strip()]
        if known:
            return ", ".join(known)
    for name in _BYLINE_NAMES:
        value = meta.get(name, "")
        if value and not value.startswith(("http:", "https:")):
            return _line(value)
    return ""


def _canonical(page: LexborHTMLParser, meta: dict[str, str], url: str) -> str:
    link = page.css_first("link[rel=canonical]")
    for stated in (link.attributes.get("href") if link else None, meta.get("og:url")):
        if not stated:
            continue
        try:
            address = urljoin(url, stated.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return address
    return url


def _picture(meta: dict[str, str], stated: list[dict[str, Any]], url: str) -> str:
    """The address of the article's picture, empty if none is stated."""
    given: list[Any] = [meta.get("og:image"), meta.get("twitter:image")]
    for item in stated:
        images = item.get("image")
        for image in images if isinstance(images, list) else [images]:
            given.append(image.get("url") if isinstance(image, dict) else image)
    for each in given:
        if isinstance(each, str) and each.strip():
            try:
                address = urljoin(url, each.strip())
                if urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname:
                    return address
            except ValueError:
                continue
    return ""


def _language(page: LexborHTMLParser) -> str:
    root = page.css_first("html")
    return (root.attributes.get("lang") or "").strip() if root else ""


def _unescaped(text: str) -> str:
    return strip(text).text if "&" in text or "<" in text else text


def _line(text: str) -> str:
    return " ".join(text.split())
