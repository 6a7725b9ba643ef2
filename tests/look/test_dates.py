"""Dates are drawn and said as fine as they are, and never finer."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.look.dates import countdown, date_block, nowhere

TODAY = dt.date(2026, 11, 23)
CASES = {
    "2026-12-03": ("day", "Dec", "3", "Thursday", "Thursday 3 December"),
    "2027-01-03": ("day", "Jan", "3", "Sun 2027", "Sunday 3 January 2027"),
    "2026-12": ("month", "2026", "December", "day open", "in December 2026"),
    "2027-22": ("season", "2027", "Summer", "", "in summer 2027"),
    "2027-34": ("quarter", "2027", "Q2", "", "in the second quarter of 2027"),
    "2027-01/2027-04": ("part", "2027", "Early", "", "early in 2027"),
    "2027-05/2027-08": ("part", "2027", "Mid", "", "mid-2027"),
    "2027": ("year", "Some time in", "2027", "", "some time in 2027"),
    "2026-12-07/2026-12-13": ("interval", "Dec", "7–13", "in the week", "in the week of 7 December"),
    "2026-12-05/2026-12-06": ("interval", "Dec", "5–6", "weekend", "on the weekend of 5 December"),
    "2026-12-28/2027-01-05": ("interval", "Dec–Jan", "28–5", "between 2027", "between 28 December and 5 January 2027"),
    "2027/..": ("open", "Not before", "2027", "", "not before 2027"),
    "2027-22/..": ("open", "Not before", "Summer 2027", "", "not before summer 2027"),
    "../2027": ("until", "By", "2027", "", "by 2027"),
    "2027-03~": ("month", "2027", "March", "day open", "around March 2027"),
}


@pytest.mark.parametrize("edtf", CASES)
def test_each_precision_has_its_own_block(edtf: str) -> None:
    block = date_block(edtf, TODAY)
    assert (block.shape, block.band, block.figure, block.foot, block.words) == CASES[edtf]


@pytest.mark.parametrize(
    "text", ["", None, "soon", "2026-02-30", "2026-13", "2026-99", "/", "../..", "2026-12-03T20:00"]
)
def test_what_is_no_date_is_hollow(text: str | None) -> None:
    assert date_block(text, TODAY) == nowhere()


@given(st.text(alphabet="0123456789-/.~?%T ", max_size=24))
def test_any_text_gives_a_block(text: str) -> None:
    block = date_block(text, TODAY)
    assert (block.shape == "day") == bool(block.iso and len(block.iso) == 10)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (9, "in 9 days"), (-3, "3 days ago"), (101, ""), (-101, "")],
)
def test_countdown_is_words(days: int, words: str) -> None:
    assert countdown(TODAY + dt.timedelta(days), TODAY) == words
