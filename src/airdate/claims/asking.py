"""From the claims of a document to the names whose meaning the catalogue is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from airdate.catalogue.asked import NameAsked
from airdate.claims.models import Claim, ReadingRun
from airdate.claims.names import NAME_ROLES, names_of

Pair = tuple[str, str]  # role, name


def names_asked(run: ReadingRun) -> list[NameAsked]:
    """The names in the claims of a reading, with what the claims say about them."""
    return names_in(
        (claim.kind, claim.slots, run.confidences[claim.id])
        for claim in Claim.objects.filter(document=run.document_id).order_by("id")
        if claim.id in run.confidences
    )


def names_in(claims: Iterable[tuple[str, Mapping[str, Any], float]]) -> list[NameAsked]:
    """The names in (kind, slots, confidence) claims, each once, by role and name.

    A name is as sure as the surest claim that uses it. What a title is (a series, where it has seasons) and what a
    service is (a carrier, a shop) is told by the claims that say so.
    """
    confidence: dict[Pair, float] = defaultdict(float)
    beside: dict[Pair, set[Pair]] = defaultdict(set)
    told: dict[Pair, str] = {}
    speaking: set[Pair] = set()
    for kind, slots, sure in claims:
        named = {slot: [(NAME_ROLES[slot], name) for name in names] for slot, names in names_of(kind, slots).items()}
        pairs = {pair for found in named.values() for pair in found}
        for pair in pairs:
            confidence[pair] = max(confidence[pair], sure)
            # A related thing on sale is in no company that tells one work from another.
            beside[pair] |= set() if "form" in slots and kind == "availability" else pairs - {pair}
        for slot, found in named.items():
            word = _told(kind, slot, slots)
            for pair in found:
                if word:
                    told.setdefault(pair, word)
                if slot == "speaker":
                    speaking.add(pair)
    return [
        NameAsked(
            role=role,
            name=name,
            confidence=sure,
            beside=frozenset(beside[role, name]),
            form=told.get((role, name), "") if role == "title" else "",
            service_kind=told.get((role, name), "") if role == "service" else "",
            may_be_service=(role, name) in speaking,
        )
        for (role, name), sure in sorted(confidence.items())
    ]


def _told(kind: str, slot: str, slots: Mapping[str, Any]) -> str:
    """What a claim says the thing in a slot is: a form of title, a kind of service, or nothing."""
    if slot == "title" and ("season" in slots or "episode" in slots):
        return "series"
    if slot == "carrier":
        return "carrier"
    if slot == "platform" and kind == "availability" and slots.get("terms") == "buy" and "form" in slots:
        return "shop"
    return ""
