"""Facts in articles as they stand now, with what moved since: for fact boxes and for the notes below a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from airdate.facts.arranging import Arranger
from airdate.facts.forwarding import forwarded
from airdate.facts.held import Held, step_id, when
from airdate.facts.models import Fact
from airdate.facts.pages import Moved, Named, When
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.facts.queries.titles import timeline

SETTLED = frozenset({"moved", "denied", "withdrawn", "corrected"})  # changes after which an article is no longer right
HASH = re.compile(r"[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Box:
    """A fact as it stands: ``moves`` are what became of it since a moment, the latest first."""

    fact: str
    about: Named
    about_kind: str
    what: str
    value: str
    sentence: str
    status: str
    conflict: bool
    when: When | None
    moves: tuple[Moved, ...] = ()


def boxes(ids: Collection[str], *, since: Mapping[str, datetime], own: Collection[str], today: date) -> dict[str, Box]:
    """The boxes of facts by the ids that articles name. One that has joined another shows that one.

    ``since`` is the moment (aware) from which on moves are told, by id; none are where it is left out. ``own`` are the
    claims of the article itself: what it moved is no news to it. A constant number of queries.
    """
    wanted = {given for given in ids if HASH.fullmatch(given)}
    leading = leads(wanted)
    held, names = held_rows(Fact.objects.filter(pk__in=set(leading.values())))
    make = arranger(held, names, today, causes=True)
    by_id = {fact.id: fact for fact in held}
    found = {}
    for given, lead in leading.items():
        fact = by_id.get(lead)
        if fact is not None:
            found[given] = _box(fact, make, _moves(fact, since.get(given), own, make), today)
    return found


def _box(fact: Held, make: Arranger, moves: Iterable[Moved], today: date) -> Box:
    dated = fact.kind in ("release", "price") and (fact.day or fact.kind == "release")
    return Box(
        fact.id, make.names(fact.subject), fact.subject.partition(":")[0], make.what(fact), make.value(fact),
        make.sentence(fact), fact.status, fact.conflict,
        when(fact.day, today, fact.value.get("time")) if dated else None, tuple(moves),
    )  # fmt: skip


def _moves(fact: Held, since: datetime | None, own: Collection[str], make: Arranger) -> list[Moved]:
    if since is None:
        return []
    later = {
        step_id(fact, step)
        for step in fact.steps
        if step.learnt > since and step.kind in SETTLED and step.cause not in own
    }
    return [moved for moved in timeline([fact], make) if moved.change in later]


def leads(ids: Collection[str]) -> dict[str, str]:
    """Id -> the id of the fact to show for it: itself, or the one that it has joined or was merged into."""
    rows = dict(Fact.objects.filter(pk__in=ids).values_list("pk", "instead"))
    found = {given: rows[given] or given for given in ids if given in rows}
    for given in sorted(set(ids) - rows.keys()):
        onward = forwarded(given)
        if onward:
            found[given] = onward
    return found
