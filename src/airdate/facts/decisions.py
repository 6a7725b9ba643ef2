"""What editors do: pin, correct, accept, reject, undo. Each writes its audit row and its facts in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from airdate.catalogue.queries import Target
from airdate.claims.models import Claim
from airdate.claims.queries import claims_in_force
from airdate.facts import edtf
from airdate.facts.actions import weigh_subjects
from airdate.facts.identity import decision_key
from airdate.facts.models import Action, Decision, Fact
from airdate.facts.naming import keys_in
from airdate.facts.policy import STATUSES, WITHDRAWN, Value
from airdate.facts.saying import MODELS, UNRESOLVED, subject_of
from airdate.facts.slots import COMPONENTS, read_slot
from airdate.facts.values import DATES

PINNED = (*STATUSES, WITHDRAWN)
MOST = 1_000_000  # of any currency: no more is a price


class DecisionError(ValueError):
    """It cannot be decided so. The message is one line that says why, and the way out."""


def pin_fact(fact: Fact, *, author: str, reason: str, now: datetime) -> Decision:
    """Keep a fact as it is, whatever is said from now on. Raises `DecisionError`."""
    return _decide_fact(Action.PIN, fact, fact.value, fact.status, author, reason, now)


def correct_fact(fact: Fact, value: Value, *, status: str, author: str, reason: str, now: datetime) -> Decision:
    """Put another value in a fact's place, with status ``withdrawn`` none at all. Raises `DecisionError`."""
    return _decide_fact(Action.CORRECT, fact, value, status, author, reason, now)


def add_fact(
    target: Target, slot: str, value: Value, *, status: str, author: str, reason: str, now: datetime
) -> Decision:
    """State a fact that no claim speaks of; ``slot`` is its key (`slots.slot_key`). Raises `DecisionError`."""
    return _decide(Action.CORRECT, target, slot, value, status, None, author, reason, now)


def accept_claim(claim: Claim, *, author: str, reason: str, now: datetime) -> Decision:
    """Let a claim count, however unsure its reading is. Raises `DecisionError`."""
    return _decide(Action.ACCEPT, None, "", {}, "", claim, author, reason, now)


def reject_claim(claim: Claim, *, author: str, reason: str, now: datetime) -> Decision:
    """Let a claim count no more: it was read wrongly. Raises `DecisionError`."""
    return _decide(Action.REJECT, None, "", {}, "", claim, author, reason, now)


def undo(decision: Decision, *, author: str, reason: str, now: datetime) -> Decision:
    """Take a decision back; it stays on record. Raises `DecisionError` if that has been done, or no reason is given."""
    _check_words(author, reason)
    with transaction.atomic():
        kept = Decision.objects.select_for_update().get(pk=decision.pk)
        if kept.undone_at is not None:
            raise DecisionError(f"decision {kept.key} was undone by {kept.undone_by} already")
        if now < kept.made_at:
            raise DecisionError(f"{now.isoformat()} is before the decision was made ({kept.made_at.isoformat()})")
        kept.undone_at, kept.undone_by, kept.undone_because = now, author, reason
        kept.save(update_fields=["undone_at", "undone_by", "undone_because"])
        weigh_subjects(_subjects(kept), now=now)
    return kept


def _decide_fact(
    action: Action, fact: Fact, value: Value, status: str, author: str, reason: str, now: datetime
) -> Decision:
    if fact.instead:
        raise DecisionError(f"fact {fact.pk} has joined fact {fact.instead}; decide on that one")
    ids = {"title": fact.title_id, "person": fact.person_id, "service": fact.service_id}
    (target,) = [Target(kind, pk) for kind, pk in ids.items() if pk is not None]
    return _decide(action, target, fact.slot, value, status, None, author, reason, now)


def _decide(
    action: Action,
    target: Target | None,
    slot: str,
    value: Value,
    status: str,
    claim: Claim | None,
    author: str,
    reason: str,
    now: datetime,
) -> Decision:
    _check_words(author, reason)
    if target is not None:
        _check_value(slot, value, status)
    subject = ""
    about: dict[str, Any] = {}
    if target is not None:
        entry = MODELS[target.kind]._default_manager.get(pk=target.id)
        subject, about = f"{target.kind}:{entry.slug}", {target.kind: entry}
    claim_id = claim.pk if claim is not None else ""
    key = decision_key(action, subject, slot, claim_id, value, status, author, now)
    with transaction.atomic():
        decision, _made = Decision.objects.get_or_create(
            key=key,
            defaults={
                **about,
                "action": action,
                "slot": slot,
                "value": dict(value),
                "status": status,
                "claim": claim,
                "author": author,
                "reason": reason,
                "made_at": now,
            },
        )
        weigh_subjects(_subjects(decision), now=now)
    return decision


def _subjects(decision: Decision) -> list[Target]:
    """What is to be weighed anew: what the decision, or its claim, is about."""
    if decision.claim_id is None:
        ids = {"title": decision.title_id, "person": decision.person_id, "service": decision.service_id}
        return [Target(kind, pk) for kind, pk in ids.items() if pk is not None]
    assert decision.claim is not None
    rows = claims_in_force(documents=[decision.claim.document_id])
    return [subject for row in rows if row.claim_id == decision.claim_id and (subject := subject_of(row))]


def _check_words(author: str, reason: str) -> None:
    if not author.strip():
        raise DecisionError("a decision needs its author's name")
    if not reason.strip():
        raise DecisionError("a decision needs a reason that readers can understand")


def _check_value(slot: str, value: Value, status: str) -> None:
    try:
        kind, named = read_slot(slot)
    except ValueError as error:
        example = "release/2/-/-/premiere/-/-/service:netflix"
        raise DecisionError(f"{error}; take the slot of a fact, such as {example}") from None
    if status not in PINNED:
        raise DecisionError(f"{status!r} is no status; take one of {', '.join(PINNED)}")
    parts = COMPONENTS.get(kind, ())
    for name in value:
        if name not in parts:
            raise DecisionError(f"{name!r} is no part of a {kind}; it has {', '.join(parts) or 'none'}")
    for name in DATES & value.keys():
        try:
            edtf.days(str(value[name]))
        except edtf.NotEDTF as error:
            raise DecisionError(f"{name}: {error}") from None
    amount = value.get("amount", 0)
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < MOST:
        raise DecisionError(f"amount: {amount!r} is no sum of money; give a number such as 4.99")
    _check_keys(named, value)


def _check_keys(*mappings: Value) -> None:
    """Entries that a slot or a value names must be here; a name of its own is written ``name:Quayside Books``."""
    for key in sorted(keys_in(*mappings)):
        kind, sign, slug = key.partition(":")
        there = kind in MODELS and MODELS[kind]._default_manager.filter(slug=slug).exists()
        if not sign or (kind != UNRESOLVED and not there):
            raise DecisionError(f"{key!r} names nothing here; give it as service:SLUG, person:SLUG or name:TEXT")
