"""Publishers and the documents that came from them."""

from __future__ import annotations

from typing import Any

from django.db import models


class SourceClass(models.TextChoices):
    """How near a source stands to the fact, nearest first (the order of the weighing policy)."""

    OFFICIAL = "official", "official"  # the service, the broadcaster, the makers
    TRADE = "trade", "trade press"
    CATALOGUE = "catalogue", "listings and catalogues"
    GENERAL = "general", "general press"
    FAN = "fan", "fan press"


class Source(models.Model):
    """One publisher. ``slug`` is permanent: the keys of its documents are made from it."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    source_class = models.CharField(max_length=12, choices=SourceClass, default=SourceClass.GENERAL)
    homepage = models.URLField(max_length=500, blank=True)
    region = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, upper case; empty if it has none")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    licence = models.CharField(max_length=200, blank=True, help_text="what its texts may be used for, in short")

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """One version of one article, as it was given.

    ``text`` never changes: the spans of claims are offsets into it. An article that changed at its address is a
    new document that supersedes the former. ``key`` is made from the source's slug and ``text_hash``, so it is
    the same in every database; ``voice`` is the key of the first document of its group of near-duplicates.
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

    class Meta:
        ordering = ["-published", "key"]
        constraints = [
            models.UniqueConstraint(fields=["source", "text_hash"], name="one_document_of_a_text_in_a_source"),
        ]
        indexes = [
            models.Index(fields=["source", "url"], name="documents_at_an_address"),
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
