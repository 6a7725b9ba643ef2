"""What was said, where and in which words. Rows are added, never changed and never taken away."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from airdate.sources.models import Document

RECORD_READERS = "record:"  # how the names of readers of structured records begin; others read articles


class AppendOnly(Exception):
    """Somebody tried to change or delete a claim."""


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims may be added in bulk; nothing else is done to them in bulk."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("claims are never changed; add a reading instead")

    def delete(self) -> NoReturn:
        raise AppendOnly("claims are never deleted; a newer reading leaves them out instead")


class Claim(models.Model):
    """One thing that one document states.

    ``id`` is made by `identity.claim_id` from the document's key, the kind, the slots and the spans; never from a
    confidence or a version. ``subject`` is the name that it is about, as the article spells it. ``slots`` are
    those of claims.md; ``spans`` are pairs of offsets into the document's text, end exclusive.
    """

    id = models.CharField(primary_key=True, max_length=40)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=300)
    slots = models.JSONField()
    spans = models.JSONField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["document", "id"]
        indexes = [models.Index(fields=["document", "subject"], name="claims_of_a_document")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"claim {self.id} is never changed; add a reading instead")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"claim {self.id} is never deleted; a newer reading leaves it out instead")


class ReadingRun(models.Model):
    """What one version of the reader found in one document.

    ``confidences`` maps the ids of its claims to the reader's confidence (0 to 1). One run of a document is in
    force; the claims of the others stay and are no longer weighed. ``lowest`` is the least of the confidences, by
    which editors find what waits for them; empty where all claims are certain, as those of records are.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=40, help_text="the reader's version")
    confidences = models.JSONField()
    in_force = models.BooleanField(default=True)
    read_at = models.DateTimeField()
    lowest = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["document", "read_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(in_force=True), name="one_reading_in_force_a_document"
            ),
        ]
        indexes = [models.Index(fields=["lowest"], name="unsure_readings", condition=Q(lowest__isnull=False))]

    def __str__(self) -> str:
        return f"{self.reader} of {self.document_id}"  # the key alone: no query to print a row
