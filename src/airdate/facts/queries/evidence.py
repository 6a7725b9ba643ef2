"""Why a fact is what it is, and what a document says: the claims with the words that support them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from airdate.catalogue.queries import Target
from airdate.claims.models import Claim
from airdate.claims.queries import ClaimRow, claims_in_force
from airdate.facts.forwarding import forwarded
from airdate.facts.held import JOINED, UNSEEN, Held, when
from airdate.facts.models import Decision, Fact, Support
from airdate.facts.naming import Names, keys_in
from airdate.facts.pages import Evidence, Named, Ruling, Stated, StatedAbout, Why
from airdate.facts.policy import Said
from airdate.facts.queries.reading_rows import arranger, quotations, steps_of, subject_key
from airdate.facts.queries.titles import timeline
from airdate.facts.reasons import class_words, rule_words, stance_words
from airdate.facts.saying import MODELS, Keys, as_said, subject_of
from airdate.facts.slots import Statement, read_slot, slot_key, statements
from airdate.facts.supporting import Stance, supports_of
from airdate.facts.words import value_words, what_words
from airdate.sources.models import Document
from airdate.sources.queries import quotable


class NoSuchFact(LookupError):
    """There is no fact of that id. The message names it."""


def why(fact_id: str, *, today: date) -> Why:
    """Everything about one fact. Raises `NoSuchFact`."""
    try:
        fact = Fact.objects.select_related("title", "person", "service", "place", "who").get(pk=fact_id)
    except Fact.DoesNotExist:
        instead = forwarded(fact_id)
        if instead is None:
            raise NoSuchFact(f"there is no fact {fact_id!r}") from None
        found = why(instead, today=today)
        return replace(found, fact=fact_id, instead=found.instead or instead)
    names = Names()
    for entry in (fact.title, fact.person, fact.service, fact.place, fact.who):
        if entry is not None:
            names.keep(entry)
    held = Held(
        fact.id, subject_key(fact), fact.kind, fact.slot, read_slot(fact.slot)[1], fact.value, fact.status, fact.rule,
        fact.conflict, fact.voices, fact.since, fact.decided_by,
        steps_of([fact.pk]).get(fact.pk, ()),
    )  # fmt: skip
    make = arranger([held], names, today, causes=True)
    evidence = evidence_beside([held], names, today)[held.id]
    dated = fact.kind in ("release", "price") and fact.status not in UNSEEN
    return Why(
        fact=fact.id,
        kind=fact.kind,
        about=names(held.subject),
        about_kind=held.subject.partition(":")[0],
        what=make.what(held),
        value=make.value(held),
        status=fact.status,
        rule=fact.rule,
        reason=rule_words(fact.rule),
        sentence=make.sentence(held),
        conflict=fact.conflict,
        when=when(held.day, today, fact.value.get("time"), make.countries(held))
        if dated and (held.day or fact.kind == "release")
        else None,
        supports=tuple(item for item in evidence if item.stance == "for"),
        against=tuple(item for item in evidence if item.stance == "against"),
        superseded=tuple(item for item in evidence if item.stance == "superseded"),
        refined=tuple(item for item in evidence if item.stance == "refined"),
        before=make.before(held),
        changes=timeline([held], make),
        rulings=_rulings(fact),
        instead=fact.instead or None,
    )


def evidence_beside(facts: Collection[Held], names: Names, today: date) -> dict[str, list[Evidence]]:
    """Fact -> the claims beside it, the newest first. A constant number of queries."""
    supports = supports_of([held.id for held in facts])
    wanted = {claim for stances in supports.values() for claim in stances}
    claims = Claim.objects.filter(pk__in=wanted).order_by().select_related("document__source")
    documents = {claim.document_id: claim.document for claim in claims.defer("document__signature")}
    rows = {row.claim_id: row for row in claims_in_force(documents=documents) if row.claim_id in wanted}
    said = {claim.claim: claim for claim in as_said(list(rows.values()), Keys())}
    stated = {
        (held.id, pk): _statement(said[pk], held) for held in facts for pk in supports.get(held.id, ()) if pk in said
    }
    names.fetch(keys_in(*[dict(statement.value) for statement in stated.values() if statement]))
    found: dict[str, list[Evidence]] = {held.id: [] for held in facts}
    for (fact, pk), statement in stated.items():
        row = rows[pk]
        status = str(row.slots.get("status", "confirmed"))
        found[fact].append(
            _beside(row, documents[row.document_id], supports[fact][pk], statement, status, names, today)
        )
    return {fact: sorted(items, key=lambda item: (item.day, item.claim), reverse=True) for fact, items in found.items()}


def _beside(
    row: ClaimRow, document: Document, support: Stance, statement: Statement | None, status: str, names: Names,
    today: date,
) -> Evidence:  # fmt: skip
    words = ""
    if statement is not None:
        words = value_words(slot_key(statement.kind, statement.coordinates), statement.value, status, names, today)
    return Evidence(
        claim=row.claim_id,
        stance=support.stance,
        rule=support.rule,
        reason=stance_words(support.stance, support.rule),
        said=words,
        status=status,
        source=Named(document.source.name, document.source.slug),
        source_class=document.source.source_class,
        source_class_words=class_words(document.source.source_class),
        day=document.published,
        document=document.key,
        headline=document.headline,
        url=document.url,
        quotations=quotations(quotable(document.text, document.source.may_show), row.spans),
        confidence=row.confidence,
        value=dict(statement.value) if statement is not None else {},
    )


def _statement(claim: Said, held: Held) -> Statement | None:
    """What a claim says of this fact: of its several places the one that is the fact's."""
    of_kind = [statement for statement in statements(claim) if statement.kind == held.kind]
    exact = [s for s in of_kind if slot_key(s.kind, s.coordinates) == held.slot]
    return next(iter(exact or of_kind), None)


def _rulings(fact: Fact) -> tuple[Ruling, ...]:
    """What editors decided on this fact or on a claim beside it, the newest first."""
    kind, about = next((kind, pk) for kind in MODELS if (pk := getattr(fact, f"{kind}_id")) is not None)
    subject = (Q(**{kind: about}) | Q(**{f"{kind}__merged_into": about})) & Q(slot=fact.slot)
    on_claims = Q(claim__in=supports_of([fact.pk]).get(fact.pk, ()))
    return tuple(
        Ruling(d.pk, d.action, d.author, d.reason, d.made_at, d.undone_at)
        for d in Decision.objects.filter(subject | on_claims).order_by("-made_at", "key")
    )


def facts_of_document(document: Document, *, today: date) -> list[StatedAbout]:
    """What a document says, by what it is about, in the order of its text, each claim with its fact."""
    return facts_of_documents([document], today=today)[document.pk]


def facts_of_documents(documents: Collection[Document], *, today: date) -> dict[int, list[StatedAbout]]:
    """What documents say, each by its key of a row; see `facts_of_document`. A constant number of queries."""
    by_pk = {document.pk: document for document in documents}
    rows = sorted(claims_in_force(documents=by_pk), key=_place)
    keys, names = Keys(), Names()
    keys.fetch(target for row in rows for found in row.resolved.values() for target in found if target)
    names.fetch(keys.targets())
    facts = _facts_beside(rows)
    said = {claim.claim: claim for claim in as_said(rows, keys)}
    groups: dict[int, dict[tuple[str, str], list[Stated]]] = {pk: defaultdict(list) for pk in by_pk}
    for row in rows:
        subject = subject_of(row)
        key = (keys.of(subject) if subject else None) or f"name:{row.subject}"
        kind = subject.kind if subject else "title"
        told = _stated(row, said.get(row.claim_id), facts.get(row.claim_id), by_pk[row.document_id], names, today)
        groups[row.document_id][key, kind].append(told)
    return {
        pk: [StatedAbout(names(key), kind, tuple(claims)) for (key, kind), claims in of_document.items()]
        for pk, of_document in groups.items()
    }


def _facts_beside(rows: Sequence[ClaimRow]) -> dict[str, str]:
    """Claim -> the fact that it speaks about; of several the first by its id."""
    claims = [row.claim_id for row in rows]
    supports = Support.objects.filter(claim__in=claims).exclude(fact__status=JOINED)
    found = list(supports.order_by().values_list("claim", "fact"))
    subjects: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if (subject := subject_of(row)) is not None:
            subjects[subject.kind].add(subject.id)
    for kind, pks in subjects.items():
        alone = Fact.objects.filter(**{f"{kind}__in": pks}, claims=1, decided_by__in=claims).order_by()
        found += alone.values_list("decided_by", "id")
    return dict(sorted(found, reverse=True))


def _place(row: ClaimRow) -> tuple[tuple[int, int], str]:
    """Where in its document a claim begins."""
    return min(row.spans, default=(0, 0)), row.claim_id


def _stated(
    row: ClaimRow, said: Said | None, fact: str | None, document: Document, names: Names, today: date
) -> Stated:
    status = str(row.slots.get("status", "confirmed"))
    claim = said or Said(
        row.claim_id,
        row.kind,
        "",
        row.slots,
        row.source_slug,
        row.source_class,
        row.voice,
        row.published,
        row.learnt_at,
    )
    words = []
    for statement in statements(claim):
        slot = slot_key(statement.kind, statement.coordinates)
        named = read_slot(slot)[1]
        value = value_words(slot, statement.value, status, names, today)
        what = what_words(statement.kind, named, names)
        words.append(f"{what}: {value}" if statement.kind not in ("credit", "video", "quote", "carriage") else what)
    return Stated(
        claim=row.claim_id,
        kind=row.kind,
        said="; ".join(dict.fromkeys(words)),
        status=status,
        quotations=quotations(quotable(document.text, document.source.may_show), row.spans, most=1),
        confidence=row.confidence,
        fact=fact,
        waits=fact is None,
    )


def statements_of(claim: Claim) -> tuple[Target | None, list[tuple[str, str, dict[str, Any]]]]:
    """What a claim in force is about, and the kind, slot and value of each fact that it speaks about.

    Nothing is given of a claim that is not in force, or is about a name that means nothing yet.
    """
    rows = [row for row in claims_in_force(documents=[claim.document_id]) if row.claim_id == claim.pk]
    for row, said in zip(rows, as_said(rows, Keys()), strict=False):
        told = [(each.kind, slot_key(each.kind, each.coordinates), dict(each.value)) for each in statements(said)]
        return subject_of(row), told
    return None, []
