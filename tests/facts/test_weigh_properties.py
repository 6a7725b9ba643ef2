"""What holds of weighing whatever is said: properties over drawn claims and decisions."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.facts.weigh import CLASSES, Moment, Pin, Policy, Said, Verdict, Weighed, weigh
from facts.claims import DATES, DAYS, LATE, NESTED, TITLE, at, claims, said

MANY = settings(max_examples=80, deadline=None)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy with some pins and verdicts, some of them undone."""
    instants = DAYS.map(lambda day: at(day.isoformat()))
    pins, verdicts = [], []
    for number in range(draw(st.integers(0, 2))):
        slot = draw(st.sampled_from(("release/2/-/-/premiere/-/-/-", "release/2/-/-/premiere/-/-/service:quuxbox")))
        value = {"date": draw(st.sampled_from(DATES))}
        made = draw(instants)
        undone = draw(st.sampled_from((None, at("2030-01-12"))))
        pins.append(Pin(f"p{number}", TITLE, slot, value, "confirmed", made, undone))
    for number in range(draw(st.integers(0, 3))):
        claim = f"c{draw(st.integers(0, 11))}"
        undone = draw(st.sampled_from((None, at("2030-01-12"))))
        verdicts.append(Verdict(f"d{number}", claim, draw(st.booleans()), draw(instants), undone))
    return Policy(pins=tuple(pins), verdicts=tuple(verdicts))


def seen(facts: tuple[Weighed, ...]) -> dict[str, tuple[object, str]]:
    return {fact.slot: (fact.value, fact.status) for fact in facts}


@MANY
@given(claims(), policies(), st.randoms())
def test_order_does_not_matter(found: list[Said], policy: Policy, chance: random.Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert weigh(shuffled, policy, LATE) == weigh(found, policy, LATE)


@MANY
@given(claims(), policies())
def test_repetition_does_not_matter(found: list[Said], policy: Policy) -> None:
    assert weigh([*found, *found], policy, LATE) == weigh(found, policy, LATE)


@MANY
@given(claims(), claims(subject="title:the-mill", prefix="m"), policies())
def test_unrelated_claims_change_nothing_and_batches_may_be_split(
    found: list[Said], others: list[Said], policy: Policy
) -> None:
    apart = (*weigh(found, policy, LATE), *weigh(others, replace(policy, pins=()), LATE))
    together = weigh([*found, *others], policy, LATE)
    assert together == tuple(sorted(apart, key=lambda fact: (fact.subject, fact.slot)))


@MANY
@given(claims(), policies(), DAYS)
def test_as_of_a_day_is_what_had_been_said_by_then(found: list[Said], policy: Policy, day: date) -> None:
    moment = Moment(today=LATE.today, as_of=day)
    said_by_then = [
        replace(claim, retired=claim.retired if claim.retired and claim.retired.date() <= day else None)
        for claim in found
        if claim.published <= day
    ]
    decided = Policy(
        pins=tuple(
            replace(pin, undone=pin.undone if pin.undone and pin.undone.date() <= day else None)
            for pin in policy.pins
            if pin.made.date() <= day
        ),
        verdicts=tuple(
            replace(verdict, undone=verdict.undone if verdict.undone and verdict.undone.date() <= day else None)
            for verdict in policy.verdicts
            if verdict.made.date() <= day
        ),
    )
    assert weigh(found, policy, moment) == weigh(said_by_then, decided, LATE)


@MANY
@given(claims(), policies(), DAYS)
def test_the_changes_up_to_a_day_lead_to_what_stood_on_it(found: list[Said], policy: Policy, day: date) -> None:
    then = weigh(found, policy, Moment(today=LATE.today, as_of=day))
    for fact in then:
        assert [step.day for step in fact.steps] == sorted(step.day for step in fact.steps if step.day <= day)
    later = {fact.slot: fact for fact in weigh(found, policy, LATE)}
    for fact in then:
        if fact.status != "joined" and later[fact.slot].status != "joined":
            assert later[fact.slot].steps[: len(fact.steps)] == fact.steps


@MANY
@given(claims(), DAYS)
def test_known_at_an_instant_is_what_this_site_had_learnt(found: list[Said], day: date) -> None:
    instant = at(day.isoformat())
    learnt = [
        replace(claim, retired=claim.retired if claim.retired and claim.retired <= instant else None)
        for claim in found
        if claim.learnt <= instant
    ]
    moment = Moment(today=LATE.today, known_at=instant)
    assert weigh(found, Policy(), moment) == weigh(learnt, Policy(), LATE)


@MANY
@given(claims())
def test_a_coarse_date_never_becomes_finer_than_somebody_said(found: list[Said]) -> None:
    given_dates = {claim.slots.get("date") for claim in found} | {claim.slots.get("until") for claim in found}
    for fact in weigh(found, Policy(), LATE):
        assert {fact.value.get("date"), fact.value.get("until")} <= given_dates | {None}


@MANY
@given(st.lists(st.tuples(st.sampled_from(NESTED), st.sampled_from(CLASSES), DAYS), min_size=1, max_size=8))
def test_a_refinement_never_raises_a_conflict_and_the_finest_stands(told: list[tuple[str, str, date]]) -> None:
    found = [said(n, cls, day.isoformat(), season=2, date=when) for n, (when, cls, day) in enumerate(told)]
    (fact,) = weigh(found, Policy(), LATE)
    assert not fact.conflict
    assert fact.value == {"date": max((when for when, _, _ in told), key=NESTED.index)}
    assert {step.kind for step in fact.steps} <= {"first", "refined"}


@MANY
@given(claims(), st.sampled_from((None, *DATES)), DAYS)
def test_a_fans_denial_never_removes_an_official_date(found: list[Said], denied: str | None, day: date) -> None:
    official = said("official", "official", "2030-01-05", season=2, event="premiere", date="2030-08-03")
    slots = {} if denied is None else {"date": denied}
    fan = said("fan", "fan", day.isoformat(), season=2, event="premiere", status="denied", **slots)
    without = seen(weigh([*found, official], Policy(), LATE))
    assert {slot: without[slot] for slot in without if _rests_on(found, official, slot)} == {
        slot: value
        for slot, value in seen(weigh([*found, official, fan], Policy(), LATE)).items()
        if _rests_on(found, official, slot)
    }


def _rests_on(found: list[Said], official: Said, slot: str) -> bool:
    """Whether the official claim is what a fact rests on."""
    facts = {fact.slot: fact for fact in weigh([*found, official], Policy(), LATE)}
    return slot in facts and facts[slot].decided_by == official.claim and facts[slot].status != "joined"


@MANY
@given(claims(), policies(), st.integers(0, 8))
def test_without_a_source_it_is_as_if_it_had_never_been(found: list[Said], policy: Policy, number: int) -> None:
    gone = f"source-{number}"
    for fact in weigh([claim for claim in found if claim.source != gone], policy, LATE):
        named = {support.claim for support in fact.supports} | {step.cause for step in fact.steps} | {fact.decided_by}
        assert not named & {claim.claim for claim in found if claim.source == gone}


@MANY
@given(claims(), policies())
def test_every_claim_that_counts_stands_somehow_to_each_fact_it_speaks_of(found: list[Said], policy: Policy) -> None:
    for fact in weigh(found, policy, LATE):
        told = [support.claim for support in fact.supports]
        assert len(told) == len(set(told))
        assert fact.voices <= len(told)
        assert {support.stance for support in fact.supports} <= {"for", "against", "superseded", "refined"}
        if fact.rule != "pin" and fact.status not in ("joined", "withdrawn"):
            assert fact.decided_by in told


@MANY
@given(claims(), DAYS)
def test_today_changes_only_will_into_did(found: list[Said], today: date) -> None:
    early, late = weigh(found, Policy(), Moment(today=today)), weigh(found, Policy(), Moment(today=date(2032, 1, 1)))
    assert [replace(fact, happened=None) for fact in early] == [replace(fact, happened=None) for fact in late]
    for fact in late:
        assert fact.happened in (None, not fact.value.get("date", "").endswith("/.."))
