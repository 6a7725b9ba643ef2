"""From claims to facts: `weigh` carries out the policy of docs/explanation/weighing.md.

It is pure and total: any set of claims gives facts, and their order does not matter. The parts, in the order in which
they are used: `slots` (what a claim speaks about), `lines` (which claims belong together), `contest` (what stands),
`replay` (what changed, and why).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
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
from airdate.facts.replay import Heard, Line, Topic, entry_at, replay
from airdate.facts.slots import READERS, SHAPES, Coordinates, read_slot, slot_key

__all__ = [
    "CLASSES", "FLOOR", "STATUSES", "Moment", "Pin", "Policy", "Said", "Step", "Support", "Verdict", "Weighed", "weigh",
]  # fmt: skip

DATED = frozenset({"release", "price"})
RECURRING = frozenset({"premiere", "finale", "special", "part"})  # of a title without a season's number
Key = tuple[str, str, Coordinates]  # subject, kind, fixed coordinates
# A claim's say on a topic: the claim, its free coordinates, value, earlier value, status, whether the reading is too
# unsure to count by itself, and the verdicts on it. Plain, as there is one for each claim; `_heard` gives it names.
Spoken = tuple[Said, Coordinates, dict[str, Any], dict[str, Any] | None, str, bool, tuple[Verdict, ...]]
FIXED = {kind: len(shape.coordinates) - shape.free for kind, shape in SHAPES.items()}


def weigh(said: Iterable[Said], policy: Policy, at: Moment) -> tuple[Weighed, ...]:
    """The facts that follow from claims at a moment, by subject and slot.

    A claim given twice counts once. Claims whose confidence is below the policy's floor make no fact unless an editor
    has accepted them. A claim of an unknown kind, or without the slot that says what it is about, makes none.
    """
    spoken = _by_topic(said, policy)
    pins = _pins_by_topic(policy)
    ranks = {name: place for place, name in enumerate(policy.classes)}
    facts: list[Weighed] = []
    for key, heard in spoken.items():
        # Most topics have one claim, which nobody has ruled on: what `replay` and `judge` would make of it is clear.
        if len(heard) == 1 and key not in pins and _is_plain(heard[0]):
            claim = heard[0][0]
            if at.has_come(claim.published, claim.learnt):
                facts.append(_only(key, heard[0], at))
        else:
            facts += _facts(key, _topic(key, heard, pins.get(key, ()), policy, ranks), policy, at)
    for key in pins.keys() - spoken.keys():
        facts += _facts(key, _topic(key, (), pins[key], policy, ranks), policy, at)
    facts.sort(key=attrgetter("subject", "slot"))
    return tuple(facts)


def _by_topic(said: Iterable[Said], policy: Policy) -> dict[Key, list[Spoken]]:
    verdicts: dict[str, tuple[Verdict, ...]] = {}
    for verdict in policy.verdicts:
        verdicts[verdict.claim] = (*verdicts.get(verdict.claim, ()), verdict)
    floor = policy.floor
    spoken: dict[Key, list[Spoken]] = {}
    seen: set[tuple[str, str]] = set()
    for claim in said:
        subject = claim.subject
        once = (subject, claim.claim)
        if once in seen:
            continue
        seen.add(once)
        unsure = claim.confidence < floor
        ruled = verdicts.get(claim.claim, ())
        if unsure and not ruled:
            continue  # it waits in the queue
        read = READERS.get(claim.kind)
        if read is None:
            continue
        status = claim.slots.get("status", "confirmed")
        if status not in STATUSES:
            status = "rumoured"  # an unknown word is no confirmation
        for kind, coordinates, value, was in read(claim.slots, status == DENIED):
            fixed = FIXED[kind]
            key = (subject, kind, coordinates[:fixed])
            one = (claim, coordinates[fixed:], value, was, status, unsure, ruled)
            if key in spoken:
                spoken[key].append(one)
            else:
                spoken[key] = [one]
    return spoken


def _pins_by_topic(policy: Policy) -> dict[Key, list[tuple[Coordinates, Pin]]]:
    pins: dict[Key, list[tuple[Coordinates, Pin]]] = defaultdict(list)
    for pin in policy.pins:
        kind, named = read_slot(pin.slot)
        coordinates = tuple(named.get(name) for name in SHAPES[kind].coordinates)
        fixed = FIXED[kind]
        pins[pin.subject, kind, coordinates[:fixed]].append((coordinates[fixed:], pin))
    return dict(pins)


def _is_plain(spoken: Spoken) -> bool:
    """Whether nothing takes it out or lets it in: it counts from its day on."""
    claim, _free, _value, _was, _status, unsure, ruled = spoken
    return not unsure and not ruled and claim.retired is None


def _topic(
    key: Key,
    spoken: Iterable[Spoken],
    pins: Sequence[tuple[Coordinates, Pin]],
    policy: Policy,
    ranks: Mapping[str, int],
) -> Topic:
    heard = [_heard(one, ranks) for one in spoken]
    return Topic(SHAPES[key[1]], heard, pins, _recurs(key), policy.within, policy.voices_in_conflict)


def _heard(spoken: Spoken, ranks: Mapping[str, int]) -> Heard:
    claim, free, value, was, status, unsure, ruled = spoken
    entry = Entry(
        claim=claim.claim, voice=claim.voice, source=claim.source, rank=ranks.get(claim.source_class, len(ranks)),
        sure=STATUSES.index(status), status=status, day=claim.published, instant=claim.published_at,
        learnt=claim.learnt, value=value, was=was, confidence=claim.confidence,
    )  # fmt: skip
    return Heard(claim, free, entry, unsure, ruled)


def _recurs(key: Key) -> bool:
    """Whether a release has no number to tell it from the next one of its kind."""
    _, kind, fixed = key
    return kind == "release" and fixed[:3] == (None, None, None) and fixed[3] in RECURRING


def _facts(key: Key, topic: Topic, policy: Policy, at: Moment) -> Iterator[Weighed]:
    subject, kind, fixed = key
    lines, joined, steps = replay(topic, at)
    for free, line in lines.items():
        yield _fact(subject, slot_key(kind, fixed + free), kind, line, tuple(steps.get(free, ())), policy, at)
    for free, homes in joined.items():
        slots = tuple(slot_key(kind, fixed + home) for home in homes)
        yield _joined(subject, slot_key(kind, fixed + free), kind, *_first_told(topic, free, at), slots)


def _first_told(topic: Topic, free: tuple[Any, ...], at: Moment) -> tuple[date, str]:
    """The day and the id of the first claim, or pin, on a line at a moment."""
    said = [heard.said for heard in topic.heard if heard.free == free and entry_at(heard, at) is not None]
    pins = [pin for place, pin in topic.pins if place == free]
    claims = [(claim.published, claim.claim) for claim in said]
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


def _only(key: Key, spoken: Spoken, at: Moment) -> Weighed:
    """The fact of a topic on which there is one plain claim."""
    subject, kind, fixed = key
    claim, free, value, _was, status, _unsure, _ruled = spoken
    if status == DENIED:
        value = {}
    pk, day = claim.claim, claim.published
    return Weighed(
        subject, slot_key(kind, fixed + free), kind, value, status, "only voice",
        _precision(kind, value), _happened(value, at), False, 1, pk, day, (Support(pk, FOR, "decides"),),
        (Step("first", day, claim.learnt, pk, None, "", value, status),),
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
