"""What becomes of the entries of feeds. Writes; nothing here asks the network."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from airdate.sources.feeds.model import FeedEntry
from airdate.sources.fetching import Validators
from airdate.sources.hosts import host_name, host_of
from airdate.sources.models import Document, Entry, Feed, Host
from airdate.sources.normal import KEY_LENGTH, clean_text, one_line, tidy_url

AT_ONCE = 3  # how often what was interrupted is begun anew at once
# What fails is tried again after these, then left unread.
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
# When a page is asked again, counted from when it was first read, if the article is not older than `YOUNG`.
REREADS = (timedelta(hours=6), timedelta(days=2))
YOUNG = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many entries of a feed were not known, and how many say otherwise than before."""

    new: int
    changed: int


def entry_key(entry: FeedEntry) -> str:
    """What an entry is known by in its source: its address, else its id, else its words."""
    known = tidy_url(entry.address) if entry.address else entry.id or f"{entry.headline}\n{entry.text}"
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def entry_digest(entry: FeedEntry) -> str:
    """A hash of what the feed says of an article."""
    return hashlib.sha256(clean_text(f"{entry.headline}\n{entry.text}").encode()).hexdigest()


def keep_entries(feed: Feed, found: Sequence[FeedEntry], *, now: datetime) -> Kept:
    """Keep what is new in a feed, to be read from ``now`` on, and have read again what says otherwise than before.

    An entry without a day gets the one on which it was first seen, save in a feed's first answer: that is of any age.
    """
    entries = {entry_key(entry): entry for entry in reversed(found) if entry.address or entry.text}
    known = {entry.key: entry for entry in Entry.objects.filter(source=feed.source_id, key__in=entries)}
    hosts: dict[str, Host] = {}
    new, changed = [], 0
    for key, given in entries.items():
        row, digest = known.get(key), entry_digest(given)
        if row is None:
            new.append(_new(feed, key, digest, given, hosts, now))
        elif row.digest != digest:
            changed += _is_changed(row, digest, given, now)
    Entry.objects.bulk_create(new)
    return Kept(len(new), changed)


def _new(feed: Feed, key: str, digest: str, given: FeedEntry, hosts: dict[str, Host], now: datetime) -> Entry:
    host = None
    if given.address:
        name = host_name(given.address)
        host = hosts[name] = hosts.get(name) or host_of(given.address)
    first_seen = now.date() if feed.succeeded_at is not None else None
    return Entry(
        source_id=feed.source_id, feed=feed, host=host, key=key, digest=digest, address=given.address,
        headline=clean_text(given.headline)[:500], byline=clean_text(given.byline)[:500],
        published=given.published or first_seen, published_at=given.published_at, published_zone=given.zone[:64],
        text=clean_text(given.text), seen_at=now, due_at=now,
    )  # fmt: skip


def _is_changed(row: Entry, digest: str, given: FeedEntry, now: datetime) -> bool:
    row.digest, row.headline, row.text = digest, clean_text(given.headline)[:500], clean_text(given.text)
    fields = ["digest", "headline", "text"]
    if row.state == Entry.State.REMOVED:
        row.text = ""
    elif row.state != Entry.State.WAITING:
        row.due_at, row.tries, row.etag, row.last_modified = now, 0, "", ""
        fields += ["due_at", "tries", "etag", "last_modified"]
    row.save(update_fields=fields)
    return row.state != Entry.State.REMOVED


def entry_was_read(entry: Entry, document: Document, *, now: datetime, validators: Validators) -> None:
    """An entry's article is here, as this document."""
    if entry.document_id is not None:
        entry.rereads += 1
    entry.state, entry.document, entry.text = Entry.State.READ, document, ""
    entry.etag, entry.last_modified = validators.etag, validators.last_modified
    _settle(entry, now, "", _next_reread(entry, now))


def entry_is_unchanged(entry: Entry, *, now: datetime) -> None:
    """The page of an entry that was read is as it was."""
    entry.rereads += 1
    _settle(entry, now, "", _next_reread(entry, now))


def entry_failed(
    entry: Entry, line: str, *, now: datetime, for_good: bool = False, not_before: datetime | None = None
) -> None:
    """An entry could not be read: it is tried again later, or, ``for_good``, left. One that was read stays so."""
    entry.tries += 1
    if entry.state == Entry.State.READ:
        entry.rereads += 1
        due = _next_reread(entry, now)
    elif for_good or entry.tries > len(WAITS):
        entry.state, entry.text, due = Entry.State.UNREAD, "", None
    else:
        due = max(now + WAITS[entry.tries - 1], not_before or now)
    _settle(entry, now, line, due)


def entry_was_interrupted(pk: int, line: str, *, now: datetime) -> None:
    """A job that read an entry was killed or broke off. The first times it is begun anew at once."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None or entry.due_at is None:
        return
    tries = entry.tries + 1
    wait = WAITS[min(tries, len(WAITS)) - 1] if tries >= AT_ONCE else timedelta(0)
    due: datetime | None = now + wait
    if tries > AT_ONCE + len(WAITS):
        due = None
    state = Entry.State.UNREAD if due is None and entry.state == Entry.State.WAITING else entry.state
    Entry.objects.filter(pk=pk).update(tries=tries, due_at=due, state=state, failure=one_line(line)[:1000])


def _next_reread(entry: Entry, now: datetime) -> datetime | None:
    published = entry.document.published if entry.document is not None else entry.published
    if not entry.address or entry.rereads >= len(REREADS) or published is None or published < (now - YOUNG).date():
        return None
    return now + REREADS[entry.rereads] - (REREADS[entry.rereads - 1] if entry.rereads else timedelta(0))


def _settle(entry: Entry, now: datetime, line: str, due: datetime | None) -> None:
    entry.fetched_at, entry.failure, entry.due_at = now, one_line(line)[:1000], due
    if not line:
        entry.tries = 0
    entry.save(
        update_fields=[
            "state", "document", "text", "etag", "last_modified", "rereads", "tries", "fetched_at", "failure", "due_at",
        ]
    )  # fmt: skip
