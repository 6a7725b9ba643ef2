"""Weighed facts as rows of the database, and the difference between those that are kept and those that follow now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from airdate.catalogue.queries import Target
from airdate.facts import bulk, edtf
from airdate.facts.identity import change_id, fact_id
from airdate.facts.models import Change, Fact, Support
from airdate.facts.policy import Step, Weighed
from airdate.facts.slots import read_slot

PLACES, PEOPLE = ("platform", "carrier"), ("actor", "person", "speaker")
PORTION = 400  # ids in one query: SQLite takes 32,766 parameters, PostgreSQL 65,535
Row = tuple[Any, ...]  # the values of a row in the order of `bulk.columns`


@dataclass(slots=True)
class Rows:
    """What follows for some subjects, by the key of each row. ``supports`` and ``also`` are by both of their keys."""

    facts: dict[str, Row] = field(default_factory=dict)
    supports: dict[tuple[str, str], Row] = field(default_factory=dict)
    changes: dict[str, Row] = field(default_factory=dict)
    also: dict[tuple[str, str], Row] = field(default_factory=dict)


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
    for fact in weighed:
        pk = fact_id(fact.subject, fact.slot)
        rows.facts[pk] = _fact_row(pk, fact, targets)
        for support in fact.supports:
            rows.supports[pk, support.claim] = (pk, support.claim, support.stance, support.rule)
        for step in fact.steps:
            change = change_id(fact.subject, fact.slot, step)
            if change not in rows.changes:
                rows.changes[change] = _change_row(change, pk, step)
            elif rows.changes[change][1] != pk:
                rows.also[change, pk] = (change, pk)
    return rows


def _fact_row(pk: str, fact: Weighed, targets: Mapping[str, Target]) -> Row:
    """In the order of the fields of `models.Fact`."""
    kind, about = targets[fact.subject]
    named = read_slot(fact.slot)[1]
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
        fact.value,
        fact.status,
        fact.rule,
        fact.precision,
        fact.conflict,
        fact.voices,
        fact.decided_by,
        fact.since,
        *_bounds(fact),
        fact_id(fact.subject, fact.joined[0]) if fact.joined else "",
    )


def _change_row(pk: str, fact: str, step: Step) -> Row:
    """In the order of the fields of `models.Change`."""
    said = (step.old, step.old_status, step.new, step.new_status)
    return (pk, fact, step.kind, step.day, step.learnt, step.cause, *said)


def _first(named: Mapping[str, Any], slots: Sequence[str], kind: str, targets: Mapping[str, Target]) -> int | None:
    """The entry of a kind that a slot names."""
    for slot in slots:
        target = targets.get(named.get(slot, ""))
        if target is not None and target.kind == kind:
            return target.id
    return None


def _bounds(fact: Weighed) -> tuple[date | None, date | None, date | None]:
    """The first and last possible day of its date, and the day by which lists have it."""
    day = fact.value.get("date")
    if day is None:
        return None, None, None
    span = edtf.days(day)
    return span.earliest, None if span.open else span.latest, edtf.order_key(day)[0]


def store(rows: Rows, subjects: Collection[Target]) -> Written:
    """Make the rows of the subjects those given, and write nothing that is so already.

    To be called inside a transaction. A constant number of queries for each 400 subjects or facts.
    """
    facts = _kept_facts(subjects)
    supports, changes, also = _kept_beside(sorted(facts))
    added = [row for pk, row in rows.facts.items() if pk not in facts]
    changed = [row for pk, row in rows.facts.items() if pk in facts and row != facts[pk]]
    removed = sorted(facts.keys() - rows.facts.keys())
    # Rows that hang on others go first and come last. A change whose fact, day or kind differs is written anew.
    gone = {pk for pk, row in changes.items() if rows.changes.get(pk) != row}
    _delete(Change.also.through, [pk for key, (pk, row) in also.items() if key not in rows.also or key[0] in gone])
    _delete(Support, [pk for key, (pk, row) in supports.items() if rows.supports.get(key) != row])
    _delete(Change, sorted(gone))
    _delete(Fact, removed)
    bulk.insert(Fact, added)
    bulk.update(Fact, changed)
    bulk.insert(Support, [row for key, row in rows.supports.items() if key not in supports or supports[key][1] != row])
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
    found: dict[str, Row] = {}
    for kind, pks in ids.items():
        for portion in _portions(sorted(pks)):
            kept = Fact.objects.filter(**{f"{kind}__in": portion}).order_by()
            found.update((row[0], row) for row in kept.values_list(*bulk.attributes(Fact)))
    return found


def _kept_beside(
    facts: Sequence[str],
) -> tuple[dict[tuple[str, str], tuple[int, Row]], dict[str, Row], dict[tuple[str, str], tuple[int, Row]]]:
    """What is kept beside these facts: supports, changes, and the facts that share a change."""
    supports: dict[tuple[str, str], tuple[int, Row]] = {}
    changes: dict[str, Row] = {}
    also: dict[tuple[str, str], tuple[int, Row]] = {}
    for portion in _portions(facts):
        said = Support.objects.filter(fact__in=portion).order_by()
        for pk, *row in said.values_list("pk", *bulk.attributes(Support)):
            supports[row[0], row[1]] = (pk, tuple(row))
        moved = Change.objects.filter(fact__in=portion).order_by()
        changes.update((row[0], row) for row in moved.values_list(*bulk.attributes(Change)))
        shared = Change.also.through.objects.filter(fact__in=portion)
        for pk, *row in shared.values_list("pk", *bulk.attributes(Change.also.through)):
            also[row[0], row[1]] = (pk, tuple(row))
    return supports, changes, also


def _delete(model: Any, pks: Sequence[Any]) -> None:
    for portion in _portions(pks):
        # Raw deletion: what hangs on the rows has been taken out by the caller, in the order that the keys ask for.
        found = model.objects.filter(pk__in=portion)
        found._raw_delete(found.db)


def _portions(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + PORTION] for start in range(0, len(keys), PORTION))
