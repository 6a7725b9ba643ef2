"""What holds of weighing whatever is said: properties over drawn claims and decisions."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.facts.values import compare
from airdate.facts.weigh import CLASSES, Moment, Pin, Policy, Said, Verdict, Weighed, weigh
from facts.claims import DATES, DAYS, LATE, NESTED, OTHERS, TITLE, WITHIN, at, claims, said

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
    return Policy(pins=tuple(pins), verdicts=tuple(verdicts), within=WITHIN)


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
@given(claims(), policies(), st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_the_short_ways_lead_where_the_general_way_leads(
    found: list[Said], policy: Policy, as_of: date | None, known: date | None
) -> None:
    """Topics of one claim, and topics of one line with nothing but claims, are weighed without pins, lines and days."""
    moment = Moment(LATE.today, as_of, at(known.isoformat()) if known else None)
    with (
        patch("airdate.facts.weigh._is_plain", lambda spoken: False),
        patch("airdate.facts.replay._only_claims", lambda topic, moment: None),
    ):
        general = weigh(found, policy, moment)
    assert weigh(found, policy, moment) == general


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
        within=WITHIN,
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


# Kind -> what may be said of one fact, each finer than the one before.
FINER: dict[str, tuple[dict[str, object], ...]] = {
    "release": tuple({"season": 2, "date": day} for day in NESTED),
    "release, its hour": tuple({"season": 2, "date": "2030-08-03"} | {"time": t} for t in ("20:00", "20:00 BST")),
    "release, its place": tuple(
        {"season": 2, "date": "2030-08"} | place
        for place in ({}, {"platform": ["service:harbour"]}, {"platform": ["service:harbour-one"]})
    ),
    "renewal": tuple({"season": 3, "outcome": outcome} for outcome in ("ordered", "renewed")),
    "casting": tuple(
        {"season": 2, "actor": "person:ana"} | more
        for more in ({}, {"change": "stars"}, {"change": "joins", "character": "Jo"},
                     {"change": "joins", "character": "Jo Marsh"})
    ),
    "basis": tuple({"source": "Quayside"} | more for more in ({}, {"form": "comic"}, {"form": "graphic novel"})),
    "availability": tuple({"platform": ["cinemas"]} | more for more in ({}, *({"until": day} for day in NESTED))),
    "price": tuple(
        {"money": {"amount": 4.99, "currency": "GBP"}, "period": "month"} | more
        for more in ({}, *({"date": day} for day in NESTED))
    ),
    "quote": tuple({"opening": "it is a joy"} | more for more in ({}, {"outlet": "The Call Sheet"})),
    "credit": ({"person": "person:bo", "role": "writer"},),
    "carriage": ({"carrier": "service:brick"},),
    "video": ({"season": 2, "form": "trailer"},),
}  # fmt: skip
TOLD = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(CLASSES), DAYS), min_size=1, max_size=8)


@pytest.mark.parametrize("name", FINER)
@MANY
@given(TOLD)
def test_a_refinement_never_raises_a_conflict_and_the_finest_stands(
    name: str, told: list[tuple[int, str, date]]
) -> None:
    kind, chain = name.partition(",")[0], FINER[name]
    found = [
        said(number, source_class, day.isoformat(), kind, **chain[min(rung, len(chain) - 1)])
        for number, (rung, source_class, day) in enumerate(told)
    ]
    finest = max(found, key=lambda claim: chain.index(dict(claim.slots)))
    policy = Policy(within=WITHIN)
    (fact,) = [fact for fact in weigh(found, policy, LATE) if fact.status != "joined"]
    (alone,) = weigh([finest], policy, LATE)
    assert (fact.slot, fact.value, fact.status, fact.conflict) == (alone.slot, alone.value, "confirmed", False)
    assert {step.kind for step in fact.steps} <= {"first", "refined"}
    assert {support.stance for support in fact.supports} <= {"for", "refined"}


@MANY
@given(claims(), st.sampled_from((None, *DATES)), DAYS)
def test_a_fans_denial_never_removes_an_official_date(found: list[Said], denied: str | None, day: date) -> None:
    slots = {"season": 2, "event": "premiere"}
    official = said("official", "official", "2030-01-05", **slots, date="2030-08-03")
    fan = said("fan", "fan", day.isoformat(), status="denied", **slots, **({"date": denied} if denied else {}))
    _stands_beside(official, fan, found)


@MANY
@given(claims(), OTHERS, DAYS, st.sampled_from(CLASSES[1:]))
def test_a_denial_from_further_off_never_removes_what_is_official(
    found: list[Said], told: tuple[str, dict[str, object]], day: date, further: str
) -> None:
    kind, slots = told
    slots = {name: value for name, value in slots.items() if name != "status"}
    official = said("official", "official", "2030-01-05", kind, **slots)
    fan = said("fan", further, day.isoformat(), kind, **slots, status="denied")
    _stands_beside(official, fan, found)


def _stands_beside(official: Said, denial: Said, found: list[Said]) -> None:
    """Whatever rests on the official claim without the denial stands with it, as it was."""
    policy = Policy(within=WITHIN)
    without = weigh([*found, official], policy, LATE)
    resting = {fact.slot for fact in without if fact.decided_by == official.claim and fact.status != "joined"}
    before, after = seen(without), seen(weigh([*found, official, denial], policy, LATE))
    assert {slot: after[slot] for slot in resting} == {slot: before[slot] for slot in resting}


@MANY
@given(claims(), policies(), st.integers(0, 8))
def test_without_a_source_it_is_as_if_it_had_never_been(found: list[Said], policy: Policy, number: int) -> None:
    """Removing the source's claims and having an editor reject them all, from the beginning, come to the same."""
    gone = {claim.claim for claim in found if claim.source == f"source-{number}"}
    others = replace(policy, verdicts=tuple(verdict for verdict in policy.verdicts if verdict.claim not in gone))
    without = weigh([claim for claim in found if claim.claim not in gone], others, LATE)
    for fact in without:
        named = {support.claim for support in fact.supports} | {step.cause for step in fact.steps} | {fact.decided_by}
        assert not named & gone
    ruled = tuple(Verdict(f"out-{claim}", claim, False, at("2029-12-31")) for claim in sorted(gone))
    rejected = weigh(found, replace(others, verdicts=(*others.verdicts, *ruled)), LATE)
    # A fact that only rejected claims spoke of was withdrawn before others spoke of it; else its changes are the same.
    assert _without_steps(_standing(rejected)) == _without_steps(_standing(without))


def _standing(facts: tuple[Weighed, ...]) -> dict[str, tuple[object, ...]]:
    """What is shown, how it was decided, and how it came about."""
    return {
        fact.slot: (fact.value, fact.status, fact.conflict, fact.voices, fact.decided_by, fact.since, fact.steps)
        for fact in facts
        if fact.status not in ("joined", "withdrawn")
    }


def _without_steps(standing: dict[str, tuple[object, ...]]) -> dict[str, tuple[object, ...]]:
    return {slot: told[:-1] for slot, told in standing.items()}


@MANY
@given(claims(), policies(), st.randoms())
def test_a_copy_of_an_article_changes_nothing(found: list[Said], policy: Policy, chance: random.Random) -> None:
    """A later printing of the same text, elsewhere, by one who stands no nearer."""
    sure = [claim for claim in found if claim.confidence >= policy.floor and claim.retired is None]
    sure = [claim for claim in sure if all(verdict.claim != claim.claim for verdict in policy.verdicts)]
    copies = [
        replace(
            claim, claim=f"{claim.claim}-again", source="reprints", source_class=chance.choice(
                CLASSES[CLASSES.index(claim.source_class) :]
            ), published=claim.published + timedelta(days=chance.randrange(5)),
        )
        for claim in sure
    ]  # fmt: skip
    assert _standing(weigh([*found, *copies], policy, LATE)) == _standing(weigh(found, policy, LATE))


@MANY
@given(claims(), policies(), OTHERS.filter(lambda told: told[0] != "basis"), DAYS)
def test_a_claim_on_another_season_or_subject_of_the_title_changes_nothing_else(
    found: list[Said], policy: Policy, told: tuple[str, dict[str, object]], day: date
) -> None:
    kind, slots = told
    apart = {"season": 9, "actor": "person:zed", "person": "person:zed", "source": "Zed", "carrier": "service:zed",
             "opening": "zed", "region": "NZ", "form": "zed"}  # fmt: skip
    aside = said("aside", "official", day.isoformat(), kind, **{**slots, **apart})
    before, after = weigh(found, policy, LATE), weigh([*found, aside], policy, LATE)
    slots_before = {fact.slot for fact in before}
    assert tuple(fact for fact in after if fact.slot in slots_before) == before


@MANY
@given(claims(), policies())
def test_a_conflict_begins_and_ends_with_a_change(found: list[Said], policy: Policy) -> None:
    told = {fact.slot: fact for fact in weigh(found, policy, LATE)}
    days = sorted({step.day for fact in told.values() for step in fact.steps})
    before: dict[str, Weighed] = {}
    for day in days:
        now = {fact.slot: fact for fact in weigh(found, policy, Moment(today=LATE.today, as_of=day))}
        for slot, fact in now.items():
            kinds = [step.kind for step in fact.steps if step.day == day]
            was = before[slot].conflict if slot in before else False
            if fact.status == "joined" or (slot in before and before[slot].status == "joined"):
                continue
            if slot in before:
                assert ("contested" in kinds) == (fact.conflict and not was)
                assert not was or fact.conflict or kinds, "a conflict that ends is told"
        before = now
    for fact in told.values():
        assert [step.old == step.new for step in fact.steps if step.kind in ("contested", "settled")].count(False) == 0


@MANY
@given(claims(), policies())
def test_the_last_change_of_the_value_gives_what_stands(found: list[Said], policy: Policy) -> None:
    for fact in weigh(found, policy, LATE):
        moved = [step for step in fact.steps if step.kind not in ("contested", "settled")]
        if moved:
            assert compare(moved[-1].new, fact.value) == "same"
            assert [step.old for step in moved[1:]] == [step.new for step in moved[:-1]]


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
