"""Imprecise dates: their bounds, how they compare, and what they are on a given day."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from airdate.facts.edtf import NotEDTF, compare, days, is_over, is_past, meant, order_key

BOUNDS = [
    # text, first day, last day, precision
    ("2023-08-03", "2023-08-03", "2023-08-03", "day"),
    ("2023-08", "2023-08-01", "2023-08-31", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2023-12", "2023-12-01", "2023-12-31", "month"),
    ("2023", "2023-01-01", "2023-12-31", "year"),
    ("2023-21", "2023-03-01", "2023-06-21", "season"),
    ("2023-22", "2023-06-01", "2023-09-22", "season"),
    ("2023-23", "2023-09-01", "2023-12-21", "season"),
    ("2023-24", "2023-12-01", "2024-03-20", "season"),
    ("2023-33", "2023-01-01", "2023-03-31", "quarter"),
    ("2023-36", "2023-10-01", "2023-12-31", "quarter"),
    ("2023-01/2023-04", "2023-01-01", "2023-04-30", "interval"),
    ("2023-08-07/2023-08-13", "2023-08-07", "2023-08-13", "interval"),
    ("2025/..", "2025-01-01", "9999-12-31", "open"),
    ("2025-03/", "2025-03-01", "9999-12-31", "open"),
]
COMPARED = [
    # one, other, how one stands to the other
    ("2023-08-03", "2023-08-03", "same"),
    ("2023-08-03", "2023-22", "finer"),
    ("2023-08", "2023", "finer"),
    ("2023", "2023-08", "coarser"),
    ("2023-07/2023-09", "2023-35", "same"),
    ("2023-08-03", "2023-09", "apart"),
    ("2023-09-30", "2023-22", "apart"),
    ("2023-09-10", "2023-22", "finer"),
    ("2023-22", "2023-08/2023-10", "overlaps"),
    ("2026", "2025/..", "finer"),
    ("2024", "2025/..", "apart"),
    ("2023-08-03", "2023-08-05~", "finer"),
    ("2023-08-03", "2023-08-10~", "apart"),
    ("2023-08", "2023-08~", "finer"),
    ("2024-01-15", "2023-24", "finer"),
]
WRONG = [
    "",
    "3 August",
    "2023-13",
    "2023-42",
    "2023-02-30",
    "../2024",
    "2023-8",
    "2023-09/2023-08",
    "2023-08-03T20:00",
    "٢٠٢٣",
]
TEXTS = [row[0] for row in BOUNDS] + ["2023-08-05~", "2023~", "2023-22?"]


@pytest.mark.parametrize(("text", "first", "last", "precision"), BOUNDS)
def test_bounds(text: str, first: str, last: str, precision: str) -> None:
    found = days(text)
    assert (found.earliest, found.latest, found.precision) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
        precision,
    )


@pytest.mark.parametrize(("one", "other", "how"), COMPARED)
def test_comparing(one: str, other: str, how: str) -> None:
    opposite = {"finer": "coarser", "coarser": "finer"}.get(how, how)
    assert (compare(one, other), compare(other, one)) == (how, opposite)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(NotEDTF):
        days(text)


@given(st.text(alphabet="0123456789-/.~?%T ", max_size=22))
def test_any_text_is_a_date_or_is_said_to_be_none(text: str) -> None:
    try:
        found = days(text)
    except NotEDTF:
        return
    assert found.earliest <= found.latest
    assert meant(text).holds(found)


@pytest.mark.parametrize(
    "text", [text for text, *_ in BOUNDS if not text.endswith("/") and "-2" not in text[4:7] and "-3" not in text[4:7]]
)
def test_a_second_opinion_on_bounds(text: str) -> None:
    """The library edtf gives the same first and last days; it knows no seasons as news means them."""
    try:
        other = parse_edtf(text)
    except EDTFParseException:
        pytest.fail(f"edtf does not read {text}")
    found = days(text)
    assert date(*other.lower_strict()[:3]) == found.earliest
    if not found.open:
        assert date(*other.upper_strict()[:3]) == found.latest


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_to_lie_within_is_an_order(one: str, two: str, three: str) -> None:
    within = ("finer", "same")
    if compare(one, two) in within and compare(two, three) in within:
        assert compare(one, three) in within


def test_will_becomes_did_on_the_last_possible_day() -> None:
    assert [is_past("2023-08", date(2023, 8, day)) for day in (30, 31)] == [False, True]
    assert [is_past("2023-08-03", date(2023, 8, day)) for day in (2, 3)] == [False, True]
    assert not is_past("2023/..", date(2999, 1, 1))
    assert [is_over("2023-08-03", date(2023, 8, day)) for day in (3, 4)] == [False, True]


def test_a_coarse_date_comes_after_the_days_it_may_fall_on() -> None:
    shuffled = ["2023", "2023-08-31", None, "2023-08", "2023/..", "2023-08-03", "2024-01-01", "2023-22"]
    assert sorted(shuffled, key=order_key) == [
        "2023-08-03", "2023-08-31", "2023-08", "2023-22", "2023", "2023/..", "2024-01-01", None,
    ]  # fmt: skip
