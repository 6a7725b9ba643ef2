"""Which claims are in force, with what their names were resolved to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from airdate.catalogue.queries import Target, documents_naming, merged, targets_of
from airdate.claims.models import Claim, ReadingRun
from airdate.claims.names import NAME_ROLES, names_of
from airdate.sources.models import Document

Stored = tuple[str, int, str, str, Any, Any]  # id, document, kind, subject, slots, spans
CHUNK = 500  # documents at a time: few queries, little memory


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in force with all that weighing it needs.

    ``resolved`` maps a slot that holds names (`title`, `platform`, `actor` ...) to one target for each of its
    values, in their order; None where the name is not resolved. Targets of merged entries are the entries that
    they were merged into. ``published_at`` (UTC) is None where only the day is known. ``superseded_at`` is the
    moment at which this site learnt of a later version of the article, if there is one.
    """

    claim_id: str
    document_id: int
    document_key: str
    kind: str
    subject: str
    slots: Mapping[str, Any]
    spans: tuple[tuple[int, int], ...]
    confidence: float
    source_slug: str
    source_class: str
    source_region: str
    voice: str
    published: date
    published_at: datetime | None
    learnt_at: datetime
    superseded_at: datetime | None
    resolved: Mapping[str, tuple[Target | None, ...]]

    def target(self, slot: str) -> Target | None:
        """What the single name in ``slot`` was resolved to."""
        found = self.resolved.get(slot, ())
        return found[0] if found else None


def claims_in_force(
    *,
    titles: Collection[int] | None = None,
    services: Collection[int] | None = None,
    persons: Collection[int] | None = None,
    documents: Collection[int] | None = None,
    kinds: Collection[str] | None = None,
) -> Iterator[ClaimRow]:
    """The claims in force, in the order of their documents (day, then key) and ids.

    Without arguments all of them. With some, those that name any of the given entries (or entries merged into
    them) in any slot, or come from any of the given documents. ``kinds`` leaves out claims of all other kinds, and
    does not read documents that have none of these. A constant number of queries for each 500 documents.
    """
    asked = {"title": titles, "service": services, "person": persons}
    if documents is None and all(ids is None for ids in asked.values()):
        in_order = Document.objects.order_by("published", "key").values_list("pk", flat=True)
        for chunk in _chunks(in_order.iterator(chunk_size=CHUNK)):
            yield from _claims_of(chunk, kinds)
        return
    ends = {kind: merged(kind) for kind in asked}
    wanted = {Target(kind, ends[kind].get(pk, pk)) for kind, ids in asked.items() for pk in ids or ()}
    whole = set(documents or ())
    named = {pk for kind, ids in asked.items() if ids for pk in documents_naming(kind, ids)}
    for chunk in _chunks(_in_order(named | whole, kinds)):
        for row in _claims_of(chunk, kinds):
            if row.document_id in whole or any(target in wanted for ts in row.resolved.values() for target in ts):
                yield row


def _in_order(pks: Iterable[int], kinds: Collection[str] | None) -> list[int]:
    """The documents by day, then key; asked for in portions, as databases limit the parameters of a query."""
    dated: list[tuple[date, str, int]] = []
    for chunk in _chunks(sorted(pks)):
        found = Document.objects.filter(pk__in=chunk)
        if kinds is not None:
            having = Claim.objects.filter(document__in=chunk, kind__in=kinds).order_by()
            found = found.filter(pk__in=having.values("document"))
        dated += found.values_list("published", "key", "pk")
    return [pk for _, _, pk in sorted(dated)]


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    steps = iter(keys)
    while chunk := list(islice(steps, CHUNK)):
        yield chunk


def _claims_of(chunk: list[int], kinds: Collection[str] | None) -> Iterator[ClaimRow]:
    """The claims in force of the documents in ``chunk``, in the order of the chunk."""
    documents = {
        row["pk"]: row
        for row in Document.objects.filter(pk__in=chunk).values(
            "pk", "key", "voice", "published", "published_at", "learnt_at", "superseded_by__learnt_at",
            "source__slug", "source__source_class", "source__region",
        )
    }  # fmt: skip
    confidences: dict[int, dict[str, float]] = dict(
        ReadingRun.objects.filter(document__in=chunk, in_force=True).values_list("document", "confidences")
    )
    claims: dict[int, list[Stored]] = defaultdict(list)
    asked = Claim.objects.filter(document__in=chunk)
    stored = (asked if kinds is None else asked.filter(kind__in=kinds)).order_by("id")
    for row in stored.values_list("id", "document", "kind", "subject", "slots", "spans"):
        if row[0] in confidences.get(row[1], ()):
            claims[row[1]].append(row)
    targets = targets_of(chunk)
    for pk in chunk:
        if pk not in documents:  # nobody deletes documents, but nothing may hang on that
            continue
        document = documents[pk]
        for claim_id, _, kind, subject, slots, spans in claims[pk]:
            yield ClaimRow(
                claim_id=claim_id,
                document_id=pk,
                document_key=document["key"],
                kind=kind,
                subject=subject,
                slots=slots,
                spans=tuple([(start, end) for start, end in spans]),
                confidence=confidences[pk][claim_id],
                source_slug=document["source__slug"],
                source_class=document["source__source_class"],
                source_region=document["source__region"],
                voice=document["voice"],
                published=document["published"],
                published_at=document["published_at"],
                learnt_at=document["learnt_at"],
                superseded_at=document["superseded_by__learnt_at"],
                resolved={
                    slot: tuple(targets.get((pk, NAME_ROLES[slot], name)) for name in names)
                    for slot, names in names_of(kind, slots).items()
                },
            )
