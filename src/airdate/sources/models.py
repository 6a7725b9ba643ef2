"""Publishers, the feeds by which they are followed, and the documents that came from them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

DESK_SLUG = "desk"  # the source that the site's own articles come from


class SourceClass(models.TextChoices):
    """How near a source stands to the fact, nearest first (the order of the weighing policy)."""

    OFFICIAL = "official", _("official")  # the service, the broadcaster, the makers
    TRADE = "trade", _("trade press")
    CATALOGUE = "catalogue", _("listings and catalogues")
    GENERAL = "general", _("general press")
    FAN = "fan", _("fan press")


class MayShow(models.TextChoices):
    """What a source's licence lets be shown of its articles, the least first. Their whole text is kept for reading."""

    HEADLINE = "headline", _("headline, date and link")
    QUOTATION = "quotation", _("and short quotations beside facts")


class Source(models.Model):
    """One publisher. ``slug`` is permanent: the keys of its documents are made from it."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    source_class = models.CharField(max_length=12, choices=SourceClass, default=SourceClass.GENERAL)
    homepage = models.URLField(max_length=500, blank=True)
    region = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, upper case; empty if it has none")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    licence = models.CharField(max_length=200, blank=True, help_text="what its texts may be used for, in short")
    may_show = models.CharField(max_length=12, choices=MayShow, default=MayShow.QUOTATION)

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """One version of one article, as it was given.

    ``text`` never changes: the spans of claims are offsets into it. Only a takedown empties it, and then for ever. An
    article that changed at its address is a new document that supersedes the former. ``key`` is made from the source's
    slug and ``text_hash``, so it is the same in every database; ``voice`` is the key of the first document of its group
    of near-duplicates.
    """

    key = models.CharField(max_length=40, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="documents")
    url = models.URLField(max_length=2000, blank=True)
    headline = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    published = models.DateField(help_text="the day on the article, in its own zone")
    published_at = models.DateTimeField(null=True, blank=True, help_text="the instant in UTC, where known")
    published_zone = models.CharField(max_length=64, blank=True, help_text="IANA name or offset as given")
    learnt_at = models.DateTimeField(help_text="when this site learnt of it")
    text = models.TextField()
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the normalised text")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47; und if unsure")
    voice = models.CharField(max_length=40, db_index=True)
    signature = models.BinaryField(help_text="MinHash of its shingles, big-endian 32-bit numbers")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    # Empty by the database as well: importers write rows past the models, with the columns that they know.
    picture = models.URLField(max_length=2000, blank=True, db_default="", help_text="where its picture is; never shown")
    taken_down_at = models.DateTimeField(null=True, blank=True, help_text="when its text was removed")
    taken_down_by = models.CharField(max_length=150, blank=True, db_default="", help_text="the editor who removed it")
    taken_down_because = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        ordering = ["-published", "key"]
        constraints = [
            models.UniqueConstraint(fields=["source", "text_hash"], name="one_document_of_a_text_in_a_source"),
        ]
        indexes = [
            models.Index(fields=["source", "url"], name="documents_at_an_address"),
            models.Index(fields=["source", "-published"], name="documents_of_a_source"),
            models.Index(fields=["-published", "key"], name="documents_latest_first"),
        ]

    def __str__(self) -> str:
        return self.headline or self.key[:12]

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"document {self.key} is evidence and is never deleted")


class Band(models.Model):
    """One band of a document's MinHash: documents that share a band are compared for likeness."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="bands")
    band = models.CharField(max_length=20, help_text="number of the band and a hash of its rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["band", "document"], name="one_row_a_band_and_document")]

    def __str__(self) -> str:
        return self.band


class Host(models.Model):
    """A host that is asked: when it may be asked next, and what its robots.txt says."""

    name = models.CharField(max_length=260, unique=True, help_text="lower case, with an unusual port")
    next_at = models.DateTimeField(help_text="not to be asked before this")
    delay = models.FloatField(null=True, blank=True, help_text="seconds between requests that its robots.txt asks for")
    failures = models.PositiveSmallIntegerField(default=0, help_text="how often in a row it could not be reached")
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True, blank=True, help_text="when it was last known")
    robots_failure = models.CharField(max_length=500, blank=True, help_text="why it could not be had the last time")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An address of a source that is asked again and again for what is new: RSS, Atom or JSON Feed."""

    class Reads(models.TextChoices):
        PAGE = "page", _("the page of each entry")
        FEED = "feed", _("what the feed itself holds")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="feeds")
    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="feeds")
    address = models.URLField(max_length=2000, unique=True)
    title = models.CharField(max_length=300, blank=True, help_text="what it calls itself")
    reads = models.CharField(max_length=4, choices=Reads, default=Reads.PAGE)
    every = models.PositiveIntegerField(default=30, help_text="minutes between two questions")
    added_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True, help_text="since when it is not asked")
    due_at = models.DateTimeField(help_text="when it is asked next")
    checked_at = models.DateTimeField(null=True, blank=True, help_text="when it was last asked")
    succeeded_at = models.DateTimeField(null=True, blank=True, help_text="when it last gave what could be read")
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=500, blank=True)
    entries_held = models.PositiveIntegerField(default=0, help_text="entries in it when it was last read")
    failures = models.PositiveSmallIntegerField(default=0, help_text="how often in a row it failed")
    failure = models.CharField(max_length=1000, blank=True, help_text="why it failed the last time, in one line")
    warning = models.CharField(max_length=1000, blank=True, help_text="what is wrong with it although it could be read")

    class Meta:
        ordering = ["source__name", "address"]
        indexes = [models.Index(fields=["due_at"], name="feeds_by_turn", condition=Q(paused_at=None))]

    def __str__(self) -> str:
        return self.title or self.address


class FeedCheck(models.Model):
    """How one question to a feed went. Older ones are taken away."""

    class Outcome(models.TextChoices):
        READ = "read", _("read")
        UNCHANGED = "unchanged", _("nothing new")
        FAILED = "failed", _("failed")

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    held = models.PositiveIntegerField(default=0, help_text="entries in it")
    new = models.PositiveIntegerField(default=0, help_text="entries that were not known")
    changed = models.PositiveIntegerField(default=0, help_text="entries that say otherwise than before")
    line = models.CharField(max_length=1000, blank=True, help_text="what went wrong")

    class Meta:
        ordering = ["feed", "-at", "-pk"]
        indexes = [models.Index(fields=["feed", "-at"], name="checks_latest_first")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"


class Entry(models.Model):
    """An entry of a source's feeds, and what became of it. ``key`` is a hash of its address, or of its own id."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        READ = "read", _("read")
        UNREAD = "unread", _("could not be read")
        REMOVED = "removed", _("taken down")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL, related_name="entries")
    host = models.ForeignKey(Host, null=True, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=40)
    address = models.URLField(max_length=2000, blank=True)
    headline = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True, help_text="the day that the feed gives, in its own zone")
    published_at = models.DateTimeField(null=True, blank=True, help_text="the instant in UTC, where given")
    published_zone = models.CharField(max_length=64, blank=True, help_text="offset as given")
    text = models.TextField(blank=True, help_text="what the feed itself holds of it, until it is read")
    digest = models.CharField(max_length=64, help_text="hash of what the feed says of it, so that a change shows")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="entries")
    seen_at = models.DateTimeField(help_text="when it was first seen in a feed")
    due_at = models.DateTimeField(null=True, blank=True, help_text="when its page is asked next; empty: not again")
    fetched_at = models.DateTimeField(null=True, blank=True)
    rereads = models.PositiveSmallIntegerField(default=0, help_text="how often it was asked again after it was read")
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often in a row it failed")
    failure = models.CharField(max_length=1000, blank=True, help_text="why it failed the last time, in one line")
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_entry_of_a_key_in_a_source")]
        indexes = [
            models.Index(fields=["host", "due_at"], name="entries_by_turn", condition=Q(due_at__isnull=False)),
            models.Index(fields=["source", "state", "-seen_at"], name="entries_by_state"),
        ]

    def __str__(self) -> str:
        return self.headline or self.address or self.key
