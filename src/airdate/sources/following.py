"""Which feeds are followed, and how each question to one went. Writes; nothing here asks the network."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from airdate.sources.fetching import FetchError, Validators, checked_address
from airdate.sources.hosts import host_of
from airdate.sources.models import Entry, Feed, FeedCheck, Source
from airdate.sources.normal import one_line

SHORTEST, LONGEST = 5, 7 * 24 * 60  # minutes between two questions
USUAL = 30
PATIENCE = timedelta(days=7)  # the longest wait after failures
CHECKS_KEPT = 50  # of each feed
AT_ONCE = 3  # how often what was interrupted is begun anew at once


class WrongFeed(ValueError):
    """A feed cannot be followed so. The message is one line that names the value and the way out."""


@transaction.atomic
def follow(
    source: Source, address: str, *, now: datetime, every: int = USUAL, reads: str = Feed.Reads.PAGE, title: str = ""
) -> Feed:
    """Ask an address of a source every so many minutes, from now on. Raises `WrongFeed`.

    One that the source has already is asked as said now, and is no longer paused.
    """
    address = see_that_it_is_free(address, source)
    if not SHORTEST <= every <= LONGEST:
        raise WrongFeed(f"{every} minutes: a feed is asked every {SHORTEST} minutes to every {LONGEST // 1440} days")
    if reads not in Feed.Reads.values:
        raise WrongFeed(f"{reads!r} is nothing to be read; choose one of {', '.join(Feed.Reads.values)}")
    feed = Feed.objects.filter(address=address).first() or Feed(source=source, address=address, added_at=now)
    feed.host = host_of(address)
    feed.every, feed.reads, feed.due_at, feed.paused_at = every, reads, now, None
    feed.title = feed.title or one_line(title)[:300]
    feed.save()
    return feed


def see_that_it_is_free(address: str, source: Source | None = None) -> str:
    """The address of a feed as it is kept. Raises `WrongFeed` if it is none, or one of another source."""
    try:
        address = checked_address(address.strip())
    except FetchError as error:
        raise WrongFeed(f"{error}; a feed has an address such as https://news.example/feed") from error
    if len(address) > 2000:
        raise WrongFeed(f"{address[:60]}... has {len(address):,} characters; an address has at most 2,000")
    other = Feed.objects.select_related("source").filter(address=address).first()
    if other is not None and (source is None or other.source_id != source.pk):
        raise WrongFeed(f"{address} is followed already, as a feed of {other.source.name}")
    return address


@transaction.atomic
def unfollow(feed: Feed) -> None:
    """Ask a feed no longer, and read none of its entries that wait. What was read stays."""
    Entry.objects.filter(feed=feed, state=Entry.State.WAITING).delete()
    Entry.objects.filter(feed=feed).update(due_at=None)
    feed.delete()


def pause(feed: Feed, *, now: datetime) -> None:
    """Ask a feed and the pages of its entries no longer until `resume`."""
    Feed.objects.filter(pk=feed.pk, paused_at=None).update(paused_at=now)


def resume(feed: Feed, *, now: datetime) -> None:
    """Ask a feed again, at once."""
    Feed.objects.filter(pk=feed.pk).update(paused_at=None, due_at=now)


def ask_now(feed: Feed, *, now: datetime) -> None:
    """Ask a feed as soon as a worker can, whatever it failed with."""
    Feed.objects.filter(pk=feed.pk).update(due_at=now, failures=0)


def try_again(entry: Entry, *, now: datetime) -> None:
    """Read an entry as soon as a worker can. What was taken down stays so."""
    again = Entry.objects.filter(pk=entry.pk).exclude(state=Entry.State.REMOVED)
    again.update(due_at=now, tries=0, etag="", last_modified="")


def feed_was_read(
    feed: Feed, *, now: datetime, validators: Validators, title: str, held: int, new: int, changed: int, warning: str
) -> FeedCheck:
    """A feed gave what could be read, ``warning`` aside."""
    feed.title, feed.warning, feed.failure, feed.failures = one_line(title)[:300] or feed.title, warning[:1000], "", 0
    feed.etag, feed.last_modified, feed.entries_held = validators.etag, validators.last_modified, held
    feed.succeeded_at = now
    return _settle(feed, now, FeedCheck(outcome="read", held=held, new=new, changed=changed, line=warning[:1000]))


def feed_is_unchanged(feed: Feed, *, now: datetime) -> FeedCheck:
    """A feed's server says that nothing is new."""
    feed.failure, feed.failures, feed.succeeded_at = "", 0, now
    return _settle(feed, now, FeedCheck(outcome="unchanged", held=feed.entries_held))


def feed_failed(feed: Feed, line: str, *, now: datetime, not_before: datetime | None = None) -> FeedCheck:
    """A feed could not be had or read; it is asked again after twice the time, and not before its host may be."""
    feed.failure, feed.failures = one_line(line)[:1000], min(feed.failures + 1, 20)
    return _settle(feed, now, FeedCheck(outcome="failed", line=feed.failure), not_before)


def feed_was_interrupted(pk: int, line: str, *, now: datetime) -> None:
    """A job that asked a feed was killed or broke off. The first times it is begun anew at once."""
    feed = Feed.objects.filter(pk=pk).first()
    if feed is None:
        return
    feed_failed(feed, line, now=now)
    if feed.failures < AT_ONCE:
        Feed.objects.filter(pk=pk).update(due_at=now)


def _settle(feed: Feed, now: datetime, check: FeedCheck, not_before: datetime | None = None) -> FeedCheck:
    every = timedelta(minutes=feed.every)
    wait = every if not feed.failures else min(every * 2**feed.failures, max(every, PATIENCE))
    feed.checked_at, feed.due_at = now, max(now + wait, not_before or now)
    with transaction.atomic():
        feed.save(update_fields=_SETTLED)
        check.feed, check.at = feed, now
        check.save()
        old = feed.checks.order_by("-at", "-pk").values_list("pk", flat=True)[CHECKS_KEPT : CHECKS_KEPT + 100]
        FeedCheck.objects.filter(pk__in=list(old)).delete()
    return check


_SETTLED = (
    "title", "warning", "failure", "failures", "etag", "last_modified", "entries_held", "succeeded_at", "checked_at",
    "due_at",
)  # fmt: skip
