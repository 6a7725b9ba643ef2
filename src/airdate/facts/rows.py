"""Weighed facts as rows of the database, and the difference between those that are kept and those that follow now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from airdate.catalogue.queries import Target
from airdate.facts import bulk, edtf
from airdate.facts.bulk import Row
from airdate.facts.identity import change_id, fact_id
from airdate.facts.models import Change, Fact, Support
from airdate.facts.policy import Support as Stance
from airdate.facts.policy import Weighed
from airdate.facts.slots import ABSENT, SHAPES, Shape, unspelt
from airdate.facts.supporting import ALONE

# What a slot may name: one of each in a kind of fact.
PLACES, PEOPLE = frozenset({"platform", "carrier"}), frozenset({"actor", "person", "speaker"})
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
    facts, changes = rows.facts, rows.changes
    day, instant = bulk.spellings()
    ids: dict[str, dict[str, int]] = {"title": {}, "person": {}, "service": {}}
    for key, target in targets.items():
        ids[target.kind][key] = target.id
    for fact in weighed:
        pk = fact_id(fact.subject, fact.slot)
        value = bulk.json_text(fact.value)
        facts[pk] = _fact_row(pk, fact, value, ids, day)
        if not is_alone(fact.supports, fact.decided_by):
            for claim, stance, rule in fact.supports:
                rows.supports[pk, claim] = (pk, claim, stance, rule)
        for step in fact.steps:
            change = change_id(fact.subject, fact.slot, step)
            if change not in changes:
                kind, on, learnt, cause, old, old_status, new, new_status = step
                # In the order of the fields of `models.Change`.
                changes[change] = (
                    change, pk, kind, day(on), instant(learnt), cause, None if old is None else bulk.json_text(old),
                    old_status, value if new is fact.value else bulk.json_text(new), new_status,
                )  # fmt: skip
            elif changes[change][1] != pk:
                rows.also[change, pk] = (change, pk)
    return rows


def is_alone(supports: Sequence[Stance], decided_by: str) -> bool:
    """Whether a fact rests on one claim, which nothing else speaks for or against: no row is kept of that."""
    return len(supports) == 1 and supports[0] == (decided_by, *ALONE)


def _fact_row(
    pk: str, fact: Weighed, value: str, ids: Mapping[str, Mapping[str, int]], day: Callable[[date | None], Any]
) -> Row:
    """In the order of the fields of `models.Fact`. ``ids`` are those of the catalogue's entries, by kind and key."""
    subject, kind, slot = fact.subject, fact.kind, fact.slot
    season, place, who, region = _NAMED[kind]
    parts = slot.split("/")
    dated = fact.value.get("until" if kind == "availability" else "date")
    earliest, latest, sort_day = (None, None, None) if dated is None else _bounds(dated)
    return (
        pk,
        ids["title"].get(subject),
        ids["person"].get(subject),
        ids["service"].get(subject),
        kind,
        slot,
        int(parts[season]) if season and parts[season] != ABSENT else None,
        ids["service"].get(unspelt(parts[place])) if place else None,
        ids["person"].get(unspelt(parts[who])) if who else None,
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
        fact_id(subject, fact.joined[0]) if fact.joined else "",
        len(fact.supports),
        unspelt(parts[region])[:LONGEST_REGION] if region and parts[region] != ABSENT else "",
    )


def _places_of(shape: Shape) -> tuple[int, int, int, int]:
    """Where in a slot's key the season, the service, the person and the region stand; 0 for what it has not."""
    places = {name: place for place, name in enumerate(shape.coordinates, 1)}
    (service,) = [place for name, place in places.items() if name in PLACES] or (0,)
    (person,) = [place for name, place in places.items() if name in PEOPLE] or (0,)
    return places.get("season", 0), service, person, places.get("region", 0)


@lru_cache(maxsize=65_536)
def _bounds(text: str) -> tuple[date, date | None, date]:
    """The first and last possible day of a date, and the day by which lists have it."""
    span = edtf.days(text)
    return span.earliest, None if span.open else span.latest, edtf.order_key(text)[0]


_NAMED = {kind: _places_of(shape) for kind, shape in SHAPES.items()}


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
