"""How claims stand to facts, as it is kept: a row for each, and none where one claim alone decides (`Support`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from airdate.facts.contest import FOR
from airdate.facts.models import Fact, Support
from airdate.sources.bulk import run_among

ALONE = (FOR, "decides")  # how the one claim on a fact stands to it
CHUNK = 2000


class Stance(NamedTuple):
    """How a claim stands to a fact: for, against, superseded or refined; and the rule that says why."""

    stance: str
    rule: str


def supports_of(facts: Collection[str]) -> dict[str, dict[str, Stance]]:
    """Fact -> claim -> how it stands to the fact. Facts that are not there, or have no claims, are left out."""
    found: dict[str, dict[str, Stance]] = defaultdict(dict)
    kept = f"SELECT fact_id, claim_id, stance, rule FROM {Support._meta.db_table} WHERE fact_id {{among}}"  # noqa: S608
    for fact, claim, stance, rule in run_among(kept, facts):
        found[fact][claim] = Stance(stance, rule)
    alone = f"SELECT id, decided_by FROM {Fact._meta.db_table} WHERE id {{among}} AND claims = 1"  # noqa: S608
    for fact, claim in run_among(alone, facts):
        if fact not in found:
            found[fact][claim] = Stance(*ALONE)
    return dict(found)


def all_supports() -> Iterator[tuple[str, str, str, str]]:
    """Fact, claim, stance and rule of all, in the order of the first two."""
    rows = Support.objects.order_by("fact", "claim").values_list("fact", "claim", "stance", "rule")
    kept = rows.iterator(chunk_size=CHUNK)
    row = next(kept, None)
    ones = Fact.objects.filter(claims=1).order_by("id").values_list("id", "decided_by")
    for fact, claim in ones.iterator(chunk_size=CHUNK):
        while row is not None and row[0] < fact:
            yield row
            row = next(kept, None)
        if row is None or row[0] != fact:
            yield fact, claim, *ALONE
    while row is not None:
        yield row
        row = next(kept, None)
