"""One statement beside one fact, as a table: agrees, new, differs, or differs in how sure it is only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from airdate.facts.held import Held
from airdate.facts.slots import SHAPES, Statement, slot_key
from airdate.newsroom.checking.comparing import Verdict, beside, fingerprint

RELEASE = {"season": 2, "event": "premiere", "platform": "service:lantern"}
AGREES, NEW, DIFFERS = Verdict.AGREES, Verdict.NEW, Verdict.DIFFERS


def coordinates(kind: str, named: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(named.get(name) for name in SHAPES[kind].coordinates)


def held(value: dict[str, Any], status: str = "confirmed", kind: str = "release", **named: Any) -> Held:
    there = RELEASE | named if kind == "release" else named
    set_ = {name: each for name, each in there.items() if each is not None}
    slot = slot_key(kind, coordinates(kind, set_))
    return Held(f"{slot}|{value}", "title:salt", kind, slot, set_, value, status, "latest", False, 1,
                date(2031, 1, 1), "c1")  # fmt: skip


def said(value: dict[str, Any], kind: str = "release", **named: Any) -> Statement:
    return Statement(kind, coordinates(kind, RELEASE | named if kind == "release" else named), value)


# What the draft says, how surely; what the guide has, how surely; the verdict, and whether sureness alone differs.
CASES = {
    "the same day": ("2031-08-03", "confirmed", "2031-08-03", "confirmed", AGREES, False),
    "another day": ("2031-08-03", "confirmed", "2031-08-04", "confirmed", DIFFERS, False),
    "a month that holds the day": ("2031-08", "confirmed", "2031-08-03", "confirmed", AGREES, False),
    "a month that does not": ("2031-09", "confirmed", "2031-08-03", "confirmed", DIFFERS, False),
    "a season that holds the day": ("2031-22", "confirmed", "2031-08-03", "confirmed", AGREES, False),
    "a day within the month": ("2031-08-03", "confirmed", "2031-08", "confirmed", NEW, False),
    "a day outside the year": ("2032-08-03", "confirmed", "2031", "confirmed", DIFFERS, False),
    "a day where none is known": ("2031-08-03", "confirmed", None, "confirmed", NEW, False),
    "a rumour stated flatly": ("2031-08-03", "confirmed", "2031-08-03", "rumoured", DIFFERS, True),
    "a rumour stated as expected": ("2031-08-03", "expected", "2031-08-03", "rumoured", DIFFERS, True),
    "a rumour told as one": ("2031-08-03", "rumoured", "2031-08-03", "rumoured", AGREES, False),
    "what is expected, stated flatly": ("2031-08-03", "confirmed", "2031-08-03", "expected", AGREES, False),
    "what is sure, told as a rumour": ("2031-08-03", "rumoured", "2031-08-03", "confirmed", AGREES, False),
    "another day than the rumour's": ("2031-09-03", "confirmed", "2031-08-03", "rumoured", DIFFERS, False),
    "a denial of what stands": ("2031-08-03", "denied", "2031-08-03", "confirmed", DIFFERS, False),
    "what was denied, stated": ("2031-08-03", "confirmed", "2031-08-03", "denied", DIFFERS, False),
    "a denial of what was denied": ("2031-08-03", "denied", "2031-08-03", "denied", AGREES, False),
}  # fmt: skip


@pytest.mark.parametrize(("you", "status", "guide", "how", "verdict", "in_sureness"), CASES.values(), ids=CASES)
def test_a_date_beside_the_guides(
    you: str, status: str, guide: str | None, how: str, verdict: Verdict, in_sureness: bool
) -> None:
    fact = held({"date": guide} if guide else {}, how)
    found = beside(said({"date": you}), status, [fact])
    assert (found.verdict, found.fact, found.in_sureness) == (verdict, fact, in_sureness)


def test_nothing_is_compared_with_another_season_kind_or_place() -> None:
    others = [
        held({"date": "2031-08-04"}, season=3),
        held({"date": "2031-08-04"}, event="finale"),
        held({"date": "2031-08-04"}, platform="service:harbour"),
        held({"outcome": "cancelled"}, kind="renewal", season=2),
    ]
    found = beside(said({"date": "2031-08-03"}), "confirmed", others)
    assert (found.verdict, found.fact) == (NEW, None)


def test_a_claim_without_a_place_fits_each_and_agrees_if_one_does() -> None:
    lantern, harbour = held({"date": "2031-08-03"}), held({"date": "2031-09-01"}, platform="service:harbour")
    somewhere = said({"date": "2031-09-01"}, platform=None)
    assert beside(somewhere, "confirmed", [lantern, harbour]).fact is harbour
    assert beside(somewhere, "confirmed", [lantern, harbour]).verdict == AGREES
    neither = beside(said({"date": "2031-12-01"}, platform=None), "confirmed", [lantern, harbour])
    assert (neither.verdict, neither.fact) == (DIFFERS, lantern)


def test_the_fact_of_the_very_slot_decides_alone() -> None:
    nowhere, lantern = held({"date": "2031-08-03"}, platform=None), held({"date": "2031-08-10"})
    assert beside(said({"date": "2031-08-03"}), "confirmed", [nowhere, lantern]).verdict == DIFFERS
    assert beside(said({"date": "2031-08-03"}), "confirmed", [nowhere]).verdict == AGREES


@pytest.mark.parametrize(
    ("you", "guide", "verdict"),
    [
        ({"amount": 8.99, "currency": "GBP"}, {"amount": 8.99, "currency": "GBP"}, AGREES),
        ({"amount": 9.99, "currency": "GBP"}, {"amount": 8.99, "currency": "GBP"}, DIFFERS),
        ({"amount": 8.99, "currency": "GBP", "until": "2031-08-03"}, {"amount": 8.99, "currency": "GBP"}, NEW),
    ],
)
def test_an_offer_beside_the_guides(you: dict[str, Any], guide: dict[str, Any], verdict: Verdict) -> None:
    named = {"platform": "service:lantern", "terms": "buy"}
    fact = held(guide, kind="availability", **named)
    assert beside(said(you, kind="availability", **named), "confirmed", [fact]).verdict == verdict


def test_a_fingerprint_is_of_what_was_said() -> None:
    one = fingerprint("release/2", {"date": "2031-08-03", "time": "20:00"}, "confirmed")
    assert one == fingerprint("release/2", {"time": "20:00", "date": "2031-08-03"}, "confirmed")
    others = [
        fingerprint("release/3", {"date": "2031-08-03", "time": "20:00"}, "confirmed"),
        fingerprint("release/2", {"date": "2031-08-04", "time": "20:00"}, "confirmed"),
        fingerprint("release/2", {"date": "2031-08-03", "time": "20:00"}, "rumoured"),
    ]
    assert len({one, *others}) == 4
