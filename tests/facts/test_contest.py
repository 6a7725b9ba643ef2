"""Cases of weighing that the page for readers leaves out."""

from __future__ import annotations

import pytest

from airdate.claims.models import Claim
from airdate.facts import queries
from airdate.facts.actions import weigh_all
from airdate.facts.decisions import reject_claim
from airdate.facts.models import Change, Fact
from airdate.facts.policy import Policy, Verdict
from airdate.facts.weigh import weigh
from factories import NOW, make_source, say
from facts.claims import LATE, at, said, settle, stances

START = {"season": 2, "event": "premiere"}
DISSENT = (
    said(1, "general", "2030-03-01", **START, date="2030-08-10"),
    said(2, "trade", "2030-03-02", **START, date="2030-09"),
)


def test_a_word_from_as_near_settles_a_conflict_even_if_it_is_less_sure() -> None:
    first = said(0, "official", "2030-02-01", **START, date="2030-08-03")
    again = said(3, "official", "2030-03-09", **START, date="2030-08-03", status="expected")
    contested, settled = settle(first, *DISSENT), settle(first, *DISSENT, again)
    assert (contested.conflict, settled.conflict) == (True, False)
    assert stances(settled)["c1"] == stances(settled)["c2"] == ("superseded", "class")
    assert [(step.kind, step.day.isoformat(), step.cause) for step in settled.steps] == [
        ("first", "2030-02-01", "c0"), ("contested", "2030-03-02", "c2"), ("settled", "2030-03-09", "c3"),
    ]  # fmt: skip


def test_a_place_that_only_a_rejected_claim_names_draws_nobody() -> None:
    wrong = said(0, "trade", "2030-02-01", **START, date="2030-08-03", platform=["service:lantern"])
    right = said(1, "trade", "2030-02-02", **START, date="2030-08-03")
    rejected = Policy(verdicts=(Verdict("d", "c0", False, at("2030-02-05")),))
    before = {fact.slot.rpartition("/")[2]: fact.status for fact in weigh([wrong, right], Policy(), LATE)}
    after = {fact.slot.rpartition("/")[2]: fact.status for fact in weigh([wrong, right], rejected, LATE)}
    assert before == {"-": "joined", "service:lantern": "confirmed"}
    assert after == {"-": "confirmed", "service:lantern": "withdrawn"}


@pytest.mark.django_db
def test_the_beginning_and_the_end_of_a_conflict_are_changes() -> None:
    claim = {"kind": "release", "title": "The Quay", **START}
    for day, source, source_class, when in (
        ("2030-02-01", "Lantern Newsroom", "official", "2030-08-03"),
        ("2030-03-01", "Evening Mail", "general", "2030-08-10"),
        ("2030-03-02", "The Call Sheet", "trade", "2030-09"),
    ):  # fmt: skip
        say(claim | {"date": when}, published=day, source=make_source(source, source_class))
    weigh_all(now=NOW)
    fact = Fact.objects.get()
    assert fact.conflict
    wrong = Claim.objects.get(slots__date="2030-09")
    decision = reject_claim(wrong, author="mo", reason="It speaks of the third season.", now=NOW)
    assert not Fact.objects.get().conflict
    assert set(Change.objects.values_list("kind", "cause")) == {
        ("first", Claim.objects.get(slots__date="2030-08-03").pk), ("contested", wrong.pk), ("settled", decision.key),
    }  # fmt: skip
    changes = queries.recent_changes(today=NOW.date(), kinds=queries.MOVES)
    assert [(change.kind_words, change.sentence) for change in changes] == [
        ("settled", "Season 2: Saturday 3 August 2030 stands, and sources differ no more."),
        ("contested", "Season 2: Saturday 3 August 2030 stands, but sources differ."),
    ]
    why = queries.why(fact.pk, today=NOW.date())
    assert why.before == ()  # it never was anything else


def test_what_is_read_unsurely_makes_no_fact_until_an_editor_accepts_it() -> None:
    unsure = said(0, "official", "2030-02-01", **START, date="2030-08-03", confidence=0.29)
    assert weigh([unsure], Policy(), LATE) == ()
    accepted = Policy(verdicts=(Verdict("d", "c0", True, at("2030-02-05")),))
    assert settle(unsure, policy=accepted).value == {"date": "2030-08-03"}
