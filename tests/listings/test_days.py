from __future__ import annotations

import datetime as dt

import pytest

from airdate.listings.days import Days


@pytest.mark.parametrize(
    ("instant", "zone", "starts", "expected"),
    [
        ("2031-02-20T04:59:59+00:00", "Europe/London", "05:00", "2031-02-19"),
        ("2031-02-20T05:00:00+00:00", "Europe/London", "05:00", "2031-02-20"),
        ("2031-02-21T01:00:00+00:00", "Europe/London", "05:00", "2031-02-20"),
        ("2031-07-20T04:00:00+00:00", "Europe/London", "05:00", "2031-07-20"),  # five in British summer
        ("2031-03-30T03:59:00+00:00", "Europe/London", "05:00", "2031-03-29"),  # the night that lacks an hour
        ("2031-03-30T04:00:00+00:00", "Europe/London", "05:00", "2031-03-30"),
        ("2031-10-26T04:59:00+00:00", "Europe/London", "05:00", "2031-10-25"),  # the night that has one twice
        ("2031-10-26T05:00:00+00:00", "Europe/London", "05:00", "2031-10-26"),
        ("2031-02-20T20:00:00+00:00", "Pacific/Auckland", "06:00", "2031-02-21"),
        ("2031-02-20T00:10:00+00:00", "Europe/London", "00:07", "2031-02-20"),  # no quarter of an hour
        ("2031-02-20T00:06:00+00:00", "Europe/London", "00:07", "2031-02-19"),
    ],
)  # fmt: skip
def test_the_broadcast_day(instant: str, zone: str, starts: str, expected: str) -> None:
    days = Days(zone, dt.time.fromisoformat(starts))
    seconds = int(dt.datetime.fromisoformat(instant).timestamp())
    assert days(seconds) == expected
    assert days(seconds) == expected  # remembered
