"""Times as articles and listings give them, and the moments that they are."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.facts.clocks import instant, zone_called
from airdate.facts.words import time_words

WINTER, SUMMER = date(2031, 1, 15), date(2031, 7, 15)
# Day, time, countries asked for the zone, the moment as ISO 8601 (None: only words).
TIMES: list[tuple[date, str | None, tuple[str, ...], str | None]] = [
    (WINTER, "20:00", ("GB",), "2031-01-15T20:00:00+00:00"),
    (SUMMER, "20:00", ("GB",), "2031-07-15T20:00:00+01:00"),
    (SUMMER, "20:00", ("US", "IE"), "2031-07-15T20:00:00+01:00"),
    (SUMMER, "20:00", ("US",), None),
    (SUMMER, "20:00", (), None),
    (SUMMER, None, ("GB",), None),
    (SUMMER, "", ("GB",), None),
    (SUMMER, "20:00 BST", (), "2031-07-15T20:00:00+01:00"),
    (WINTER, "20:00 bst", ("US",), "2031-01-15T20:00:00+00:00"),
    (SUMMER, "8:30 ET", ("GB",), "2031-07-15T08:30:00-04:00"),
    (SUMMER, "20:00 XYZ", ("GB",), None),
    (SUMMER, "21:00 Europe/London", (), "2031-07-15T21:00:00+01:00"),
    (SUMMER, "21:00 Europe/London", ("US",), "2031-07-15T21:00:00+01:00"),
    (SUMMER, "21:00 America/Argentina/Buenos_Aires", (), "2031-07-15T21:00:00-03:00"),
    (SUMMER, "21:00 America/Port-au-Prince", (), "2031-07-15T21:00:00-04:00"),
    (SUMMER, "21:00 Etc/GMT+3", (), "2031-07-15T21:00:00-03:00"),
    (SUMMER, "21:00 UTC", (), "2031-07-15T21:00:00+00:00"),
    (SUMMER, "21:00 Nowhere/Atlantis", ("GB",), None),
    (SUMMER, "21:00 America/Argentina", ("GB",), None),
    (SUMMER, "21:00 Europe/../Europe/London", ("GB",), None),
    (SUMMER, "25:00 Europe/London", ("GB",), None),
    (SUMMER, "late", ("GB",), None),
]


@pytest.mark.parametrize(("day", "time", "countries", "moment"), TIMES)
def test_a_time_is_a_moment_where_its_zone_is_known(
    day: date, time: str | None, countries: tuple[str, ...], moment: str | None
) -> None:
    found = instant(day, time, countries)
    assert (found and found.isoformat()) == moment


@pytest.mark.parametrize("name", ["", "Japan", "EST5EDT", "/etc/passwd", "Europe/", "../../etc/passwd", "a/" * 300])
def test_what_is_no_place_of_the_zone_database_is_no_zone(name: str) -> None:
    assert zone_called(name) is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("21:00", "21:00"),
        ("21:00 BST", "21:00 BST"),
        ("21:00 UTC", "21:00 UTC"),
        ("21:00 Europe/London", "21:00 London time"),
        ("01:30 America/New_York", "01:30 New York time"),
        ("21:00 Nowhere/Atlantis", "21:00 Nowhere/Atlantis"),
    ],
)
def test_a_zone_is_named_by_its_city(given: str, told: str) -> None:
    assert time_words(given) == told


def test_a_clock_that_is_put_back_shows_the_hour_that_comes_first() -> None:
    found = instant(date(2031, 10, 26), "01:30 Europe/London", ())
    assert found is not None
    assert found.isoformat() == "2031-10-26T01:30:00+01:00"
