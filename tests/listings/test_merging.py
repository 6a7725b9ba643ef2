"""One channel's schedule from several guides: a table of evenings, and what holds for any."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.listings.flags import Flag
from airdate.listings.merging import ended, merged
from airdate.listings.pages import Showing

ZERO = dt.datetime(2031, 2, 20, 20, tzinfo=dt.UTC)


def showing(key: int, guide: int, start: int, stop: int | None, title: str = "") -> Showing:
    """One from minute to minute of the evening."""
    return Showing(
        id=key, channel=1, programme=1, guide=guide, start=ZERO + dt.timedelta(minutes=start),
        stop=None if stop is None else ZERO + dt.timedelta(minutes=stop), stop_known=stop is not None,
        day=ZERO.date(), title=title, sub_title="", description="", group="other", flags=Flag(0), season=None,
        episode=None, year=None, work=None, work_score=None,
    )  # fmt: skip


def evening(text: str) -> list[Showing]:
    """``1 0-60 A; 2 60- B``: guide, minutes from and to, title."""
    found = []
    for key, each in enumerate(filter(None, text.split("; ")), 1):
        guide, times, title = each.split(" ", 2)
        start, _, stop = times.partition("-")
        found.append(showing(key, int(guide), int(start), int(stop) if stop else None, title))
    return found


def minutes(moment: dt.datetime | None) -> str:
    return "" if moment is None else str(int((moment - ZERO).total_seconds() // 60))


def told(showings: list[Showing]) -> str:
    return "; ".join(f"{each.guide} {minutes(each.start)}-{minutes(each.stop)} {each.title}" for each in showings)


EVENINGS = [
    ("", ""),
    ("1 0-60 A; 1 60-90 B", "1 0-60 A; 1 60-90 B"),
    ("1 0-60 A; 2 0-60 A", "1 0-60 A"),
    ("1 0-60 A; 2 30-90 X; 2 90-120 Y", "1 0-60 A; 2 90-120 Y"),
    ("1 0-60 A; 1 90-120 C; 2 60-90 B", "1 0-60 A; 2 60-90 B; 1 90-120 C"),
    ("1 0-60 A; 1 90-120 C; 2 60-100 B", "1 0-60 A; 1 90-120 C"),
    # An open end is closed by what follows in its own guide, and fills nothing beyond.
    ("1 0- A; 1 60-90 B", "1 0-60 A; 1 60-90 B"),
    ("1 0- A; 2 30-60 X", "1 0- A; 2 30-60 X"),
    ("1 0-60 A; 2 30- X; 2 60-90 Y", "1 0-60 A; 2 60-90 Y"),
    # A third guide fills what the second leaves.
    ("1 0-30 A; 2 30-60 B; 3 30-60 X; 3 60-90 C", "1 0-30 A; 2 30-60 B; 3 60-90 C"),
    # Overlaps within a guide are what the guide says; one that lasts long hides what begins in it.
    ("1 0-60 A; 1 30-90 B", "1 0-60 A; 1 30-90 B"),
    ("1 0-240 A; 1 30-60 B; 2 100-130 X", "1 0-240 A; 1 30-60 B"),
    # No length: it stands where nothing else begins.
    ("1 0-60 A; 2 0-0 X; 2 60-60 Y", "1 0-60 A; 2 60-60 Y"),
]


@pytest.mark.parametrize(("listed", "expected"), EVENINGS)
def test_an_evening(listed: str, expected: str) -> None:
    assert told(merged(evening(listed), {1: 10, 2: 20, 3: 30})) == expected


def test_the_lower_number_is_believed_and_then_the_older_guide() -> None:
    both = evening("1 0-60 A; 2 0-60 B")
    assert told(merged(both, {1: 20, 2: 10})) == "2 0-60 B"
    assert told(merged(both, {1: 10, 2: 10})) == "1 0-60 A"


times = st.tuples(st.integers(0, 300), st.one_of(st.none(), st.integers(0, 120)))
rows = st.lists(st.tuples(st.integers(1, 3), times), max_size=14).map(
    lambda drawn: [
        showing(key, guide, start, None if length is None else start + length)
        for key, (guide, (start, length)) in enumerate(drawn, 1)
    ]
)


def overlap(one: Showing, other: Showing) -> bool:
    return one.start < (other.stop or other.start) and other.start < (one.stop or one.start)


@given(rows, st.permutations([10, 20, 30]))
def test_what_holds_for_any_guides(listed: list[Showing], numbers: list[int]) -> None:
    priority = dict(enumerate(numbers, 1))
    found = merged(listed, priority)
    assert found == merged(listed[::-1], priority)
    assert found == sorted(found, key=lambda each: (each.start, each.id))
    best = min((each.guide for each in listed), key=lambda guide: priority[guide], default=0)
    assert {each.id for each in listed if each.guide == best} == {each.id for each in found if each.guide == best}
    for place, one in enumerate(found):
        assert not any(overlap(one, other) for other in found[place + 1 :] if other.guide != one.guide)
    # What was left out is hidden by something of a guide that is believed before.
    kept = {each.id for each in found}
    closed = {each.id: each for guide in priority for each in ended(
        sorted((row for row in listed if row.guide == guide), key=lambda row: (row.start, row.id))
    )}  # fmt: skip
    for each in listed:
        if each.id not in kept:
            before = [other for other in found if priority[other.guide] < priority[each.guide]]
            row = closed[each.id]
            assert any(overlap(row, other) or other.start == row.start or other.start <= row.start < (
                other.stop or other.start) for other in before)  # fmt: skip
