"""Addresses of facts are for ever: when titles, people or services are merged or split, old ones lead to new ones.

A fact's id is made of what it is about and what its slot names, so it is another one after a merge. The fact that took
its claims is the one that it leads to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from airdate.catalogue.queries import Target
from airdate.facts.models import Fact, Forwarded, Support

T = TypeVar("T")
PORTION = 400  # ids in one query


@dataclass(slots=True)
class Stood:
    """A fact before a decision: its kind, what it rested on, and all its claims."""

    kind: str
    decided_by: str
    claims: set[str]


def facts_of(targets: Collection[Target]) -> dict[str, Stood]:
    """The facts about these as they are kept, by id."""
    ids: dict[str, list[int]] = defaultdict(list)
    for target in sorted(targets):
        ids[target.kind].append(target.id)
    found: dict[str, Stood] = {}
    for kind, pks in ids.items():
        for portion in _portions(pks):
            rows = Fact.objects.filter(**{f"{kind}__in": portion}).order_by()
            for pk, fact_kind, decided_by in rows.values_list("pk", "kind", "decided_by"):
                found[pk] = Stood(fact_kind, decided_by, set())
    for facts in _portions(sorted(found)):
        for fact, claim in Support.objects.filter(fact__in=facts).order_by().values_list("fact", "claim"):
            found[fact].claims.add(claim)
    return found


def forward(before: Mapping[str, Stood], *, now: datetime) -> None:
    """Let the addresses of facts that are gone lead to the facts of their kind that have most of their claims now.

    One whose deciding claim decides another fact leads there. A fact whose claims make none any more leads nowhere.
    """
    there: set[str] = set()
    for portion in _portions(sorted(before)):
        there.update(Fact.objects.filter(pk__in=portion).values_list("pk", flat=True))
    gone = {pk: stood for pk, stood in before.items() if pk not in there}
    claims = sorted({claim for stood in gone.values() for claim in (*stood.claims, stood.decided_by)})
    now_with: dict[str, set[tuple[str, str]]] = defaultdict(set)  # claim -> ids and kinds of the facts that have it
    deciding: dict[tuple[str, str], str] = {}
    for portion in _portions(claims):
        rows = Support.objects.filter(claim__in=portion).order_by()
        for claim, fact, kind in rows.values_list("claim", "fact", "fact__kind"):
            now_with[claim].add((fact, kind))
        decided = Fact.objects.filter(decided_by__in=portion).exclude(status="joined").order_by("-pk")
        deciding.update(((by, kind), pk) for pk, kind, by in decided.values_list("pk", "kind", "decided_by"))
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


def _portions(ids: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]
