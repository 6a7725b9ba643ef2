"""Weighed facts as rows of the database, and the difference between those that are kept and those that follow now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from airdate.catalogue.queries import Target
from airdate.facts import bulk, edtf
from airdate.facts.bulk import Row
from airdate.facts.identity import change_id, fact_id
from airdate.facts.models import Change, Fact, Support
from airdate.facts.policy import Support as Stance
from airdate.facts.policy import Weighed
from airdate.facts.slots import read_slot
from airdate.facts.supporting import ALONE

PLACES, PEOPLE = ("platform", "carrier"), ("actor", "person", "speaker")
LONGEST_REGION = 80  # characters; a country has two, but an article may say anything
Key = tuple[str, str]


@dataclass(slots=True)
class Rows:
    """What follows for some subjects, by the key of each row. ``supports`` and ``also`` are by both of their keys.

    Values are those of the database (`bulk`), in the order of the models' fields.
    """

    facts: dict[str, Row] = field(default_factory=dict)
    supports: dict[Key, Row] = field(default_factory=dict)
    changes: dict[str, Row] = field(default_factory=dict)
    also: dict[Key, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What weighing has written: how many facts were added, changed and removed, and the ids of new changes."""

    added: int
    changed: int
    removed: int
    changes: tuple[str, ...]


def rows_of(weighed: Iterable[Weighed], targets: Mapping[str, Target]) -> Rows:
    """The rows of weighed facts. ``targets`` maps the keys in them to entries of the catalogue."""
    rows = Rows()
    day, instant = bulk.spellings()
    for fact in weighed:
        pk = fact_id(fact.subject, fact.slot)
        value = bulk.json_text(fact.value)
        rows.facts[pk] = _fact_row(pk, fact, value, targets, day)
        if not is_alone(fact.supports, fact.decided_by):
            for claim, stance, rule in fact.supports:
                rows.supports[pk, claim] = (pk, claim, stance, rule)
        for step in fact.steps:
            change = change_id(fact.subject, fact.slot, step)
            if change not in rows.changes:
                new = value if step.new is fact.value else bulk.json_text(step.new)
                old = None if step.old is None else bulk.json_text(step.old)
                # In the order of the fields of `models.Change`.
                rows.changes[change] = (
                    change, pk, step.kind, day(step.day), instant(step.learnt), step.cause,
                    old, step.old_status, new, step.new_status,
                )  # fmt: skip
            elif rows.changes[change][1] != pk:
                rows.also[change, pk] = (change, pk)
    return rows


def is_alone(supports: Sequence[Stance], decided_by: str) -> bool:
    """Whether a fact rests on one claim, which nothing else speaks for or against: no row is kept of that."""
    return len(supports) == 1 and supports[0] == (decided_by, *ALONE)


def _fact_row(
    pk: str, fact: Weighed, value: str, targets: Mapping[str, Target], day: Callable[[date | None], Any]
) -> Row:
    """In the order of the fields of `models.Fact`."""
    kind, about = targets[fact.subject]
    named = read_slot(fact.slot)[1]
    earliest, latest, sort_day = _bounds(fact)
    return (
        pk,
        about if kind == "title" else None,
        about if kind == "person" else None,
        about if kind == "service" else None,
        fact.kind,
        fact.slot,
        named.get("season"),
        _first(named, PLACES, "service", targets),
        _first(named, PEOPLE, "person", targets),
        value,
        fact.status,
        fact.rule,
        fact.precision,
        fact.conflict,
        fact.voices,
        fact.decided_by,
        day(fact.since),
        day(earliest),
        day(latest),
        day(sort_day),
        fact_id(fact.subject, fact.joined[0]) if fact.joined else "",
        len(fact.supports),
        str(named.get("region") or "")[:LONGEST_REGION],
    )


def _first(named: Mapping[str, Any], slots: Sequence[str], kind: str, targets: Mapping[str, Target]) -> int | None:
    """The entry of a kind that a slot names."""
    for slot in slots:
        if slot in named:
            target = targets.get(named[slot])
            if target is not None and target.kind == kind:
                return target.id
    return None


def _bounds(fact: Weighed) -> tuple[date | None, date | None, date | None]:
    """The first and last possible day of its date, or of its end, and the day by which lists have it."""
    day = fact.value.get("until" if fact.kind == "availability" else "date")
    if day is None:
        return None, None, None
    span = edtf.days(day)
    return span.earliest, None if span.open else span.latest, edtf.order_key(day)[0]


def store(rows: Rows, subjects: Collection[Target]) -> Written:
    """Make the rows of the subjects those given, and write nothing that is so already.

    To be called inside a transaction. A constant number of queries.
    """
    facts = _kept_facts(subjects)
    supports, changes, also = _kept_beside(facts.keys())
    added = [row for pk, row in rows.facts.items() if pk not in facts]
    changed = [row for pk, row in rows.facts.items() if pk in facts and not bulk.is_same(Fact, row, facts[pk])]
    removed = facts.keys() - rows.facts.keys()
    # Rows that hang on others go first and come last. A change whose fact, day or kind differs is written anew.
    gone = {
        pk for pk, row in changes.items() if pk not in rows.changes or not bulk.is_same(Change, row, rows.changes[pk])
    }
    other = {key for key, (_, row) in supports.items() if key not in rows.supports or row != rows.supports[key]}
    bulk.delete(Change.also.through, [pk for key, pk in also.items() if key not in rows.also or key[0] in gone])
    bulk.delete(Support, [supports[key][0] for key in other])
    bulk.delete(Change, gone)
    bulk.delete(Fact, removed)
    bulk.insert(Fact, added)
    bulk.update(Fact, changed)
    bulk.insert(Support, [row for key, row in rows.supports.items() if key not in supports or key in other])
    fresh = [row for pk, row in rows.changes.items() if pk not in changes or pk in gone]
    bulk.insert(Change, fresh)
    bulk.insert(Change.also.through, [row for key, row in rows.also.items() if key not in also or key[0] in gone])
    new = tuple(row[0] for row in fresh if row[0] not in changes)
    return Written(len(added), len(changed), len(removed), new)


def _kept_facts(subjects: Collection[Target]) -> dict[str, Row]:
    """The facts that are kept of the subjects."""
    ids: dict[str, list[int]] = {}
    for target in subjects:
        ids.setdefault(target.kind, []).append(target.id)
    return {row[0]: row for kind, pks in ids.items() for row in bulk.kept(Fact, f"{kind}_id", pks)}


def _kept_beside(facts: Collection[str]) -> tuple[dict[Key, tuple[int, Row]], dict[str, Row], dict[Key, int]]:
    """What is kept beside these facts: supports, changes, and the facts that share a change; with the keys of rows
    that have an automatic one."""
    supports = {(row[1], row[2]): (row[0], row[1:]) for row in bulk.kept(Support, "fact_id", facts, key=True)}
    changes = {row[0]: row for row in bulk.kept(Change, "fact_id", facts)}
    shared = bulk.kept(Change.also.through, "fact_id", facts, key=True)
    return supports, changes, {(change, fact): pk for pk, change, fact in shared}
