"""Writes of this room: readings are kept, claims are added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from airdate.claims.identity import claim_id
from airdate.claims.models import Claim, ReadingRun
from airdate.claims.names import subject_of
from airdate.reading.model import Reading
from airdate.sources.models import Document


@transaction.atomic
def keep_reading(document: Document, reading: Reading, *, reader: str, read_at: datetime) -> ReadingRun:
    """Keep what one version of the reader found, and put it in force in place of the run that was.

    Claims that are there already stay as they are; others are added. A reading equal to the one in force adds
    nothing. ``read_at`` is aware.
    """
    confidences: dict[str, float] = {}
    rows: dict[str, Claim] = {}
    for claim in reading.claims:
        spans = sorted({(span.start, span.end) for span in claim.evidence})
        slots = dict(claim.slots)
        key = claim_id(document.key, claim.kind, slots, spans)
        confidences[key] = max(confidences.get(key, 0.0), round(claim.confidence, 4))
        rows[key] = Claim(
            id=key,
            document=document,
            kind=claim.kind,
            subject=subject_of(claim.kind, slots),
            slots=slots,
            spans=[list(span) for span in spans],
        )
    former = ReadingRun.objects.filter(document=document, in_force=True).first()
    if former is not None and former.reader == reader and former.confidences == confidences:
        return former
    Claim.objects.bulk_create(rows.values(), ignore_conflicts=True)
    if former is not None:
        ReadingRun.objects.filter(pk=former.pk).update(in_force=False)
    return ReadingRun.objects.create(
        document=document, reader=reader, confidences=confidences, read_at=read_at, lowest=lowest_of(confidences)
    )


def lowest_of(confidences: Mapping[str, float]) -> float | None:
    """The least of a reading's confidences, if it is below one."""
    return min((sure for sure in confidences.values() if sure < 1), default=None)
