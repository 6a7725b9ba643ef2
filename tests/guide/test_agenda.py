"""The order of an agenda, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.facts import edtf
from airdate.facts.held import when
from airdate.facts.pages import Coming, Named, Release
from airdate.guide.agenda import agenda

TODAY = date(2031, 3, 10)


def coming(day: str | None, name: str = "The Quay", *, time: str | None = None, status: str = "confirmed") -> Coming:
    head = {"fact": "f", "status": status, "rule": "only voice", "conflict": False, "voices": 1}
    return Coming(Named(name, "the-quay"), Release(**head, when=when(day, TODAY, time)))


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        ("2031-03-10", "March 2031"),
        ("2031-03", "March 2031"),
        ("2031-03-10/2031-03-16", "March 2031"),
        ("2031-03-31/2031-04-06", "Some time in 2031"),
        ("2031-22", "Some time in 2031"),
        ("2031-35", "Some time in 2031"),
        ("2032", "Some time in 2032"),
        ("2031-09/2031-12", "Some time in 2031"),
        ("2032/..", "No end to the wait is known"),
        (None, "No end to the wait is known"),
    ],
)
def test_a_date_stands_under_the_heading_of_its_precision(day: str | None, heading: str) -> None:
    (period,) = agenda([coming(day)])
    assert (period.heading, period.slots[0].edtf) == (heading, day)


def test_months_come_before_what_may_be_any_time_of_their_year() -> None:
    days = ["2032/..", "2032", "2031-22", "2032-01", "2031-12-24", "2031-04-02"]
    assert [period.heading for period in agenda(map(coming, days))] == [
        "April 2031", "December 2031", "Some time in 2031", "January 2032", "Some time in 2032",
        "No end to the wait is known",
    ]  # fmt: skip


def test_one_day_is_one_block_by_the_clock_and_each_certainty_its_own() -> None:
    day = "2031-03-12"
    entries = [
        coming(day, "No time"), coming(day, "Late", time="21:00"), coming(day, "Early", time="19:30"),
        coming(day, "Abroad", time="16:00 America/New_York"), coming(day, "Odd", time="<b>nine</b>"),
        coming(day, "Perhaps", status="rumoured"),
    ]  # fmt: skip
    (period,) = agenda(entries)
    assert [(slot.status, [entry.title.name for entry in slot.entries]) for slot in period.slots] == [
        ("confirmed", ["Early", "Abroad", "Late", "No time", "Odd"]),  # 16:00 in New York is 20:00 UTC
        ("rumoured", ["Perhaps"]),
    ]
    assert [slot.day for slot in period.slots] == [date(2031, 3, 12)] * 2


DATES = st.one_of(
    st.dates(date(1950, 1, 1), date(2100, 12, 31)).map(date.isoformat),
    st.builds(
        "{:04d}-{:02d}".format, st.integers(1950, 2100), st.sampled_from([*range(1, 13), 21, 22, 23, 24, 33, 36])
    ),
    st.integers(1950, 2100).map("{:04d}".format),
    st.integers(1950, 2100).map("{:04d}/..".format),
)


@given(st.lists(DATES))
def test_nothing_is_lost_and_no_coarse_date_is_drawn_among_days(days: list[str]) -> None:
    periods = agenda(coming(day) for day in sorted(days, key=edtf.order_key))
    shown = [(period, slot, entry) for period in periods for slot in period.slots for entry in slot.entries]
    assert sorted(entry.release.when.edtf or "" for _, _, entry in shown) == sorted(days)
    for period, slot, _ in shown:
        if slot.day is not None:
            assert period.heading == slot.day.strftime("%B ") + str(slot.day.year)
