"""Merging, splitting, settling and undoing, with all that follows: names, facts, and the addresses of facts.

One transaction each, in the one writer's place: killed at any moment, nothing has been decided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from airdate.catalogue import deciding
from airdate.catalogue.actions import resolve_batch
from airdate.catalogue.deciding import Decided, NewEntry
from airdate.catalogue.models import Entry, IdentityDecision, NameUse
from airdate.facts.actions import weigh_subjects
from airdate.facts.forwarding import facts_of, forward
from airdate.intake.rebuilding import asking
from airdate.intake.writer import one_writer
from airdate.sources.models import Document


def merge(entry: Entry, into: Entry, *, author: str, reason: str, now: datetime) -> IdentityDecision:
    """Make one entry a redirect to another; facts and their addresses follow. Raises `deciding.IdentityError`."""
    return _follow(lambda: deciding.merge_entries(entry, into, author=author, reason=reason, now=now), now)


def split(
    entry: Entry, documents: Collection[str], into: Entry | NewEntry, *, author: str, reason: str, now: datetime
) -> IdentityDecision:
    """Let documents (keys) mean another entry. Raises `deciding.IdentityError`."""
    return _follow(lambda: deciding.split_entry(entry, documents, into, author=author, reason=reason, now=now), now)


def settle(
    uses: Sequence[NameUse], target: Entry | NewEntry | None, *, author: str, reason: str, now: datetime
) -> IdentityDecision:
    """Say what names mean, None for nobody. Raises `deciding.IdentityError`."""
    return _follow(lambda: deciding.settle_names(uses, target, author=author, reason=reason, now=now), now)


def undo(decision: IdentityDecision, *, author: str, reason: str, now: datetime) -> IdentityDecision:
    """Take a decision back; what follows is what would be without it. Raises `deciding.IdentityError`."""
    return _follow(lambda: deciding.undo_identity(decision, author=author, reason=reason, now=now), now)


def _follow(decide: Callable[[], Decided], now: datetime) -> IdentityDecision:
    with one_writer():
        decided = decide()
        touched = set(decided.touched)
        if decided.again:
            touched |= resolve_batch(asking(_in_order(decided.again)))
        before = facts_of(touched)
        weigh_subjects(touched, now=now)
        forward(before, facts_of(touched), now=now)
        return decided.decision


def _in_order(pks: Collection[int]) -> list[Document]:
    found = Document.objects.filter(pk__in=pks).select_related("source").defer("text", "signature")
    return list(found.order_by("learnt_at", "pk"))
