"""A fact as the pages arrange it, whether it was read from its row or weighed for a past day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from airdate.facts import edtf
from airdate.facts.clocks import instant
from airdate.facts.identity import change_id, fact_id
from airdate.facts.models import Change
from airdate.facts.pages import When
from airdate.facts.policy import DENIED, WITHDRAWN, Step, Value, Weighed
from airdate.facts.slots import read_slot

JOINED = "joined"
DATED = frozenset({"confirmed", "expected"})  # how sure a date is that can be moved
UNSEEN = frozenset({JOINED, WITHDRAWN})  # facts with nothing to show


@dataclass(frozen=True, slots=True)
class Held:
    """A fact: its id, its subject's key (``title:ghosts``), its coordinates by name, its value and how it was
    decided."""

    id: str
    subject: str
    kind: str
    slot: str
    named: Mapping[str, Any]
    value: Value
    status: str
    rule: str
    conflict: bool
    voices: int
    since: date
    decided_by: str
    steps: Sequence[Step] = ()

    @property
    def day(self) -> str | None:
        """Its date (EDTF), if it has one."""
        found: str | None = self.value.get("date")
        return found

    @property
    def moved(self) -> bool:
        """Whether its date was another one before, and that release had not happened yet. What was a rumour only has
        not moved when a date is named."""
        moved = False
        for step in self.steps:
            moved = step.kind != "first" and (moved or (step.kind == "moved" and step.old_status in DATED))
        return moved

    @property
    def stands(self) -> bool:
        return self.status not in UNSEEN and self.status != DENIED


def of_weighed(weighed: Iterable[Weighed]) -> list[Held]:
    """Facts that were weighed for the moment. Those with nothing to show are left out."""
    return [
        Held(
            fact_id(fact.subject, fact.slot), fact.subject, fact.kind, fact.slot, read_slot(fact.slot)[1], fact.value,
            fact.status, fact.rule, fact.conflict, fact.voices, fact.since, fact.decided_by, fact.steps,
        )
        for fact in weighed
        if fact.status not in UNSEEN
    ]  # fmt: skip


def step_of(change: Change) -> Step:
    """The change that a row keeps."""
    return Step(
        change.kind,
        change.day,
        change.learnt_at,
        change.cause,
        change.old,
        change.old_status,
        change.new,
        change.new_status,
    )


def step_id(held: Held, step: Step) -> str:
    """The id of a change of this fact."""
    return change_id(held.subject, held.slot, step)


def when(day: str | None, today: date, time: str | None = None, countries: tuple[str, ...] = ()) -> When:
    """A date as pages show it. ``countries`` (ISO 3166) tell the zone of a time that names none."""
    if day is None:
        return When(None, "none", time=time)
    span = edtf.days(day)
    latest = None if span.open else span.latest
    at = _moment(span, time, countries)
    return When(day, span.precision, span.approximate, span.earliest, latest, time, edtf.is_past(day, today), at)


def moment(day: str, time: str | None, countries: tuple[str, ...]) -> datetime | None:
    """The aware moment, in its own zone, of a time on a date (EDTF); None where the day or the zone is not known."""
    return _moment(edtf.days(day), time, countries) if time else None


def _moment(span: edtf.Days, time: str | None, countries: tuple[str, ...]) -> datetime | None:
    exact = span.precision == "day" and not span.approximate
    return instant(span.earliest, time, countries) if exact and time else None
