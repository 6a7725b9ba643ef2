"""What weighing takes: claims with their names resolved, the policy, the editors' decisions, and the moment.

Order matters here and is the order of the policy: the first of `CLASSES` and of `STATUSES` weighs most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

CLASSES = ("official", "trade", "catalogue", "general", "fan")
STATUSES = ("confirmed", "expected", "rumoured", "unknown", "denied")
DENIED, UNKNOWN, WITHDRAWN = "denied", "unknown", "withdrawn"
CONTESTED, SETTLED = "contested", "settled"  # changes of a fact whose value stays: sources differ, or no more
DISPUTES = frozenset({CONTESTED, SETTLED})
FLOOR = 0.3  # confidence below which a claim waits for an editor and makes no fact; see docs/reference/accuracy.md
VOICES_IN_CONFLICT = 2  # independent newer voices that make a contradiction visible

Value = Mapping[str, Any]  # components of a fact by name, each a JSON value; a component not said is left out


@dataclass(slots=True, unsafe_hash=True)  # made by the million: frozen ones take three times as long
class Said:
    """A claim as weighing sees it.

    ``slots`` are those of claims.md with each name replaced by an opaque key (``service:netflix``); ``subject`` is
    the key of whom it is about. ``voice`` is the same for copies of one text. ``learnt`` (aware) is when this site
    learnt of it, ``retired`` (aware) when it learnt that the article had been replaced by a later version.
    ``published_at`` is the instant (aware), where known.
    """

    claim: str
    kind: str
    subject: str
    slots: Mapping[str, Any]
    source: str
    source_class: str
    voice: str
    published: date
    learnt: datetime
    confidence: float = 1.0
    published_at: datetime | None = None
    retired: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """An editor's word on one fact, from ``made`` until ``undone`` (both aware). ``slot`` is the fact's slot key.

    ``value`` may be empty with status ``withdrawn``: the editor says that there is no such fact.
    """

    decision: str
    subject: str
    slot: str
    value: Value
    status: str
    made: datetime
    undone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """An editor's word on one claim: accepted (it counts, however unsure the reading) or rejected (it does not)."""

    decision: str
    claim: str
    accepted: bool
    made: datetime
    undone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides. ``classes`` is the order of the classes of sources; a class that is not in it comes last.

    ``within`` maps the key of a place to that of the broadcaster whose name may mean it (BBC One → the BBC).
    """

    pins: tuple[Pin, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    floor: float = FLOOR
    classes: tuple[str, ...] = CLASSES
    voices_in_conflict: int = VOICES_IN_CONFLICT
    within: Mapping[str, str] = field(default_factory=dict)

    def rank(self, source_class: str) -> int:
        """The place of a class in the order, 0 the weightiest."""
        return self.classes.index(source_class) if source_class in self.classes else len(self.classes)


@dataclass(frozen=True, slots=True)
class Moment:
    """When the facts are asked for.

    ``as_of`` leaves out what was published after that day; ``known_at`` (aware) what this site learnt after that
    instant; None leaves nothing out. ``today`` tells what has happened from what is to come.
    """

    today: date
    as_of: date | None = None
    known_at: datetime | None = None

    def has_come(self, day: date, instant: datetime) -> bool:
        """Whether something of the day ``day``, learnt at ``instant``, counts at this moment."""
        return (self.as_of is None or day <= self.as_of) and (self.known_at is None or instant <= self.known_at)

    def in_force(self, made: datetime, undone: datetime | None) -> bool:
        """Whether a decision made and perhaps undone at these instants holds at this moment."""
        return self.has_come(day_of(made), made) and (undone is None or not self.has_come(day_of(undone), undone))


def day_of(instant: datetime) -> date:
    """The day of an aware instant, in UTC: decisions have no zone of their own."""
    return instant.astimezone(UTC).date()


class Support(NamedTuple):
    """How one claim stands to a fact. ``stance``: for, against, superseded, refined. ``rule`` says why (see
    weighing.md)."""

    claim: str
    stance: str
    rule: str


class Step(NamedTuple):
    """One change of a fact on the day ``day``.

    ``kind``: first, refined, moved, confirmed, denied, withdrawn, corrected; contested and settled, when sources begin
    to differ and when they do no more, while the value stays. ``old`` is None for a fact that was not there. ``cause``
    is the id of the claim, or of the editor's decision, that brought it about; ``learnt`` when this site learnt of
    that.
    """

    kind: str
    day: date
    learnt: datetime
    cause: str
    old: Value | None
    old_status: str
    new: Value
    new_status: str


@dataclass(slots=True, unsafe_hash=True)  # made by the million: frozen ones take three times as long
class Weighed:
    """A fact as it stands.

    ``slot`` is its key within the subject (see `slots`); ``rule`` what decided; ``precision`` and ``happened`` are
    those of its date, ``""`` and None where it has none. ``decided_by`` is the claim or decision it rests on and
    ``since`` that one's day. ``voices`` counts the independent voices for it. ``joined`` lists the slots that this
    one's claims went to, where others have told the place that these left open; such a fact has no value of its own.
    ``steps`` are its changes, oldest first.
    """

    subject: str
    slot: str
    kind: str
    value: Value
    status: str
    rule: str
    precision: str
    happened: bool | None
    conflict: bool
    voices: int
    decided_by: str
    since: date
    supports: tuple[Support, ...] = ()
    steps: tuple[Step, ...] = field(default=())
    joined: tuple[str, ...] = ()
