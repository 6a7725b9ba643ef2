"""Is what is kept whole? One line for each thing that is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db.models import Count, Q

from airdate.catalogue.models import ENTRY_MODELS
from airdate.catalogue.redirects import disagreements
from airdate.claims.identity import claim_id
from airdate.claims.models import Claim, ReadingRun
from airdate.facts import queries as facts_queries
from airdate.facts.supporting import all_supports
from airdate.intake.unapplied import missing_migrations
from airdate.sources.bulk import run_among
from airdate.sources.models import Document
from airdate.sources.normal import document_key, text_hash

PORTION = 2000  # facts looked at together
_DOCUMENT_OF = f"SELECT id, document_id FROM {Claim._meta.db_table} WHERE id {{among}}"  # noqa: S608 - a model's table


def problems() -> Iterator[str]:
    """What is wrong with the site's data, in words; nothing if all is well. Reads all documents and claims."""
    unapplied = list(missing_migrations())
    if unapplied:
        yield f"migrations are not applied: {', '.join(unapplied)}; run airdate serve, or airdate rebuild"
        return
    yield from _documents()
    yield from _claims()
    yield from _runs()
    yield from _merges()
    yield from disagreements()
    yield from facts_queries.problems()
    yield from _supports()


def _documents() -> Iterator[str]:
    for document in Document.objects.select_related("source").order_by("key").iterator(chunk_size=200):
        if document.taken_down_at is not None:
            if document.text:
                yield f"document {document.key}: it was taken down, and its text is here"
            continue
        hashed = text_hash(document.text)
        if hashed != document.text_hash or document_key(document.source.slug, hashed) != document.key:
            yield f"document {document.key}: its text is not the one that it was kept with"
    unread = Document.objects.annotate(runs=Count("readings", filter=Q(readings__in_force=True))).exclude(runs=1)
    for key, runs in unread.order_by("key").values_list("key", "runs"):
        yield f"document {key}: {runs} readings are in force instead of one"


def _claims() -> Iterator[str]:
    claims = Claim.objects.order_by("id").values_list("id", "document__key", "kind", "slots", "spans")
    for key, document, kind, slots, spans in claims.iterator(chunk_size=1000):
        if claim_id(document, kind, slots, spans) != key:
            yield f"claim {key}: what it says is not what its id was made from"


def _runs() -> Iterator[str]:
    for run in ReadingRun.objects.select_related("document").defer("document__text").iterator(chunk_size=500):
        kept = set(Claim.objects.filter(document=run.document_id).values_list("id", flat=True))
        for missing in sorted(set(run.confidences) - kept):
            yield f"document {run.document.key}: claim {missing} of the reading by {run.reader} is missing"


def _merges() -> Iterator[str]:
    for role, model in ENTRY_MODELS.items():
        steps = {row.pk: row.merged_into_id for row in model._default_manager.filter(~Q(merged_into=None))}
        for pk, onward in steps.items():
            if onward in steps:
                yield f"{role} {pk}: it was merged into one that was itself merged away"


def _supports() -> Iterator[str]:
    """Facts rest on claims in force."""
    supports = ((fact, claim) for fact, claim, _stance, _rule in all_supports())
    while portion := list(islice(supports, PORTION)):
        documents = dict(run_among(_DOCUMENT_OF, {claim for _, claim in portion}))
        in_force = ReadingRun.objects.filter(in_force=True, document__in=set(documents.values())).order_by()
        confidences = dict(in_force.values_list("document", "confidences"))
        for fact, claim in portion:
            if claim in documents and claim not in confidences.get(documents[claim], ()):
                yield f"fact {fact}: it rests on claim {claim}, which is not in force; run airdate rebuild"
