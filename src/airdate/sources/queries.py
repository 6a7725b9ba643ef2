"""Reads of sources and documents."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, QuerySet

from airdate.sources.models import Document, Source


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
    found = Document.objects.select_related("source").filter(superseded_by=None).defer("text", "signature")
    if source is not None:
        found = found.filter(source=source)
    if before is not None:
        found = found.filter(published__lt=before)
    return list(found.order_by("-published", "-learnt_at", "key")[offset : offset + limit])


def same_voice(document: Document) -> list[Document]:
    """Other documents that say the same in (nearly) the same words, earliest first."""
    alike = Document.objects.select_related("source").filter(voice=document.voice).exclude(pk=document.pk)
    return list(alike.defer("text", "signature").order_by("published", "key"))
