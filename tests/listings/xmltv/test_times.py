from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.listings.xmltv.times import Times, read_time
from listings.tables import cases, number


@pytest.mark.parametrize("case", cases("times"))
def test_times_of_the_table(case: dict[str, str]) -> None:
    expected = None
    if case["instant"]:
        moment = dt.datetime.fromisoformat(case["instant"]).replace(tzinfo=dt.UTC)
        expected = (int(moment.timestamp()), number(case["offset"]))
    assert read_time(case["written"]) == expected
    assert Times()(case["written"]) == expected  # and by the short way, for the usual form


@given(st.integers(-300_000_000, 3_700_000_000), st.integers(-14 * 60, 14 * 60))
def test_what_is_written_is_read(instant: int, offset: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=offset))
    written = dt.datetime.fromtimestamp(instant, zone).strftime("%Y%m%d%H%M%S %z")
    assert read_time(written) == Times()(written) == (instant, offset)


@given(st.text())
def test_anything_is_a_time_or_none(text: str) -> None:
    assert read_time(text) == Times()(text)
