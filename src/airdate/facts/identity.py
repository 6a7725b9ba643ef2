"""The ids of facts, changes and decisions: hashes of what they are about, the same in every database."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from airdate.facts.policy import DISPUTES, Step, Value
from airdate.facts.slots import ABSENT, SHAPES
from airdate.facts.values import spell

LENGTH = 20  # hexadecimal digits: 80 bits


def fact_id(subject: str, slot: str) -> str:
    """The id of a fact. ``subject`` is a key such as ``title:heartstopper``."""
    return _hash(f"{subject}\n{slot}")


def change_id(subject: str, slot: str, step: Step) -> str:
    """The id of a change: of subject, slot without its free coordinates, old value, new value and cause; where sources
    begin or cease to differ, of that too."""
    free = SHAPES[slot[: slot.index("/")]].free
    topic = slot.rsplit("/", free)[0] if free else slot
    old = ABSENT if step.old is None else f"[{spell(step.old)},{spell(step.old_status)}]"
    if step.kind in DISPUTES:
        old = f"{step.kind} {old}"  # the value stays, so the kind alone tells the beginning from the end
    return _hash(f"{subject}\n{topic}\n{old}\n[{spell(step.new)},{spell(step.new_status)}]\n{step.cause}")


def decision_key(
    action: str, subject: str, slot: str, claim: str, value: Value, status: str, author: str, made: datetime
) -> str:
    """The key of a decision."""
    said: list[Any] = [action, subject, slot, claim, dict(value), status, author, made.astimezone(UTC).isoformat()]
    return hashlib.sha256(spell(said).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=LENGTH // 2).hexdigest()
