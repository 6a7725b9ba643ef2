"""What waits for an editor: names, claims that the reading is unsure of, facts on which sources differ, reports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from airdate.catalogue.models import NameUse
from airdate.catalogue.queries import names_that_wait
from airdate.claims.models import ReadingRun
from airdate.facts.models import Action, Decision, Fact, Report
from airdate.facts.pages import Named, Stated
from airdate.facts.policy import FLOOR
from airdate.facts.queries import facts_of_document, why
from airdate.sources.models import Document

LONGEST = 10_000  # names looked through for one


@dataclass(frozen=True, slots=True)
class Told:
    """The article in which something was said."""

    key: str
    headline: str
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class WaitingName:
    """A name that means nothing yet. ``between`` are the slugs of the entries that it may mean."""

    id: str
    role: str
    name: str
    why: str
    score: float
    between: tuple[str, ...]
    article: Told


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim that the reading is not sure enough of to make a fact."""

    id: str
    about: Named
    about_kind: str
    kind: str
    said: str
    confidence: float
    quotations: tuple[str, ...]
    article: Told


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which sources differ. ``against`` is what others say, with their names."""

    fact: str
    about: Named
    about_kind: str
    what: str
    value: str
    against: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """What a reader has reported. ``said`` is the fact as the reader saw it."""

    id: int
    fact: str
    said: str
    reason: str
    link: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, the surest, newest or oldest first, as many of each sort as were asked for."""

    names: tuple[WaitingName, ...] = ()
    claims: tuple[WaitingClaim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    reports: tuple[WaitingReport, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.names or self.claims or self.conflicts or self.reports)


def waiting(*, today: date, limit: int = 50) -> Queue:
    """The editors' queue, at most ``limit`` of each sort."""
    return Queue(
        names=tuple(_name(use) for use in names_that_wait(limit)),
        claims=tuple(_claims(limit, today)),
        conflicts=tuple(_conflicts(limit, today)),
        reports=tuple(_reports(limit)),
    )


def use_id(use: NameUse) -> str:
    """The id of a name in a document, the same through every rebuild; its document is to be selected with it."""
    said = f"{use.document.key}\n{use.role}\n{use.name}"
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def name_that_waits(given: str) -> NameUse | None:
    """The name of an id, if it waits."""
    return next((use for use in names_that_wait(LONGEST) if use_id(use) == given), None)


def names_like(use: NameUse) -> list[NameUse]:
    """That name and all others that wait, spelt like it in the same role."""
    return [other for other in names_that_wait(LONGEST) if (other.role, other.name) == (use.role, use.name)]


def _told(document: Document) -> Told:
    return Told(document.key, document.headline, document.source.name, document.published)


def _name(use: NameUse) -> WaitingName:
    between = tuple(sorted(use.between or (), key=lambda slug: (-(use.between or {})[slug], slug)))
    why = str(use.get_how_display())
    return WaitingName(use_id(use), use.role, use.name, why, use.score, between, _told(use.document))


def _claims(limit: int, today: date) -> Iterator[WaitingClaim]:
    """Claims below the floor on which nobody has decided, those of the newest articles first."""
    verdicts = Decision.objects.filter(action__in=(Action.ACCEPT, Action.REJECT), undone_at=None)
    ruled = set(verdicts.values_list("claim", flat=True))
    runs = ReadingRun.objects.filter(in_force=True).order_by("-document__published", "document__key")
    given = 0
    for pk, confidences in runs.values_list("document", "confidences").iterator(chunk_size=500):
        unsure = {claim for claim, sure in confidences.items() if sure < FLOOR} - ruled
        if not unsure:
            continue
        document = Document.objects.select_related("source").get(pk=pk)
        for group in facts_of_document(document, today=today):
            for claim in group.claims:
                if claim.claim in unsure:
                    yield _claim(claim, group.about, group.about_kind, document)
                    given += 1
                    if given == limit:
                        return


def _claim(claim: Stated, about: Named, kind: str, document: Document) -> WaitingClaim:
    told = _told(document)
    return WaitingClaim(
        claim.claim, about, kind, claim.kind, claim.said, claim.confidence, claim.quotations, told
    )  # fmt: skip


def _conflicts(limit: int, today: date) -> Iterator[Conflict]:
    """Facts on which sources differ and no editor has decided, the newest first."""
    facts = Fact.objects.filter(conflict=True).exclude(rule="pin").order_by("-since", "pk")
    for pk in facts.values_list("pk", flat=True)[:limit]:
        told = why(pk, today=today)
        against = tuple((claim.source.name, claim.said) for claim in told.against)
        yield Conflict(pk, told.about, told.about_kind, told.what, told.value, against)


def _reports(limit: int) -> Iterator[WaitingReport]:
    for report in Report.objects.filter(settled_at=None).order_by("made_at", "pk")[:limit]:
        yield WaitingReport(report.pk, report.fact, report.said, report.reason, report.link, report.made_at)
