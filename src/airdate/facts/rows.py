"""Weighed facts as rows of the database, and the difference between those that are kept and those that follow now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from airdate.catalogue.queries import Target
from airdate.facts import edtf
from airdate.facts.identity import change_id, fact_id
from airdate.facts.models import Change, Fact, Support
from airdate.facts.policy import Weighed
from airdate.facts.slots import read_slot

PLACES, PEOPLE = ("platform", "carrier"), ("actor", "person", "speaker")
CHANGEABLE = [
    field.attname for field in Fact._meta.concrete_fields if field.attname not in ("id", "kind", "slot", "season")
]
PORTION = 400  # rows or ids in one query: SQLite takes 32,766 parameters, PostgreSQL 65,535


@dataclass(slots=True)
class Rows:
    """What follows for some subjects. ``supports`` are (fact, claim) -> (stance, rule); ``also`` are (change, fact)."""

    facts: dict[str, Fact] = field(default_factory=dict)
    supports: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    also: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Written:
    """What weighing has written: how many rows of facts were added, changed and removed, and the ids of new changes."""

    added: int
    changed: int
    removed: int
    changes: tuple[str, ...]


def rows_of(weighed: Iterable[Weighed], targets: Mapping[str, Target]) -> Rows:
    """The rows of weighed facts. ``targets`` maps the keys in them to entries of the catalogue."""
    rows = Rows()
    for fact in weighed:
        pk = fact_id(fact.subject, fact.slot)
        about = targets[fact.subject]
        _, named = read_slot(fact.slot)
        earliest, latest, sort_day = _bounds(fact)
        rows.facts[pk] = Fact(
            id=pk,
            title_id=about.id if about.kind == "title" else None,
            person_id=about.id if about.kind == "person" else None,
            service_id=about.id if about.kind == "service" else None,
            kind=fact.kind,
            slot=fact.slot,
            season=named.get("season"),
            place_id=_first(named, PLACES, "service", targets),
            who_id=_first(named, PEOPLE, "person", targets),
            value=dict(fact.value),
            status=fact.status,
            rule=fact.rule,
            precision=fact.precision,
            conflict=fact.conflict,
            voices=fact.voices,
            decided_by=fact.decided_by,
            since=fact.since,
            earliest=earliest,
            latest=latest,
            sort_day=sort_day,
            instead=fact_id(fact.subject, fact.joined[0]) if fact.joined else "",
        )
        for support in fact.supports:
            rows.supports[pk, support.claim] = (support.stance, support.rule)
        for step in fact.steps:
            change = change_id(fact.subject, fact.slot, step)
            if change in rows.changes:
                rows.also.add((change, pk))
                continue
            rows.changes[change] = Change(
                id=change,
                fact_id=pk,
                kind=step.kind,
                day=step.day,
                learnt_at=step.learnt,
                cause=step.cause,
                old=None if step.old is None else dict(step.old),
                old_status=step.old_status,
                new=dict(step.new),
                new_status=step.new_status,
            )
    rows.also -= {(pk, change.fact_id) for pk, change in rows.changes.items()}
    return rows


def _first(named: Mapping[str, Any], slots: Sequence[str], kind: str, targets: Mapping[str, Target]) -> int | None:
    """The entry of a kind that a slot names."""
    for slot in slots:
        target = targets.get(named.get(slot, ""))
        if target is not None and target.kind == kind:
            return target.id
    return None


def _bounds(fact: Weighed) -> tuple[date | None, date | None, date | None]:
    day = fact.value.get("date")
    if day is None:
        return None, None, None
    span = edtf.days(day)
    return span.earliest, None if span.open else span.latest, edtf.order_key(day)[0]


def store(rows: Rows, kept: Iterable[Target]) -> Written:
    """Make the rows of the subjects ``kept`` those given, and write nothing that is so already.

    To be called inside a transaction. A constant number of queries for each 400 subjects or rows.
    """
    before = {fact.id: fact for fact in _facts_about(kept)}
    added = [fact for pk, fact in rows.facts.items() if pk not in before]
    changed = [fact for pk, fact in rows.facts.items() if pk in before and _differs(fact, before[pk])]
    removed = sorted(before.keys() - rows.facts.keys())
    supports, changes, also = _kept_beside(sorted(before))
    # Rows that hang on facts go first, and come last.
    _delete_pks(Support, [pk for key, (pk, *said) in supports.items() if rows.supports.get(key) != tuple(said)])
    gone = [pk for pk, old in changes.items() if pk not in rows.changes or _change_differs(rows.changes[pk], old)]
    through = Change.also.through
    _delete_pks(through, [pk for key, pk in also.items() if key not in rows.also or key[0] in gone])
    _delete_pks(Change, gone)
    _delete_pks(Fact, removed)
    Fact.objects.bulk_create(added, batch_size=PORTION)
    if changed:
        Fact.objects.bulk_update(changed, CHANGEABLE, batch_size=50)
    Support.objects.bulk_create(
        [
            Support(fact_id=fact, claim_id=claim, stance=said[0], rule=said[1])
            for (fact, claim), said in rows.supports.items()
            if (fact, claim) not in supports or supports[fact, claim][1:] != said
        ],
        batch_size=2000,
    )
    again = set(gone)
    fresh = [change for pk, change in rows.changes.items() if pk not in changes or pk in again]
    Change.objects.bulk_create(fresh, batch_size=PORTION)
    through.objects.bulk_create(
        [through(change_id=c, fact_id=f) for c, f in sorted(rows.also) if (c, f) not in also or c in again],
        batch_size=2000,
    )
    new = tuple(change.id for change in fresh if change.id not in changes)
    return Written(len(added), len(changed), len(removed), new)


def _facts_about(subjects: Iterable[Target]) -> Iterable[Fact]:
    ids: dict[str, list[int]] = {}
    for target in subjects:
        ids.setdefault(target.kind, []).append(target.id)
    for kind, pks in ids.items():
        for start in range(0, len(pks), PORTION):
            yield from Fact.objects.filter(**{f"{kind}__in": sorted(pks)[start : start + PORTION]})


def _kept_beside(
    facts: Sequence[str],
) -> tuple[
    dict[tuple[str, str], tuple[int, str, str]], dict[str, tuple[str, date, Any, str]], dict[tuple[str, str], int]
]:
    """What is kept beside these facts: supports, changes, and the facts that share a change."""
    supports: dict[tuple[str, str], tuple[int, str, str]] = {}
    changes: dict[str, tuple[str, date, Any, str]] = {}
    also: dict[tuple[str, str], int] = {}
    for start in range(0, len(facts), PORTION):
        portion = facts[start : start + PORTION]
        said = Support.objects.filter(fact__in=portion).order_by()
        for row, fact, claim, stance, rule in said.values_list("pk", "fact", "claim", "stance", "rule"):
            supports[fact, claim] = (row, stance, rule)
        moved = Change.objects.filter(fact__in=portion).order_by()
        for pk, fact, day, learnt, kind in moved.values_list("pk", "fact", "day", "learnt_at", "kind"):
            changes[pk] = (fact, day, learnt, kind)
        shared = Change.also.through.objects.filter(fact__in=portion)
        for row, change, fact in shared.values_list("pk", "change", "fact"):
            also[change, fact] = row
    return supports, changes, also


def _differs(one: Fact, other: Fact) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in CHANGEABLE)


def _change_differs(change: Change, kept: tuple[str, date, Any, str]) -> bool:
    """Whether what is not in the id of a change has changed: the fact it hangs on, its day, its kind."""
    return (change.fact_id, change.day, change.learnt_at, change.kind) != kept


def _delete_pks(model: Any, pks: Sequence[Any]) -> None:
    for start in range(0, len(pks), PORTION):
        # Raw deletion: what hangs on the rows is taken out by the caller, in the order that the keys ask for.
        found = model.objects.filter(pk__in=pks[start : start + PORTION])
        found._raw_delete(found.db)
