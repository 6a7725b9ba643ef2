"""Reads of sources, of the feeds by which they are followed, and of documents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from airdate.sources.correlated import found_for_each
from airdate.sources.models import Document, Entry, Feed, FeedCheck, MayShow, Source, SourceClass

NEWEST_FIRST = ("-published", "-learnt_at", "key")


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed with its source, how it is, and how many of its entries wait, were read, could not be read.

    ``state``: ``new`` (not asked yet), ``fine``, ``odd`` (read, but something is wrong with it), ``failing``,
    ``paused``. ``line`` says what is wrong; empty if nothing is. For editors, not for readers.
    """

    feed: Feed
    state: str
    line: str
    waiting: int
    read: int
    unread: int


def sources_with_counts() -> QuerySet[Source]:
    """All sources by name, each with ``document_count`` and the day of the ``latest`` one."""
    counted = Source.objects.annotate(document_count=Count("documents"), latest=Max("documents__published"))
    return counted.order_by("name", "slug")


def source_by_slug(slug: str) -> Source:
    """The source with ``document_count`` and ``latest``. Raises `Source.DoesNotExist`."""
    return sources_with_counts().get(slug=slug)


def document_by_key(key: str) -> Document:
    """The document with its source, the version it supersedes and the one that supersedes it (None if none does).

    Raises `Document.DoesNotExist`.
    """
    return Document.objects.select_related("source", "supersedes", "superseded_by").get(key=key)


def document_count(source: Source) -> int:
    """How many articles of a source `latest_documents` lists, versions that were replaced left out."""
    return Document.objects.filter(source=source, superseded_by=None).count()


def latest_documents(
    limit: int = 20, *, source: Source | None = None, before: date | None = None, offset: int = 0
) -> list[Document]:
    """The newest documents with their sources, latest versions only, by day of publication."""
    found = Document.objects.filter(last_version())
    if source is not None:
        found = found.filter(source=source)
    if before is not None:
        found = found.filter(published__lt=before)
    return newest(found, limit, offset=offset)


def last_version() -> Q:
    """The condition on a document that no later version has come. A question of its own: of "nothing superseded it" in
    a join PostgreSQL thinks that it is rare, and reads all documents.
    """
    return ~Q(Exists(Document.objects.filter(supersedes=OuterRef("pk"))))


def no_record() -> Q:
    """The condition on a document that it is an article, and no record of a catalogue or of listings. Asked of each:
    begun with the sources, SQLite would go through the documents of each, and sort them all.
    """
    press = Source.objects.exclude(source_class=SourceClass.CATALOGUE)
    return found_for_each(press.filter(pk=OuterRef("source")))


def newest(found: QuerySet[Document], limit: int, *, offset: int = 0) -> list[Document]:
    """The newest of these documents with their sources, without texts. First their keys, in the order of the index of
    all by day; what is shown is read of those that are left: two queries.
    """
    pks = list(found.order_by(*NEWEST_FIRST).values_list("pk", flat=True)[offset : offset + limit])
    shown = Document.objects.filter(pk__in=pks).select_related("source").defer("text", "signature")
    return list(shown.order_by(*NEWEST_FIRST))


def news(limit: int = 20, *, without: str = "") -> list[Document]:
    """The newest articles of the press with their sources: no records of catalogues, no syndicated copies, and none
    of the source whose slug is ``without``.

    Each source is asked for the day of its own article that far back; nothing older than the latest of these days can
    be among them. So neither an archive of the press nor a catalogue that came yesterday is read through.
    """
    # The first of a group of near-duplicates lends it its key. Written as a range, as PostgreSQL takes two columns that
    # are equal for a rarity, and then reads and sorts all that a source has.
    found = Document.objects.filter(last_version(), voice__gte=F("key"), voice__lte=F("key"))
    own = found.filter(source=OuterRef("pk")).order_by("-published").values("published")
    press = Source.objects.exclude(source_class=SourceClass.CATALOGUE).exclude(slug=without)
    press = press.annotate(back=Subquery(own[limit - 1 : limit]))
    days = dict(press.order_by().values_list("pk", "back"))
    found = found.filter(source__in=list(days))
    if floor := max((day for day in days.values() if day is not None), default=None):
        found = found.filter(published__gte=floor)
    return newest(found, limit)


def same_voice(document: Document) -> list[Document]:
    """Other documents that say the same in (nearly) the same words, earliest first."""
    alike = Document.objects.select_related("source").filter(voice=document.voice).exclude(pk=document.pk)
    return list(alike.defer("text", "signature").order_by("published", "key"))


def quotable(text: str, may_show: str) -> str:
    """The text of an article as far as words of it may be shown: all for short quotations, or nothing."""
    return text if may_show == MayShow.QUOTATION else ""


def followed_feeds(*, source: Source | None = None) -> list[FollowedFeed]:
    """All feeds, or those of a source, by source and address."""
    feeds = Feed.objects.select_related("source", "host").order_by("source__name", "source__slug", "address")
    counted = Entry.objects.order_by().values_list("feed", "state").annotate(count=Count("pk"))
    if source is not None:
        feeds, counted = feeds.filter(source=source), counted.filter(source=source)
    counts: dict[int | None, dict[str, int]] = defaultdict(dict)
    for feed, state, count in counted:
        counts[feed][state] = count
    return [_followed(feed, counts[feed.pk]) for feed in feeds]


def _followed(feed: Feed, counts: dict[str, int]) -> FollowedFeed:
    if feed.paused_at is not None:
        state = "paused"
    elif feed.failure:
        state = "failing"
    elif feed.checked_at is None:
        state = "new"
    else:
        state = "odd" if feed.warning else "fine"
    waiting, read, unread = (counts.get(of, 0) for of in (Entry.State.WAITING, Entry.State.READ, Entry.State.UNREAD))
    return FollowedFeed(feed, state, feed.failure or feed.warning, waiting, read, unread)


def latest_checks(feed: Feed, *, limit: int = 20) -> list[FeedCheck]:
    """How the last questions to a feed went, the newest first."""
    return list(feed.checks.order_by("-at", "-pk")[:limit])


def entries_of(*, source: Source | None = None, state: str = "", limit: int = 50, offset: int = 0) -> list[Entry]:
    """Entries of feeds with their sources and documents, the newest first; of one source or state where given."""
    found = Entry.objects.select_related("source", "document").defer("text", "document__text", "document__signature")
    if source is not None:
        found = found.filter(source=source)
    if state:
        found = found.filter(state=state)
    return list(found.order_by("-seen_at", "-pk")[offset : offset + limit])
