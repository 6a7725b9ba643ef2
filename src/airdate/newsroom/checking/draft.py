"""A draft beside what the guide believes: what it states, what agrees, what is new and what differs.

A constant number of queries, whatever the draft states, beside the reading itself, which has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q

from airdate.catalogue.guessing import guess_names
from airdate.catalogue.queries import Target
from airdate.claims.asking import names_in
from airdate.claims.models import Claim as Stored
from airdate.claims.names import NAME_ROLES, names_of, subject_of
from airdate.claims.queries import ClaimRow
from airdate.facts.arranging import Arranger
from airdate.facts.held import Held
from airdate.facts.models import Fact
from airdate.facts.naming import Names, keys_in
from airdate.facts.pages import Named
from airdate.facts.policy import FLOOR, Said
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.facts.reasons import class_words
from airdate.facts.saying import Keys, as_said
from airdate.facts.slots import SHAPES, Statement, slot_key, statements
from airdate.facts.supporting import supports_of
from airdate.facts.words import value_words, what_words
from airdate.intake.reader import read_text
from airdate.newsroom.checking.comparing import Beside, Verdict, beside, fingerprint
from airdate.newsroom.checking.lines import Resting, Stood, believed, gone, joined, stand
from airdate.newsroom.checking.phrases import Swap, swap
from airdate.reading import Reading
from airdate.reading.model import Span
from airdate.sources.models import Source
from airdate.sources.normal import clean_text

NO_CLAIM = -1  # the place of what is no claim of the reading
MOST_SOURCES = 4  # of a fact, shown beside it


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source that a fact rests on: with its class in words, its day, and the key of its article."""

    name: str
    source_class: str
    class_words: str
    day: date
    document: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a draft states of one fact, in words, beside what the guide believes.

    ``unsure``: the reading is below the floor at which claims count. ``claim`` is the place of the claim in the
    reading. ``said`` and ``believed`` are fingerprints of the two sides: a settlement holds for both.
    """

    verdict: Verdict
    kind: str
    about: Named
    about_kind: str
    what: str
    you: str
    words: str
    claim: int
    unsure: bool
    in_sureness: bool = False
    fact: str = ""
    guide: str = ""
    sentence: str = ""
    sources: tuple[SourceLine, ...] = ()
    swap: Swap | None = None
    said: str = ""
    believed: str = ""
    held: Held | None = None
    settled: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to settle it before it can be published."""
        return self.verdict == Verdict.DIFFERS and not self.unsure and not self.settled


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a draft, in the order of its text; the text as it was read, and its reading."""

    text: str
    reading: Reading
    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_open)


def check(
    headline: str,
    text: str,
    *,
    source: Source,
    now: datetime,
    today: date,
    settled: Mapping[tuple[str, str, str], str] | None = None,
    lines: Sequence[Resting] = (),
) -> Checked:
    """Read a draft as of ``today`` and lay what it states beside the facts of the moment ``now`` (aware).

    ``settled`` maps (fact, said, believed) of differences that the writer has kept to the reason given. ``lines`` rest
    on facts: those that have been rewritten are read behind the text, the others say what their facts say, or said.
    """
    stood, rewritten, tells = stand(lines, today)
    text = clean_text(joined([text, *(line.words for line in rewritten)]))
    reading = read_text(text, today, headline)
    rows = _rows(reading, source, now=now, today=today)
    keys = Keys()
    said = {int(each.claim): each for each in as_said(rows, keys)}
    targets = {keys.targets()[each.subject] for each in said.values()}
    held, names = _facts_about(targets)
    stated = {
        place: [
            (statement, beside(statement, _status(each), held.get(each.subject, ()))) for statement in statements(each)
        ]
        for place, each in said.items()
    }
    used = [found.fact for each in stated.values() for _statement, found in each if found.fact is not None]
    make = arranger(used, names, today)
    names.fetch(_keys(said.values(), stated.values()))
    resting = [each.fact for each in stood if each.fact is not None]
    sources = _sources([fact.id for fact in (*used, *resting)])
    findings = []
    for place, row in sorted(enumerate(rows), key=lambda item: _order(reading, item[0])):
        if place not in said:
            findings.append(_unknown(place, reading, text, row))
        for statement, found in stated.get(place, ()):
            finding = _finding(place, reading, text, said[place], statement, found, make, names, sources, today)
            findings.append(_with_settlement(finding, settled or {}))
    findings += [_with_settlement(_of_line(each, tells, sources), settled or {}) for each in stood]
    return Checked(text, reading, tuple(findings))


def _order(reading: Reading, place: int) -> tuple[int, int]:
    spans = reading.claims[place].evidence
    return (min(span.start for span in spans) if spans else 0, place)


def _status(said: Said) -> str:
    return str(said.slots.get("status", "confirmed"))


def _rows(reading: Reading, source: Source, *, now: datetime, today: date) -> list[ClaimRow]:
    """The claims of a reading as if they were in force, their ids their places in it."""
    asked = names_in((claim.kind, claim.slots, claim.confidence) for claim in reading.claims)
    meant = guess_names(asked, source=source, published=today, at=now) if asked else {}
    return [
        ClaimRow(
            claim_id=str(place), document_id=0, document_key="", kind=claim.kind,
            subject=subject_of(claim.kind, claim.slots), slots=claim.slots, spans=(), confidence=claim.confidence,
            source_slug=source.slug, source_class=source.source_class, source_region=source.region, voice="",
            published=today, published_at=now, learnt_at=now, superseded_at=None,
            resolved={
                slot: tuple(meant.get((NAME_ROLES[slot], name)) for name in found)
                for slot, found in names_of(claim.kind, claim.slots).items()
            },
        )
        for place, claim in enumerate(reading.claims)
    ]  # fmt: skip


def _facts_about(targets: Collection[Target]) -> tuple[dict[str, list[Held]], Names]:
    """Subject's key -> its facts that have something to show."""
    wanted = Q(pk__in=[])
    for kind, of_kind in groupby(sorted(targets, key=lambda target: target.kind), key=lambda target: target.kind):
        wanted |= Q(**{f"{kind}__in": [target.id for target in of_kind]})
    held, names = held_rows(Fact.objects.filter(wanted))
    found: dict[str, list[Held]] = defaultdict(list)
    for fact in held:
        found[fact.subject].append(fact)
    return found, names


def _keys(said: Iterable[Said], stated: Iterable[Sequence[tuple[Statement, Beside]]]) -> set[str]:
    subjects = {each.subject for each in said}
    coordinates = {
        str(each) for found in stated for statement, _ in found for each in statement.coordinates if each is not None
    }
    values = keys_in(*[statement.value for found in stated for statement, _ in found])
    return subjects | {key for key in coordinates if ":" in key} | values


def _sources(facts: Sequence[str]) -> dict[str, tuple[SourceLine, ...]]:
    """Fact -> who says so, the nearest to the fact first."""
    supports = supports_of(facts)
    claims = {claim for of_fact in supports.values() for claim, stance in of_fact.items() if stance.stance == "for"}
    rows = {
        row.pk: SourceLine(
            row.document.source.name, row.document.source.source_class, class_words(row.document.source.source_class),
            row.document.published, row.document.key,
        )
        for row in Stored.objects.filter(pk__in=claims).order_by().select_related("document__source").only(
            "document__published", "document__key", "document__source__name", "document__source__source_class",
        )
    }  # fmt: skip
    found = {}
    for fact, of_fact in supports.items():
        lines = sorted(
            {rows[claim] for claim in of_fact if claim in rows}, key=lambda line: (-line.day.toordinal(), line.name)
        )
        found[fact] = tuple(lines[:MOST_SOURCES])
    return found


def _finding(
    place: int, reading: Reading, text: str, said: Said, statement: Statement, found: Beside, make: Arranger,
    names: Names, sources: Mapping[str, tuple[SourceLine, ...]], today: date,
) -> Finding:  # fmt: skip
    claim, status, fact = reading.claims[place], _status(said), found.fact
    slot = slot_key(statement.kind, statement.coordinates)
    named = dict(zip(SHAPES[statement.kind].coordinates, statement.coordinates, strict=True))
    named = {name: value for name, value in named.items() if value is not None}
    you = value_words(slot, statement.value, status, names, today)
    shown = Finding(
        verdict=found.verdict, kind=statement.kind, about=names(said.subject),
        about_kind=said.subject.partition(":")[0], what=what_words(statement.kind, named, names), you=you,
        words=_sentence(claim.evidence, text), claim=place, unsure=claim.confidence < FLOOR,
        said=fingerprint(slot, dict(statement.value), status),
    )  # fmt: skip
    if fact is None:
        return shown
    return replace(
        shown, in_sureness=found.in_sureness, fact=fact.id, guide=make.value(fact), sentence=make.sentence(fact),
        sources=sources.get(fact.id, ()), believed=believed(fact), held=fact,
        swap=None if found.verdict != Verdict.DIFFERS else swap(
            text, claim.evidence, statement.value, fact.value, named=fact.named, names=names, today=today
        ),
    )  # fmt: skip


def _of_line(stood: Stood, make: Arranger, sources: Mapping[str, tuple[SourceLine, ...]]) -> Finding:
    """What a line that rests on a fact says beside it."""
    line, fact = stood.line, stood.fact
    said = fingerprint("line", line.fact, line.made)
    if fact is None:
        return Finding(
            stood.verdict, "", Named(line.words[:80]), "title", "", stood.said, line.words, NO_CLAIM, False,
            fact=line.fact, guide=gone(), said=said, believed=fingerprint("gone"),
        )  # fmt: skip
    return Finding(
        stood.verdict, fact.kind, make.names(fact.subject), fact.subject.partition(":")[0], make.what(fact), stood.said,
        line.words, NO_CLAIM, False, fact=fact.id, guide=make.value(fact), sentence=make.sentence(fact),
        sources=sources.get(fact.id, ()), said=said, believed=believed(fact), held=fact,
        swap=Swap(stood.said, stood.instead, line.words) if stood.instead else None,
    )  # fmt: skip


def _sentence(evidence: Sequence[Span], text: str) -> str:
    return " ".join(max((span.of(text) for span in evidence), key=len, default="").split())


def _unknown(place: int, reading: Reading, text: str, row: ClaimRow) -> Finding:
    """A claim about something that the guide does not know, or cannot tell from another of its name."""
    claim = reading.claims[place]
    named = row.subject or str(claim.slots.get("title") or claim.slots.get("provider") or "")
    return Finding(
        Verdict.NEW, claim.kind, Named(named), "title", "", "", _sentence(claim.evidence, text), place,
        claim.confidence < FLOOR, said=fingerprint(claim.kind, dict(claim.slots)),
    )  # fmt: skip


def _with_settlement(finding: Finding, settled: Mapping[tuple[str, str, str], str]) -> Finding:
    reason = settled.get((finding.fact, finding.said, finding.believed), "") if finding.fact else ""
    return replace(finding, settled=reason) if reason else finding
