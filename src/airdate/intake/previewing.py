"""What would follow from a decision on who is who: it is made, looked at, and taken back before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from airdate.catalogue.models import ENTRY_MODELS, IdentityDecision
from airdate.facts.models import Fact
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.intake.writer import one_writer

MOST = 100  # facts that are told; all are counted


@dataclass(frozen=True, slots=True)
class Stands:
    """A fact of an entry: its value in words, how sure it is, and whether sources differ on it."""

    value: str
    status: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one thing that is known: ``before`` and ``after`` hold what stands at each entry, by its slug."""

    what: str
    before: dict[str, Stands]
    after: dict[str, Stands]


@dataclass(frozen=True, slots=True)
class Follows:
    """What would follow: the entries with their names, the facts that would be others, and how many would stay."""

    entries: tuple[tuple[str, str], ...]
    outcomes: tuple[Outcome, ...]
    changed: int
    same: int
    uses: int


class _Back(Exception):
    """Takes back what was done."""


def what_follows(role: str, slugs: Collection[str], decide: Callable[[], IdentityDecision], *, today: date) -> Follows:
    """Make a decision on entries of a role, see what their facts become, and take all of it back.

    ``slugs`` are the entries that are there; one that the decision makes is told too. Raises what ``decide`` raises.
    """
    found: list[Follows] = []
    try:
        with one_writer():
            before = _facts(role, slugs, today)
            decision = decide()
            ends = [*slugs, *({decision.target} - set(slugs) - {""})]
            after = _facts(role, ends, today)
            found.append(_compared(role, ends, before, after, len(decision.uses)))
            raise _Back
    except _Back:
        return found[0]


def _facts(role: str, slugs: Iterable[str], today: date) -> dict[str, dict[str, tuple[str, Stands]]]:
    """Slot -> slug of the entry -> what it is, and how it stands."""
    rows = ENTRY_MODELS[role]._default_manager.filter(Q(slug__in=list(slugs)))
    held, names = held_rows(Fact.objects.filter(**{f"{role}__in": rows}).order_by("slot"))
    make = arranger(held, names, today)
    found: dict[str, dict[str, tuple[str, Stands]]] = {}
    for fact in held:
        stands = Stands(make.value(fact), fact.status, fact.conflict)
        what = make.what(fact) or fact.kind
        found.setdefault(fact.slot, {})[fact.subject.partition(":")[2]] = (what, stands)
    return found


def _compared(role: str, slugs: list[str], before: Any, after: Any, uses: int) -> Follows:
    rows = ENTRY_MODELS[role]._default_manager.filter(Q(slug__in=slugs))
    names = dict(rows.values_list("slug", "name"))
    outcomes, same = [], 0
    for slot in sorted({*before, *after}):
        old, new = before.get(slot, {}), after.get(slot, {})
        if old == new:
            same += 1
            continue
        what = next(iter({**old, **new}.values()))[0]
        outcomes.append(
            Outcome(what, {slug: told[1] for slug, told in old.items()}, {slug: told[1] for slug, told in new.items()})
        )
    return Follows(
        tuple((slug, names[slug]) for slug in slugs if slug in names), tuple(outcomes[:MOST]), len(outcomes), same, uses
    )
