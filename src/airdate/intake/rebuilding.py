"""Everything derived, made again from documents, claims and editors' decisions; and the digest that proves it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from airdate.catalogue.actions import forget_derived, resolve_batch
from airdate.catalogue.asked import NameAsked
from airdate.catalogue.models import ENTRY_MODELS, IdentityDecision, NameUse
from airdate.catalogue.queries import people, services, titles
from airdate.catalogue.redirects import apply_merges, wake_decided
from airdate.claims.asking import names_in
from airdate.claims.identity import canonical_json
from airdate.claims.models import Claim, ReadingRun
from airdate.claims.plain import claims_by_document
from airdate.facts import actions as facts_actions
from airdate.facts import queries as facts_queries
from airdate.facts.bulk import by_the_million
from airdate.intake.writer import one_writer
from airdate.sources.actions import regroup_voices
from airdate.sources.models import Document, Source

BATCH = 500  # documents resolved together
Progress = Callable[[str, int, int], None]  # stage, done, of


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a site holds, and the digest of it: the same for the same content, whatever the database."""

    counts: dict[str, int]
    digest: str


def rebuild(*, now: datetime, progress: Progress = lambda stage, done, of: None) -> Rebuilt:
    """Drop all that is derived and make it again, in one transaction: killed, it has changed nothing.

    Documents are taken in the order in which they came, so that the result is what adding them one by one gave.
    """
    with one_writer(), by_the_million():
        regroup_voices()
        forget_derived()
        for role in ENTRY_MODELS:
            apply_merges(role)
        total = Document.objects.count()
        done = 0
        for batch in _in_batches():
            resolve_batch(asking(batch))
            done += len(batch)
            progress("resolving names", done, total)
        wake_decided()
        progress("weighing", 0, 1)
        facts_actions.weigh_all(now=now)
        progress("weighing", 1, 1)
        return Rebuilt(counts(), digest())


def counts() -> dict[str, int]:
    """How many rows of each sort are shown or in force."""
    return {
        "sources": Source.objects.count(),
        "documents": Document.objects.count(),
        "claims": Claim.objects.count(),
        "claims in force": sum(len(found) for found in _in_force().values_list("confidences", flat=True)),
        "titles": titles().count(),
        "people": people().count(),
        "services": services().count(),
        "names that wait": NameUse.objects.filter(title=None, person=None, service=None, decided=False).count(),
        "merges and splits": IdentityDecision.objects.count(),
        **facts_queries.counts(),
    }


def digest() -> str:
    """SHA-256 over documents, claims in force, what names mean, and facts: canonical and in order of keys.

    Nothing that differs between two sites with the same content is in it: no primary keys, no moments of arrival.
    """
    whole = hashlib.sha256()
    for line in _lines():
        whole.update(line.encode("utf-8", "surrogatepass") + b"\n")
    whole.update(facts_queries.digest().encode())
    return whole.hexdigest()


def _in_force() -> QuerySet[ReadingRun]:
    return ReadingRun.objects.filter(in_force=True)


def _lines() -> Iterator[str]:
    for key, voice, published in Document.objects.order_by("key").values_list("key", "voice", "published"):
        yield canonical_json(["document", key, voice, published.isoformat()])
    runs = _in_force().order_by("document__key").values_list("document__key", "confidences")
    for key, confidences in runs.iterator(chunk_size=500):
        yield canonical_json(["claims", key, confidences])
    uses: dict[str, list[str]] = defaultdict(list)
    fields = [f"{role}__slug" for role in ENTRY_MODELS]
    for row in NameUse.objects.values_list("document__key", "role", "name", "how", "score", *fields).iterator():
        uses[row[0]].append(canonical_json(["name", *row]))
    for key in sorted(uses):
        yield from sorted(uses[key])
    decisions = IdentityDecision.objects.order_by("key").values_list("key", "undone_at")
    for key, undone in decisions.iterator(chunk_size=500):
        yield canonical_json(["identity", key, undone is not None])


def _in_batches() -> Iterator[list[Document]]:
    pks = list(Document.objects.order_by("learnt_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        portion = pks[start : start + BATCH]
        found = Document.objects.filter(pk__in=portion).select_related("source").defer("text", "signature").in_bulk()
        yield [found[pk] for pk in portion]


def asking(batch: list[Document]) -> list[tuple[Document, list[NameAsked]]]:
    """Documents with the names in their claims in force, for `resolve_batch`."""
    said = claims_by_document([document.pk for document in batch])
    return [(document, names_in(said.get(document.pk, ()))) for document in batch]
