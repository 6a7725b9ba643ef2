"""Merges, splits and their undoing in any order: every claim stays, addresses lead on, a rebuild gives the same, and
undoing all of it gives what was.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.catalogue.deciding import IdentityError, NewEntry, role_of
from airdate.catalogue.models import ENTRY_MODELS, Entry, IdentityDecision, NameUse
from airdate.claims.models import Claim
from airdate.facts import queries
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact, Support
from airdate.intake.identities import merge, split, undo
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild
from factories import NOW, make_source, say

pytestmark = pytest.mark.django_db
WHO = {"author": "mo", "reason": "The broadcaster's own page says so."}
NAMES = {
    "title": ("The Quay", "Quayside", "The Mill"),
    "person": ("Ana Ortiz", "Anna Ortiz", "Bo Lind"),
    "service": ("Lantern", "Lantern Plus", "Beacon"),
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("merge", "merge", "split", "undo")), st.sampled_from(sorted(NAMES)), st.integers(0, 7),
        st.integers(0, 7),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def tell() -> None:
    """Six articles, in which every name is said with others."""
    for number in range(6):
        title, person = NAMES["title"][number % 3], NAMES["person"][number * 2 % 3]
        place = NAMES["service"][number * 5 % 3]
        when = NOW + timedelta(days=number)
        say(
            {"kind": "release", "title": title, "season": 1, "date": f"2031-08-0{number + 1}", "platform": [place]},
            {"kind": "casting", "title": title, "season": 1, "actor": person, "change": "joins"},
            {"kind": "quote", "speaker": person, "opening": f"word {number} of four"},
            {"kind": "carriage", "provider": place, "carrier": "Quuxbox"},
            source=make_source(f"Paper {number % 2}", "trade"), published=when.date(), learnt_at=when,
        )  # fmt: skip
    weigh_all(now=NOW)


def act(kind: str, role: str, one: int, other: int, day: int) -> IdentityDecision | None:
    """Do a step if it can be done; None if it is refused."""
    now = NOW + timedelta(days=20 + day)
    entries = list(ENTRY_MODELS[role]._default_manager.filter(dormant=False).order_by("slug"))
    entry, into = entries[one % len(entries)], entries[other % len(entries)]
    made = list(IdentityDecision.objects.filter(undone_at=None).order_by("made_at", "key"))
    try:
        if kind == "merge":
            return merge(entry, into, **WHO, now=now)
        if kind == "split":
            return split(entry, documents_of(entry, other), NewEntry(f"{entry.name} {day}"), **WHO, now=now)
        return undo(made[one % len(made)], **WHO, now=now) if made else None
    except IdentityError:
        return None


def documents_of(entry: Entry, number: int) -> list[str]:
    """Some of the documents that name an entry."""
    uses = NameUse.objects.filter(**{role_of(entry): entry}).order_by("document__key")
    keys = sorted(set(uses.values_list("document__key", flat=True)))
    return keys[: 1 + number % 3]


def weighed() -> set[str]:
    """The claims that stand beside some fact, or decide one alone."""
    return set(Support.objects.values_list("claim", flat=True)) | set(Fact.objects.values_list("decided_by", flat=True))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STEPS)
def test_whatever_is_merged_and_split_can_be_undone(steps: list[tuple[str, str, int, int]]) -> None:
    with transaction.atomic():
        tell()
        claims, facts, before = weighed(), set(Fact.objects.values_list("pk", flat=True)), queries.digest()
        assert claims == set(Claim.objects.values_list("id", flat=True))
        for day, (kind, role, one, other) in enumerate(steps):
            if act(kind, role, one, other, day) is None:
                continue
            assert weighed() == claims
            for pk in facts:  # every address that was given leads to a fact that is there
                why = queries.why(pk, today=NOW.date())
                assert Fact.objects.filter(pk=why.instead or pk).exists()
            assert list(problems()) == []
        after = digest()
        assert rebuild(now=NOW + timedelta(days=40)).digest == after
        for day in range(50, 90):
            rest = list(IdentityDecision.objects.filter(undone_at=None).order_by("-made_at", "key"))
            if not rest:
                break
            undo(rest[0], **WHO, now=NOW + timedelta(days=day))
        assert queries.digest() == before
        assert set(Fact.objects.values_list("pk", flat=True)) == facts
        assert list(problems()) == []
        transaction.set_rollback(True)  # the next example begins with an empty database
