"""Content lines: what icalendar reads back is what was meant, in lines of the length that RFC 5545 allows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.syndication.content_lines import folded, moment, one_line, printable, text


@given(st.text(max_size=400))
def test_any_text_is_read_back(value: str) -> None:
    told = printable(value)
    written = folded(f"DESCRIPTION:{text(told)}")
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\nUID:1\r\n{written}END:VEVENT\r\n")
    assert str(event["DESCRIPTION"]) == told


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2031, 3, 20), "20310320"),
        (datetime(2031, 3, 20, 21, 5, tzinfo=UTC), "20310320T210500Z"),
        (datetime.fromisoformat("2031-04-03T21:00:00+01:00"), "20310403T200000Z"),
    ],
)
def test_days_and_moments(value: date, expected: str) -> None:
    assert moment(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a  b\tc", "a b c"), (" two\nlines ", "two lines"), ("bell\x07", "bell"), ("Ní Bhrolla", "Ní Bhrolla")],
)
def test_one_line(value: str, expected: str) -> None:
    assert one_line(value) == expected


def test_an_escape_is_not_broken_apart() -> None:
    for filler in range(60, 80):
        written = folded("X:" + "a" * filler + text("one, two; three\\"))
        assert [line for line in written.split("\r\n ") if line.rstrip("\r\n").endswith("\\")][:-1] == []
        unfolded = written.replace("\r\n ", "").removesuffix("\r\n")
        assert unfolded == "X:" + "a" * filler + "one\\, two\\; three\\\\"
