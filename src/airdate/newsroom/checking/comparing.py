"""One statement of a draft beside the facts that it fits. Pure: facts and statements come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from airdate.facts.held import Held
from airdate.facts.policy import DENIED, STATUSES, UNKNOWN
from airdate.facts.slots import SHAPES, Statement, slot_key
from airdate.facts.values import COARSER, DIFFERS, FINER, MIXED, OVERLAPS, SAME, compare, spell

DOUBTFUL = frozenset({"rumoured", DENIED, UNKNOWN})


class Verdict(StrEnum):
    """How a statement stands to the guide."""

    AGREES = "agrees"
    NEW = "new"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Beside:
    """A verdict, the fact that it rests on (None: there is none), and whether they differ in how sure they are only."""

    verdict: Verdict
    fact: Held | None
    in_sureness: bool = False


def beside(statement: Statement, status: str, facts: Iterable[Held]) -> Beside:
    """Lay a statement beside facts about the same subject.

    The facts of its slot count, and those that a coordinate left open on either side lets it fit. It agrees if it
    agrees with one of them; else it differs if it differs from one; else it is new.
    """
    found = [_one(statement, status, fact) for fact in _fitting(statement, facts)]
    for verdict in (Verdict.AGREES, Verdict.DIFFERS, Verdict.NEW):
        for each in found:
            if each.verdict == verdict:
                return each
    return Beside(Verdict.NEW, None)


def _fitting(statement: Statement, facts: Iterable[Held]) -> Sequence[Held]:
    """The fact of the very slot, else all that it fits."""
    shape = SHAPES[statement.kind]
    fixed = len(shape.coordinates) - shape.free
    same = slot_key(statement.kind, statement.coordinates)
    fitting = []
    for fact in facts:
        if fact.kind != statement.kind:
            continue
        if fact.slot == same:
            return [fact]
        there = tuple(fact.named.get(name) for name in shape.coordinates)
        free = zip(statement.coordinates[fixed:], there[fixed:], strict=True)
        if statement.coordinates[:fixed] == there[:fixed] and all(None in pair or pair[0] == pair[1] for pair in free):
            fitting.append(fact)
    return fitting


def _one(statement: Statement, status: str, fact: Held) -> Beside:
    if (status == DENIED) != (fact.status == DENIED):
        return Beside(Verdict.DIFFERS, fact)
    if status == DENIED:
        return Beside(Verdict.AGREES, fact)
    if not fact.value and statement.value:  # "no date yet", and the draft has one
        return Beside(Verdict.NEW, fact)
    how = compare(statement.value, fact.value)
    if how == DIFFERS:
        return Beside(Verdict.DIFFERS, fact)
    if fact.status in DOUBTFUL and STATUSES.index(status) < STATUSES.index(fact.status):
        return Beside(Verdict.DIFFERS, fact, in_sureness=True)
    if how in (SAME, COARSER):
        return Beside(Verdict.AGREES, fact)
    assert how in (FINER, MIXED, OVERLAPS)
    return Beside(Verdict.NEW, fact)


def fingerprint(*parts: object) -> str:
    """A hash of what was said, or believed: the same words for the same thing in every process."""
    return hashlib.sha256("\n".join(spell(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]
