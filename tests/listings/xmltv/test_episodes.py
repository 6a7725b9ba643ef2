from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.listings.xmltv.episodes import Numbers, read_numbers
from listings.tables import cases, number


@pytest.mark.parametrize("case", cases("episodes"))
def test_numbers_of_the_table(case: dict[str, str]) -> None:
    expected = Numbers(number(case["season"]), number(case["episode"]), number(case["of"]))
    assert read_numbers(((case["system"], case["written"]),)) == expected


def test_systems_complete_each_other() -> None:
    assert read_numbers((("onscreen", "S3 E5"), ("xmltv_ns", ".4/8."))) == Numbers(3, 5, 8)
    # A season that belongs to another episode is not taken.
    assert read_numbers((("onscreen", "S3 E7"), ("xmltv_ns", ".4/8."))) == Numbers(None, 5, 8)
    assert read_numbers(()) == Numbers()


@given(st.text(), st.text())
def test_anything_is_numbers_or_none(system: str, text: str) -> None:
    found = read_numbers(((system, text), ("xmltv_ns", text)))
    assert all(value is None or 0 <= value <= 99_999 for value in found)
