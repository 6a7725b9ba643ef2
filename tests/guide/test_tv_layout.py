"""Cells of the sheet: clipped, crossing midnight, doubled, overlapping, with gaps, without an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.guide.tv.days import GuideDay
from airdate.guide.tv.layout import LANES, Cell, cells, height

DAY = GuideDay(date(2031, 3, 10), ZoneInfo("UTC"))


@dataclass(frozen=True)
class Shown:
    name: str
    start: datetime
    stop: datetime | None


def at(text: str) -> datetime:
    """A time of the day or, with a day before it ("11 00:30"), of another day of March 2031."""
    day, _, clock = text.rpartition(" ")
    return datetime.fromisoformat(f"2031-03-{day or '10'}T{clock}").replace(tzinfo=UTC)


def shown(*told: tuple[str, str, str]) -> list[Shown]:
    return [Shown(name, at(start), at(stop) if stop else None) for name, start, stop in told]


def drawn(row: list[Cell[Shown]]) -> list[tuple[str, str]]:
    """Name and place of each cell; < and > where it is clipped, ? where its end is open."""
    return [
        (
            ("<" if cell.earlier else "")
            + (cell.broadcast.name if cell.broadcast else "-")
            + (">" if cell.later else "")
            + ("?" if cell.open else ""),
            cell.place,
        )
        for cell in row
    ]


@pytest.mark.parametrize(
    ("told", "first", "last", "expected"),
    [
        pytest.param(
            [("news", "20:00", "20:30"), ("film", "20:30", "22:05")], 900, 1080,
            [("news", "h15 m0 l0 n30"), ("film", "h15 m30 l1 n35"), ("-", "h17 m5 l0 n55")],
            id="side by side",
        ),
        pytest.param([("film", "19:30", "21:05")], 900, 960, [("film", "h14 m30 l1 n35")], id="the same in any part"),
        pytest.param([("late", "23:30", "11 01:10")], 1110, 1210, [("late", "h18 m30 l1 n40")], id="over midnight"),
        pytest.param([("night", "11 04:00", "11 06:00")], 1380, None, [("night>", "h23 m0 l1 n0")], id="over the end"),
        pytest.param([("night", "04:00", "06:00")], 0, 60, [("<night", "h0 m0 l1 n0")], id="over the start"),
        pytest.param([("all", "04:00", "11 06:00")], 0, None, [("<all>", "h0 m0 l24 n0")], id="longer than the day"),
        pytest.param([], 900, 960, [("-", "h15 m0 l1 n0")], id="nothing is listed"),
        pytest.param(
            [("one", "20:10", "20:30"), ("two", "20:40", "21:00")], 900, 960,
            [("-", "h15 m0 l0 n10"), ("one", "h15 m10 l0 n20"), ("-", "h15 m30 l0 n10"), ("two", "h15 m40 l0 n20")],
            id="gaps",
        ),
        pytest.param([("at", "20:00", "21:00")], 840, 900, [("-", "h14 m0 l1 n0")], id="stops are not part of it"),
        pytest.param(
            [("one", "20:00", ""), ("two", "20:45", "21:00")], 900, 960,
            [("one", "h15 m0 l0 n45"), ("two", "h15 m45 l0 n15")],
            id="without a stop it ends where the next begins",
        ),
        pytest.param(
            [("one", "06:00", ""), ("two", "20:00", "21:00")], 60, 120,
            [("one?", "h1 m0 l0 n30"), ("-", "h1 m30 l0 n30")],
            id="not over a hole",
        ),
        pytest.param([("last", "20:00", "")], 900, 930, [("last?", "h15 m0 l0 n30")], id="the end is not known"),
        pytest.param(
            [("odd", "20:00", "19:00"), ("two", "20:20", "21:00")], 900, 960,
            [("odd", "h15 m0 l0 n20"), ("two", "h15 m20 l0 n40")],
            id="a stop before the start says nothing",
        ),
        pytest.param(
            [("one", "20:00", "21:00"), ("two", "20:30", "21:00"), ("three", "21:00", "21:30")], 900, 990,
            [("one", "h15 m0 l1 n0"), ("two", "h15 m30 l0 n30 lane-1"), ("three", "h16 m0 l0 n30")],
            id="an overlap has a lane of its own",
        ),
        pytest.param(
            [(name, "20:00", "21:00") for name in "abcd"], 900, 960,
            [("a", "h15 m0 l1 n0"), ("d", "h15 m0 l1 n0"), ("b", "h15 m0 l1 n0 lane-1"), ("c", "h15 m0 l1 n0 lane-2")],
            id="not more lanes than there is room",
        ),
    ],
)  # fmt: skip
def test_cells(told: list[tuple[str, str, str]], first: int, last: int | None, expected: list[tuple[str, str]]) -> None:
    assert drawn(cells(shown(*told), DAY, first, last)) == expected


def test_seconds_do_not_make_a_cell_vanish() -> None:
    (cell,) = cells([Shown("blink", at("20:00:10"), at("20:00:40"))], DAY, 900, 901)
    assert cell.place == "h15 m0 l0 n1"


@pytest.mark.parametrize(("date_", "length"), [(date(2031, 3, 29), "l2 n0"), (date(2031, 10, 25), "l4 n0")])
def test_a_night_with_another_number_of_hours(date_: date, length: str) -> None:
    """From 23:00 to 02:00 by the clock is two hours on the one night and four on the other."""
    london = ZoneInfo("Europe/London")
    day = GuideDay(date_, london)
    start = datetime.combine(date_, datetime.min.time().replace(hour=23), london).astimezone(UTC)
    stop = datetime.combine(date_ + timedelta(days=1), datetime.min.time().replace(hour=2), london).astimezone(UTC)
    (cell,) = cells([Shown("long night", start, stop)], day, 1080, 1081)
    assert cell.place == f"h18 m0 {length}"


def test_height_is_the_number_of_lanes() -> None:
    row = cells(shown(("a", "20:00", "21:00"), ("b", "20:00", "21:00")), DAY, 900, 960)
    assert (height(row), height(cells([], DAY, 0, 60))) == (2, 1)


broadcasts = st.lists(
    st.tuples(st.integers(-300, 1700), st.integers(0, 400) | st.none()).map(
        lambda given: Shown(
            "x",
            DAY.start + timedelta(minutes=given[0]),
            None if given[1] is None else DAY.start + timedelta(minutes=given[0] + given[1]),
        )
    ),
    max_size=12,
).map(lambda row: sorted(row, key=lambda one: one.start))


@given(broadcasts, st.integers(0, 1380), st.integers(1, 600))
def test_every_minute_is_told_and_nothing_covers_anything_while_there_is_room(
    row: list[Shown], first: int, length: int
) -> None:
    last = min(first + length, DAY.minutes)
    found = cells(row, DAY, first, last)
    told = {minute for cell in found for minute in range(cell.minute, cell.end)}
    assert set(range(first, last)) <= told
    assert all(cell.length > 0 and cell.minute >= 0 and cell.end <= DAY.minutes and cell.lane < LANES for cell in found)
    if height(found) < LANES:
        for lane in range(LANES):
            own = sorted((cell.minute, cell.end) for cell in found if cell.lane == lane)
            assert all(one[1] <= other[0] for one, other in pairwise(own))
