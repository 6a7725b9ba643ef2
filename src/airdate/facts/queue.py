"""What waits for an editor: names, claims that the reading is unsure of, facts on which sources differ, reports.

Each list is paged and takes a constant number of queries; of each sort `MOST` are counted and paged through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import Q, QuerySet

from airdate.catalogue.models import ENTRY_MODELS, Entry, NameUse, Role, Service, Title
from airdate.catalogue.queries import how_many_names_wait, names_that_wait
from airdate.claims.models import ReadingRun
from airdate.facts.models import Action, Decision, Fact, Report
from airdate.facts.pages import Evidence, Named, Stated
from airdate.facts.policy import FLOOR
from airdate.facts.queries import evidence_beside, facts_of_documents
from airdate.facts.queries.reading_rows import arranger, cut, held_rows
from airdate.facts.reasons import class_words
from airdate.sources.models import Document
from airdate.sources.queries import quotable

LONGEST = 10_000  # names looked through for one
MOST = 1_000  # of each sort that are counted and paged through
PORTION = 200  # readings looked at together
BEFORE = 80  # characters shown before a name


@dataclass(frozen=True, slots=True)
class Told:
    """The article in which something was said; ``class_words`` tell what its source is."""

    key: str
    headline: str
    source: str
    class_words: str
    day: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean: its ``key`` (``title:ghosts``); ``note`` tells it apart by year and country."""

    key: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class WaitingName:
    """A name that means nothing yet. ``between`` are the slugs of the entries that it may mean, ``candidates`` those of
    them that are shown. ``words`` are those of the article around the name.
    """

    id: str
    role: str
    name: str
    why: str
    score: float
    between: tuple[str, ...]
    article: Told
    candidates: tuple[Candidate, ...] = ()
    words: str = ""

    @property
    def role_words(self) -> str:
        return str(Role(self.role).label)


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim that the reading is not sure enough of to make a fact. ``fact`` is one that others make of the like."""

    id: str
    about: Named
    about_kind: str
    kind: str
    said: str
    confidence: float
    quotations: tuple[str, ...]
    article: Told
    fact: str | None = None

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which sources differ. ``against`` is what others say, with their names; ``sides`` are all claims beside
    it that count.
    """

    fact: str
    about: Named
    about_kind: str
    what: str
    value: str
    against: tuple[tuple[str, str], ...]
    status: str = ""
    sides: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        return self.fact


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
    reports: tuple[WaitingReport, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.names or self.claims or self.conflicts or self.reports)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait of each sort, at most `MOST`."""

    conflicts: int
    claims: int
    names: int
    reports: int


def waiting(*, today: date, limit: int = 50) -> Queue:
    """The editors' queue, at most ``limit`` of each sort."""
    return Queue(
        names=tuple(waiting_names(limit=limit)),
        claims=tuple(unsure_claims(today=today, limit=limit)),
        conflicts=tuple(conflicts(today=today, limit=limit)),
        reports=tuple(waiting_reports(limit=limit)),
    )


def counts() -> Counts:
    """How many wait of each sort."""
    return Counts(
        conflicts=_differing()[:MOST].count(),
        claims=len(_unsure(MOST)),
        names=how_many_names_wait(MOST),
        reports=_open_reports()[:MOST].count(),
    )


def conflicts(*, today: date, offset: int = 0, limit: int = 50) -> list[Conflict]:
    """Facts on which sources differ and no editor has decided, the newest first."""
    held, names = held_rows(_differing()[offset : offset + limit])
    make = arranger(held, names, today)
    beside = evidence_beside(held, names, today)
    found = []
    for fact in held:
        sides = tuple(each for each in beside[fact.id] if each.stance != "superseded")
        against = tuple((each.source.name, each.said) for each in sides if each.stance == "against")
        found.append(
            Conflict(
                fact.id, names(fact.subject), fact.subject.partition(":")[0], make.what(fact), make.value(fact),
                against, fact.status, sides,
            )
        )  # fmt: skip
    return found


def _differing() -> QuerySet[Fact]:
    return Fact.objects.filter(conflict=True).exclude(rule="pin").order_by("-since", "pk")


def unsure_claims(*, today: date, offset: int = 0, limit: int = 50) -> list[WaitingClaim]:
    """Claims below the floor on which nobody has decided, those of the newest articles first."""
    wanted = _unsure(offset + limit)[offset:]
    documents = _documents({document for document, _claim in wanted})
    ids = {claim for _document, claim in wanted}
    told = facts_of_documents(documents, today=today)
    return [
        _claim(claim, group.about, group.about_kind, document)
        for document in documents
        for group in told[document.pk]
        for claim in group.claims
        if claim.claim in ids
    ]


def _unsure(most: int) -> list[tuple[int, str]]:
    """Document and id of the first so many claims below the floor, the newest articles first, as they wait."""
    runs = ReadingRun.objects.filter(in_force=True, lowest__lt=FLOOR).order_by("-document__published", "document__key")
    rows = runs.values_list("document", "confidences").iterator(chunk_size=PORTION)
    found: list[tuple[int, str]] = []
    while len(found) < most and (portion := list(islice(rows, PORTION))):
        unsure = [
            (document, claim)
            for document, confidences in portion
            for claim in sorted(confidences)
            if confidences[claim] < FLOOR
        ]
        if unsure:
            ruled = _ruled([claim for _document, claim in unsure])
            found += [(document, claim) for document, claim in unsure if claim not in ruled]
    return found[:most]


def _ruled(claims: Sequence[str]) -> set[str]:
    """Those of the claims on which a decision stands."""
    found: set[str] = set()
    verdicts = Decision.objects.filter(action__in=(Action.ACCEPT, Action.REJECT), undone_at=None).order_by()
    for start in range(0, len(claims), 500):
        found.update(
            str(claim)
            for claim in verdicts.filter(claim__in=claims[start : start + 500]).values_list("claim", flat=True)
        )
    return found


def _documents(pks: Collection[int]) -> list[Document]:
    found = Document.objects.filter(pk__in=pks).select_related("source").defer("signature")
    return list(found.order_by("-published", "key"))


def waiting_names(*, offset: int = 0, limit: int = 50) -> list[WaitingName]:
    """Names without a target on which nobody has decided, surest first."""
    return told_of(names_that_wait(limit, offset))


def told_of(uses: Collection[NameUse]) -> list[WaitingName]:
    """Names that wait, with what they may mean and the words around them. Their documents are to be selected."""
    texts = {document.pk: document for document in _documents({use.document_id for use in uses})}
    entries = _entries_between(uses)
    found = []
    for use in uses:
        document = texts[use.document_id]
        scores = use.between or {}
        between = tuple(sorted(scores, key=lambda slug: (-scores[slug], slug)))
        found.append(
            WaitingName(
                use_id(use), use.role, use.name, str(use.get_how_display()), use.score, between, _told(document),
                tuple(
                    _candidate(role, entries[role, slug])
                    for slug in between
                    for role in _may_be(use.role)
                    if (role, slug) in entries
                ),
                _around(quotable(document.text, document.source.may_show), use.name),
            )
        )  # fmt: skip
    return found


def _entries_between(uses: Collection[NameUse]) -> dict[tuple[str, str], Entry]:
    """The entries that names may mean, by role and slug. One query a kind of entry."""
    found: dict[tuple[str, str], Entry] = {}
    for role, model in ENTRY_MODELS.items():
        slugs = sorted({slug for use in uses for slug in use.between or () if role in _may_be(use.role)})
        if slugs:
            rows = model._default_manager.filter(Q(slug__in=slugs[:500], dormant=False, merged_into=None))
            found.update(((str(role), entry.slug), entry) for entry in rows)
    return found


def _may_be(role: str) -> tuple[str, ...]:
    """What a name in a role may mean: a person's may be a service's, as spokespeople speak under its name."""
    return ("person", "service") if role == "person" else (role,)


def _candidate(role: str, entry: Entry) -> Candidate:
    told = [str(entry.year or ""), entry.country] if isinstance(entry, Title) else []
    if isinstance(entry, Service):
        told = [entry.get_kind_display(), entry.country]
    return Candidate(f"{role}:{entry.slug}", entry.name, ", ".join(each for each in told if each))


def _around(text: str, name: str) -> str:
    """The words of an article around a name, on one line."""
    place = text.find(name)
    if place < 0:
        return ""
    start = text.rfind("\n", 0, place) + 1
    if place - start > BEFORE:
        start = text.find(" ", place - BEFORE) + 1
    end = text.find("\n", place)
    return cut(text[start : len(text) if end < 0 else end])


def waiting_reports(*, offset: int = 0, limit: int = 50) -> list[WaitingReport]:
    """What readers have reported, the oldest first."""
    return [
        WaitingReport(report.pk, report.fact, report.said, report.reason, report.link, report.made_at)
        for report in _open_reports()[offset : offset + limit]
    ]


def _open_reports() -> QuerySet[Report]:
    return Report.objects.filter(settled_at=None).order_by("made_at", "pk")


def use_id(use: NameUse) -> str:
    """The id of a name in a document, the same through every rebuild; its document is to be selected with it."""
    said = f"{use.document.key}\n{use.role}\n{use.name}"
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def name_that_waits(given: str) -> NameUse | None:
    """The name of an id, if it waits."""
    return names_of([given]).get(given)


def names_of(ids: Collection[str]) -> dict[str, NameUse]:
    """Id -> the name of it, of those that wait."""
    return {key: use for use in names_that_wait(LONGEST) if (key := use_id(use)) in ids}


def names_like(use: NameUse) -> list[NameUse]:
    """That name and all others that wait, spelt like it in the same role."""
    return [other for other in names_that_wait(LONGEST) if (other.role, other.name) == (use.role, use.name)]


def _told(document: Document) -> Told:
    source = document.source
    return Told(document.key, document.headline, source.name, class_words(source.source_class), document.published)


def _claim(claim: Stated, about: Named, kind: str, document: Document) -> WaitingClaim:
    return WaitingClaim(
        claim.claim, about, kind, claim.kind, claim.said, claim.confidence, claim.quotations, _told(document),
        claim.fact,
    )  # fmt: skip
