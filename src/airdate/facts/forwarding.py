"""Addresses of facts are for ever: when titles, people or services are merged or split, old ones lead to new ones.

A fact's id is made of what it is about and what its slot names, so it is another one after a merge. The fact that took
its claims is the one that it leads to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from airdate.catalogue.queries import Target
from airdate.facts.models import Fact, Forwarded
from airdate.facts.supporting import supports_of
from airdate.sources.bulk import run_among

PORTION = 400  # rows in one statement
_OF = f"SELECT id, kind, decided_by, status FROM {Fact._meta.db_table} WHERE {{}}_id {{among}}"  # noqa: S608


@dataclass(slots=True)
class Stood:
    """A fact before or after a decision: its kind, what it rests on, its status, and all its claims."""

    kind: str
    decided_by: str
    status: str
    claims: frozenset[str]


def facts_of(targets: Collection[Target]) -> dict[str, Stood]:
    """The facts about these as they are kept, by id."""
    ids: dict[str, list[int]] = defaultdict(list)
    for target in sorted(targets):
        ids[target.kind].append(target.id)
    rows = [row for kind, pks in ids.items() for row in run_among(_OF.format(kind, among="{among}"), pks)]
    claims = supports_of([row[0] for row in rows])
    return {pk: Stood(kind, by, status, frozenset(claims.get(pk, ()))) for pk, kind, by, status in rows}


def forward(before: Mapping[str, Stood], after: Mapping[str, Stood], *, now: datetime) -> None:
    """Let the addresses of facts that are gone lead to the facts of their kind that have most of their claims now.

    ``before`` and ``after`` are the facts about all that was weighed anew. One whose deciding claim decides another
    fact leads there. A fact whose claims make none any more leads nowhere.
    """
    gone = {pk: stood for pk, stood in before.items() if pk not in after}
    now_with: dict[str, set[tuple[str, str]]] = defaultdict(set)  # claim -> ids and kinds of the facts that have it
    deciding: dict[tuple[str, str], str] = {}
    for pk in sorted(after, reverse=True):
        stood = after[pk]
        for claim in stood.claims:
            now_with[claim].add((pk, stood.kind))
        if stood.status != "joined":
            deciding[stood.decided_by, stood.kind] = pk
    new_rows = []
    for old, stood in gone.items():
        new = deciding.get((stood.decided_by, stood.kind)) or _most(stood, now_with)
        if new is not None:
            new_rows.append(Forwarded(old=old, new=new, made_at=now))
    Forwarded.objects.bulk_create(
        new_rows, batch_size=PORTION, update_conflicts=True, unique_fields=["old"], update_fields=["new", "made_at"]
    )


def forwarded(fact_id: str) -> str | None:
    """The fact to which an address leads whose own fact is gone; None if it leads nowhere."""
    seen = {fact_id}
    while True:
        new = Forwarded.objects.filter(pk=fact_id).values_list("new", flat=True).first()
        if new is None or new in seen:
            return None
        if Fact.objects.filter(pk=new).exists():
            return new
        seen.add(new)
        fact_id = new


def _most(stood: Stood, now_with: Mapping[str, set[tuple[str, str]]]) -> str | None:
    shared = Counter(
        fact for claim in (*stood.claims, stood.decided_by) for fact, kind in now_with[claim] if kind == stood.kind
    )
    return min(shared, key=lambda fact: (-shared[fact], fact), default=None)
