"""Times of day against ``cases/times.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.model import Span
from airdate.reading.times import TimeMention, find_times

CASES = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    assert [mention.time for mention in find_times(case["text"])] == case.get("times", [])


def test_mention() -> None:
    assert find_times("on at 9:30 p.m. (ET/PT).") == [TimeMention(Span(6, 22), "21:30", "ET/PT", True)]


def test_assumed_evening_is_not_sure() -> None:
    assert find_times("at 8:30") == [TimeMention(Span(3, 7), "20:30", None, False)]


def test_central_twin_means_eastern() -> None:
    assert find_times("at 9/8c") == [TimeMention(Span(3, 7), "21:00", None, True, central=True)]


@given(st.text(alphabet="0123456789:./-–, apmAPMETPTc()'\n£xZ", max_size=60))
def test_any_text(text: str) -> None:
    for mention in find_times(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        hour, minute = mention.clock.split(":")
        assert (0 <= int(hour) < 24, 0 <= int(minute) < 60) == (True, True)
