"""From claims to facts: `weigh` carries out the policy of docs/explanation/weighing.md.

It is pure and total: any set of claims gives facts, and their order does not matter. The parts, in the order in which
they are used: `slots` (what a claim speaks about), `lines` (which claims belong together), `contest` (what stands),
`replay` (what changed, and why).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from airdate.facts import edtf
from airdate.facts.contest import FOR, Entry
from airdate.facts.policy import (
    CLASSES,
    DENIED,
    FLOOR,
    STATUSES,
    Moment,
    Pin,
    Policy,
    Said,
    Step,
    Support,
    Value,
    Verdict,
    Weighed,
    day_of,
)
from airdate.facts.replay import Heard, Line, Topic, replay
from airdate.facts.slots import SHAPES, read_slot, slot_key, statements

__all__ = [
    "CLASSES", "FLOOR", "STATUSES", "Moment", "Pin", "Policy", "Said", "Step", "Support", "Verdict", "Weighed", "weigh",
]  # fmt: skip

DATED = frozenset({"release", "price"})
RECURRING = frozenset({"premiere", "finale", "special", "part"})  # of a title without a season's number
Key = tuple[str, str, tuple[Any, ...]]  # subject, kind, fixed coordinates


def weigh(said: Iterable[Said], policy: Policy, at: Moment) -> tuple[Weighed, ...]:
    """The facts that follow from claims at a moment, by subject and slot.

    A claim given twice counts once. Claims whose confidence is below the policy's floor make no fact unless an editor
    has accepted them. A claim of an unknown kind, or without the slot that says what it is about, makes none.
    """
    facts = [fact for key, topic in _topics(said, policy).items() for fact in _facts(key, topic, policy, at)]
    return tuple(sorted(facts, key=lambda fact: (fact.subject, fact.slot)))


def _topics(said: Iterable[Said], policy: Policy) -> dict[Key, Topic]:
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in policy.verdicts:
        verdicts[verdict.claim].append(verdict)
    ranks = {name: place for place, name in enumerate(policy.classes)}
    last = len(policy.classes)
    statuses = {name: place for place, name in enumerate(STATUSES)}
    heard: dict[Key, list[Heard]] = defaultdict(list)
    pins: dict[Key, list[tuple[tuple[Any, ...], Pin]]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for claim in said:
        if (claim.subject, claim.claim) in seen:
            continue
        seen.add((claim.subject, claim.claim))
        unsure = claim.confidence < policy.floor
        ruled = tuple(verdicts[claim.claim]) if claim.claim in verdicts else ()
        if unsure and not ruled:
            continue  # it waits in the queue
        status = claim.slots.get("status", "confirmed")
        if status not in statuses:
            status = "rumoured"  # an unknown word is no confirmation
        for statement in statements(claim):
            fixed = len(statement.coordinates) - SHAPES[statement.kind].free
            entry = Entry(
                claim=claim.claim, voice=claim.voice, source=claim.source,
                rank=ranks.get(claim.source_class, last), sure=statuses[status], status=status, day=claim.published,
                instant=claim.published_at, learnt=claim.learnt, value=statement.value, was=statement.was,
                confidence=claim.confidence,
            )  # fmt: skip
            key = (claim.subject, statement.kind, statement.coordinates[:fixed])
            heard[key].append(Heard(claim, statement.coordinates[fixed:], entry, unsure, ruled))
    for pin in policy.pins:
        kind, named = read_slot(pin.slot)
        shape = SHAPES[kind]
        coordinates = tuple(named.get(name) for name in shape.coordinates)
        fixed = len(coordinates) - shape.free
        pins[pin.subject, kind, coordinates[:fixed]].append((coordinates[fixed:], pin))
    return {
        key: Topic(
            SHAPES[key[1]],
            heard.get(key, ()),
            pins.get(key, ()),
            _recurs(key),
            policy.within,
            policy.voices_in_conflict,
        )
        for key in heard.keys() | pins.keys()
    }


def _recurs(key: Key) -> bool:
    """Whether a release has no number to tell it from the next one of its kind."""
    _, kind, fixed = key
    return kind == "release" and fixed[:3] == (None, None, None) and fixed[3] in RECURRING


def _facts(key: Key, topic: Topic, policy: Policy, at: Moment) -> Iterator[Weighed]:
    subject, kind, fixed = key
    if len(topic.heard) == 1 and not topic.pins and (only := topic.heard[0]).plain:
        if at.has_come(only.said.published, only.said.learnt):
            yield _only(subject, slot_key(kind, fixed + only.free), kind, only.entry, at)
        return
    lines, joined, steps = replay(topic, at)
    for free, line in lines.items():
        yield _fact(subject, slot_key(kind, fixed + free), kind, line, tuple(steps.get(free, ())), policy, at)
    for free, homes in joined.items():
        slots = tuple(slot_key(kind, fixed + home) for home in homes)
        yield _joined(subject, slot_key(kind, fixed + free), kind, *_first_told(topic, free, at), slots)


def _first_told(topic: Topic, free: tuple[Any, ...], at: Moment) -> tuple[date, str]:
    """The day and the id of the first claim, or pin, on a line at a moment."""
    said = [heard.said for heard in topic.heard if heard.free == free]
    pins = [pin for place, pin in topic.pins if place == free]
    claims = [(claim.published, claim.claim) for claim in said if at.has_come(claim.published, claim.learnt)]
    decided = [(day_of(pin.made), pin.decision) for pin in pins if at.has_come(day_of(pin.made), pin.made)]
    return min(claims or decided)


def _joined(subject: str, slot: str, kind: str, since: date, told: str, homes: tuple[str, ...]) -> Weighed:
    """A fact whose claims have joined others: it keeps its address and leads there."""
    return Weighed(
        subject=subject,
        slot=slot,
        kind=kind,
        value={},
        status="joined",
        rule="joined",
        precision="",
        happened=None,
        conflict=False,
        voices=0,
        decided_by=told,
        since=since,
        joined=homes,
    )


def _only(subject: str, slot: str, kind: str, entry: Entry, at: Moment) -> Weighed:
    """The commonest fact, that of one claim; what `replay` and `judge` would make of it, at less cost."""
    status, claim, day = entry.status, entry.claim, entry.day
    value: Value = {} if status == DENIED else entry.value
    return Weighed(
        subject=subject, slot=slot, kind=kind, value=value, status=status, rule="only voice",
        precision=_precision(kind, value), happened=_happened(value, at), conflict=False, voices=1, decided_by=claim,
        since=day, supports=(Support(claim, FOR, "decides"),),
        steps=(Step("first", day, entry.learnt, claim, None, "", value, status),),
    )  # fmt: skip


def _precision(kind: str, value: Value) -> str:
    if kind not in DATED:
        return ""
    day = value.get("date")
    return "none" if day is None else edtf.days(day).precision


def _happened(value: Value, at: Moment) -> bool | None:
    day = value.get("date")
    return None if day is None else edtf.is_past(day, at.today)


def _fact(
    subject: str, slot: str, kind: str, line: Line, steps: tuple[Step, ...], policy: Policy, at: Moment
) -> Weighed:
    standing = line.standing
    outcome = line.outcome(policy.voices_in_conflict)
    return Weighed(
        subject=subject,
        slot=slot,
        kind=kind,
        value=standing.value,
        status=standing.status,
        rule=outcome.rule,
        precision=_precision(kind, standing.value),
        happened=_happened(standing.value, at),
        conflict=outcome.conflict,
        voices=outcome.voices,
        decided_by=standing.decider.claim,
        since=standing.decider.day,
        supports=outcome.supports,
        steps=steps,
    )
