"""One question to a feed, and one article of an entry: asked, read, and settled in one transaction each.

``settle`` opens the transaction in which the result is written down; a job ends its errand in it. Nothing here raises
for what an address may be wrong with: that is a line at the feed or the entry.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from airdate.intake.actions import Added, Article, NotAnArticle, Publisher, add_article
from airdate.intake.writer import one_writer
from airdate.sources.actions import SourceConflict, TakenDown
from airdate.sources.decoding import NotText, decode
from airdate.sources.entries import entry_failed, entry_is_unchanged, entry_was_read, keep_entries
from airdate.sources.feeds.model import NotAFeed, ParsedFeed
from airdate.sources.feeds.moments import When, can_be
from airdate.sources.feeds.parse import FEEDS, LARGEST, parse
from airdate.sources.fetching import (
    PAGES,
    Answered,
    FetchError,
    Limits,
    NotModified,
    NotReached,
    Validators,
    fetch_into,
)
from airdate.sources.following import feed_failed, feed_is_unchanged, feed_was_read
from airdate.sources.hosts import asked, rest
from airdate.sources.models import Entry, Feed, FeedCheck, Host
from airdate.sources.pages import Article as Page
from airdate.sources.pages import PageError, article, from_text
from airdate.sources.robots import Forbidden, see_that_it_is_allowed

FEED_LIMITS = Limits(size=LARGEST, seconds=30.0)
PAGE_LIMITS = Limits()
ENOUGH = 200  # characters of what a feed holds that are read where the page cannot be
GONE = frozenset({404, 410, 451})
BUSY = frozenset({429, 503})
Clock = Callable[[], datetime]
Settle = Callable[[], AbstractContextManager[None]]
Allowed = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Had:
    """A page that was fetched and reduced to its article."""

    page: Page
    validators: Validators


def ask_feed(feed: Feed, *, clock: Clock, settle: Settle = one_writer, allow: Allowed = None) -> FeedCheck:
    """Ask a feed and keep what is new in it."""
    try:
        parsed, validators = _fetch_feed(feed, clock, allow)
    except NotModified as error:
        now = clock()
        with settle():
            asked(feed.host, now)
            if feed.succeeded_at is None:
                return feed_failed(feed, _line(error, feed.address), now=now)
            return feed_is_unchanged(feed, now=now)
    except (FetchError, NotAFeed) as error:
        now = clock()
        with settle():
            until = _after(feed.host, error, now)
            return feed_failed(feed, _line(error, feed.address), now=now, not_before=until)
    now = clock()
    with settle():
        asked(feed.host, now)
        kept = keep_entries(feed, parsed.entries, now=now)
        return feed_was_read(
            feed, now=now, validators=validators, title=parsed.title, held=len(parsed.entries), new=kept.new,
            changed=kept.changed, warning=parsed.warning,
        )  # fmt: skip


def _fetch_feed(feed: Feed, clock: Clock, allow: Allowed) -> tuple[ParsedFeed, Validators]:
    body = io.BytesIO()
    known = Validators(feed.etag, feed.last_modified)
    got = fetch_into(
        feed.address, body, limits=FEED_LIMITS, accept=FEEDS, unless=known, allow=allow, before=_asking(clock, allow)
    )
    return parse(body.getvalue(), got.charset, got.url, now=clock()), got.validators


def take_entry(entry: Entry, *, clock: Clock, settle: Settle = one_writer, allow: Allowed = None) -> Added | None:
    """Read an entry: its page, or what the feed holds of it. None where it is unchanged or could not be read."""
    try:
        had = _had(entry, clock, allow)
    except NotModified as error:
        now = clock()
        with settle():
            _asked(entry, now)
            if entry.state == Entry.State.READ:
                entry_is_unchanged(entry, now=now)
            else:
                entry_failed(entry, _line(error, entry.address), now=now)
        return None
    except (FetchError, PageError, NotText) as error:
        now = clock()
        with settle():
            until = _after(entry.host, error, now)
            entry_failed(
                entry, _line(error, entry.address), now=now, for_good=_is_for_good(error, entry), not_before=until
            )
        return None
    try:
        publisher = Publisher(entry.source.name, slug=entry.source.slug)
        added = add_article(_article(entry, had.page, clock()), publisher, now=clock())
    except (NotAnArticle, SourceConflict, TakenDown) as error:
        now = clock()
        with settle():
            _asked(entry, now)
            entry_failed(entry, str(error), now=now, for_good=True)
        return None
    now = clock()
    with settle():
        _asked(entry, now)
        entry_was_read(entry, added.document, now=now, validators=had.validators)
    return added


def _had(entry: Entry, clock: Clock, allow: Allowed) -> _Had:
    """The article of an entry. Where the page has none to give, what the feed holds, if that is enough."""
    if not entry.address or (entry.feed is not None and entry.feed.reads == Feed.Reads.FEED):
        return _Had(_of_feed(entry), Validators())
    known = Validators(entry.etag, entry.last_modified) if entry.state == Entry.State.READ else Validators()
    body = io.BytesIO()
    try:
        got = fetch_into(
            entry.address, body, limits=PAGE_LIMITS, accept=PAGES, unless=known, allow=allow,
            before=_asking(clock, allow),
        )  # fmt: skip
        text = decode(body.getvalue(), got.charset, html=True)
        page = from_text(text, got.url) if got.content_type == "text/plain" else article(text, got.url)
    except (Forbidden, PageError, NotText) as error:
        if (isinstance(error, Forbidden) and error.temporary) or len(entry.text) < ENOUGH:
            raise
        return _Had(_of_feed(entry), Validators())
    return _Had(replace(page, url=_own(page.url, got.url)), got.validators)


def _of_feed(entry: Entry) -> Page:
    """What the feed itself holds of an article. Raises `PageError` where that is nothing."""
    if not entry.text.strip():
        raise PageError("the feed holds nothing of it but a headline")
    return Page(text=entry.text, url=entry.address)


def _own(stated: str, fetched: str) -> str:
    """The canonical address that a page states, if it is on the page's own host; else the one that was fetched."""
    one, other = (urlsplit(address).hostname or "" for address in (stated, fetched))
    return stated if one.removeprefix("www.") == other.removeprefix("www.") and len(stated) <= 2000 else fetched


def _article(entry: Entry, page: Page, now: datetime) -> Article:
    """What is added: the page's own words about itself first, the feed's where it says nothing that can be."""
    url = entry.document.url if entry.document is not None and entry.document.url else page.url
    published, at, zone = entry.published, entry.published_at, entry.published_zone
    if page.published is not None and can_be(When(page.published, page.published_at), now):
        moment = page.published_at
        published, at = page.published, moment.astimezone(UTC) if moment is not None else None
        zone = moment.strftime("%z") if moment is not None else ""
    if published is None:
        raise NotAnArticle("neither the feed nor the page says when it was published")
    return Article(
        text=page.text, published=published, headline=page.headline or entry.headline,
        byline=page.byline or entry.byline, url=url, published_at=at, published_zone=zone, picture=page.picture,
    )  # fmt: skip


def _asking(clock: Clock, allow: Allowed) -> Callable[[str], None]:
    def before(address: str) -> None:
        see_that_it_is_allowed(address, now=clock(), allow=allow)

    return before


def _asked(entry: Entry, now: datetime) -> None:
    if entry.host is not None:
        asked(entry.host, now)


def _after(host: Host | None, error: Exception, now: datetime) -> datetime | None:
    """See to the host after a failure. Gives until when it is left alone, if it is."""
    if host is None:
        return None
    if isinstance(error, Answered) and (error.status in BUSY or error.retry_after is not None):
        return rest(host, now, timedelta(seconds=error.retry_after) if error.retry_after is not None else None)
    if isinstance(error, NotReached) or (isinstance(error, Forbidden) and error.temporary):
        return rest(host, now, None)
    asked(host, now)
    return None


def _is_for_good(error: Exception, entry: Entry) -> bool:
    """Whether there is no sense in trying again."""
    if isinstance(error, Answered):
        return error.status in GONE and entry.tries > 0  # once more: pages appear a little after their feeds
    if isinstance(error, NotReached):
        return False
    return not (isinstance(error, Forbidden) and error.temporary)


def _line(error: Exception, address: str) -> str:
    """The reason alone: the address stands beside it."""
    return str(error).removeprefix(f"{address}: ")
