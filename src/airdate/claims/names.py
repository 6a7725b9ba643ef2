"""Which slots of a claim hold names of titles, people and services, and what the claim is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST_NAME = 300  # characters; what is longer is no name

# Slot -> role of the names in it. `source` of a basis is not here: a graphic novel is no title of the guide,
# and often has the very name of the series made from it. Neither is `outlet`: publications are sources.
NAME_ROLES: Mapping[str, str] = {
    "title": "title",
    "actor": "person",
    "person": "person",
    "author": "person",
    "speaker": "person",
    "platform": "service",
    "provider": "service",
    "carrier": "service",
}
# The slot that says what a claim is about, by kind; `title` for those not named.
SUBJECT_SLOTS: Mapping[str, tuple[str, ...]] = {
    "price": ("provider",),
    "carriage": ("provider",),
    "quote": ("title", "speaker", "opening"),
}


def subject_of(kind: str, slots: Mapping[str, Any]) -> str:
    """The name that a claim is about, as the article spells it; empty if it names nothing."""
    for slot in SUBJECT_SLOTS.get(kind, ("title",)):
        value = slots.get(slot)
        if isinstance(value, str) and value:
            return value[:LONGEST_NAME]
    return ""


def names_of(kind: str, slots: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The names in each slot that holds some. A related thing on sale (availability with a form) names its title."""
    found: dict[str, tuple[str, ...]] = {}
    for slot in NAME_ROLES:
        value = slots.get(slot)
        if value is None:
            continue
        values = [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []
        names = tuple(name for name in values if isinstance(name, str) and name.strip() and len(name) <= LONGEST_NAME)
        if names:
            found[slot] = names
    return found
