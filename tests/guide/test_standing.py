"""A countdown, or that it is on: without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from airdate.guide.standing import Standing, standing, until
from guide.told import TODAY, facts, offer, release


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2031-03-10", "today"),
        ("2031-03-11", "tomorrow"),
        ("2031-03-19", "in 9 days"),
        ("2031-06-18", "in 100 days"),
        ("2031-06-19", "in about 3 months"),
        ("2032-03-10", "in about 12 months"),
        ("2033-03-10", "in about 2 years"),
    ],
)
def test_the_countdown_is_as_fine_as_one_thinks(day: str, words: str) -> None:
    assert until(date.fromisoformat(day), TODAY) == words


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2031-03-19", Standing(False, "in 9 days")),
        ("2031-03-10", Standing(True, "today")),
        # Nothing is counted to what is not known to the day.
        ("2031-04", Standing(False, "")),
        ("2031-23", Standing(False, "")),
        ("2031-03-19~", Standing(False, "")),
        ("2032/..", Standing(False, "")),
        ("2031-03-01", Standing(True, "out since Saturday 1 March")),
        ("2031-01", Standing(True, "out since January 2031")),
        ("2029-03-01", Standing(False, "out since Thursday 1 March 2029")),
    ],
)
def test_how_a_title_stands_by_its_next_release(day: str, expected: Standing) -> None:
    assert standing(facts(following=release(day)), TODAY) == expected


def test_what_can_be_seen_is_on_now_however_long_it_is_out() -> None:
    old = release("2029-03-01")
    assert standing(facts(following=old, offers=(offer(terms="subscription"),)), TODAY).now
    for gone in (offer(gone=True), offer(form="book", terms="buy"), offer(status="rumoured")):
        assert not standing(facts(following=old, offers=(gone,)), TODAY).now


def test_what_nobody_has_dated() -> None:
    assert standing(facts(), TODAY) == Standing(False, "")
    assert standing(facts(offers=(offer(),)), TODAY) == Standing(True, "")


def test_what_has_come_out_lately_counts_as_on_for_two_months() -> None:
    at = [TODAY - timedelta(days=days) for days in (60, 61)]
    assert [standing(facts(following=release(day.isoformat())), TODAY).now for day in at] == [True, False]
