"""Days of the guide: from 05:00 to 05:00 by the clock, also where a night has an hour more or less."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.guide.tv.days import GuideDay, day_of, extent, place

LONDON, DUBLIN, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("Europe/Dublin"), ZoneInfo("America/New_York")
LORD_HOWE, APIA, KATHMANDU = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia"), ZoneInfo("Asia/Kathmandu")
ZONES = (LONDON, DUBLIN, NEW_YORK, LORD_HOWE, KATHMANDU, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("day", "zone", "start", "minutes"),
    [
        (date(2031, 3, 10), LONDON, "2031-03-10T05:00", 1440),
        (date(2031, 7, 10), LONDON, "2031-07-10T04:00", 1440),
        (date(2031, 3, 29), LONDON, "2031-03-29T05:00", 1380),  # the clocks go forward in the night to the 30th
        (date(2031, 3, 30), LONDON, "2031-03-30T04:00", 1440),
        (date(2031, 10, 25), LONDON, "2031-10-25T04:00", 1500),
        (date(2031, 3, 8), NEW_YORK, "2031-03-08T10:00", 1380),
        (date(2031, 11, 1), NEW_YORK, "2031-11-01T09:00", 1500),
        (date(2031, 4, 5), LORD_HOWE, "2031-04-04T18:00", 1470),  # by half an hour there
    ],
)
def test_a_day_is_as_long_as_it_is(day: date, zone: ZoneInfo, start: str, minutes: int) -> None:
    made = GuideDay(day, zone)
    assert (made.start, made.minutes) == (datetime.fromisoformat(start).replace(tzinfo=UTC), minutes)


def test_hours_of_a_usual_day() -> None:
    hours = GuideDay(date(2031, 3, 10), LONDON).hours
    assert [hour.label for hour in hours[:3]] == ["05:00", "06:00", "07:00"]
    assert [hour.minute for hour in hours[-2:]] == [22 * 60, 23 * 60]
    assert hours[19].label == "00:00"
    assert len(hours) == 24


def test_an_hour_that_comes_twice_says_which_it_is() -> None:
    labels = [hour.label for hour in GuideDay(date(2031, 10, 25), LONDON).hours]
    assert labels[19:23] == ["00:00", "01:00 BST", "01:00 GMT", "02:00"]
    assert len(labels) == 25


def test_an_hour_that_is_jumped_over_is_not_there() -> None:
    labels = [hour.label for hour in GuideDay(date(2031, 3, 29), LONDON).hours]
    assert labels[19:22] == ["00:00", "02:00", "03:00"]
    assert len(labels) == 23


def test_a_day_that_begins_at_half_past() -> None:
    hours = GuideDay(date(2031, 3, 10), LONDON, time(5, 30)).hours
    assert [(hour.minute, hour.label) for hour in hours[:2]] == [(30, "06:00"), (90, "07:00")]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2031-03-10T04:59", "2031-03-09"),
        ("2031-03-10T05:00", "2031-03-10"),
        ("2031-03-11T00:30", "2031-03-10"),
        ("2031-03-30T03:59", "2031-03-29"),  # 04:59 by the clock that has gone forward
        ("2031-03-30T04:00", "2031-03-30"),
    ],
)
def test_the_day_of_an_instant(at: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(at).replace(tzinfo=UTC), LONDON).date.isoformat() == day


@pytest.mark.parametrize(
    ("day", "at", "minute"),
    [
        (date(2031, 3, 10), time(5), 0),
        (date(2031, 3, 10), time(20, 15), 915),
        (date(2031, 3, 10), time(0, 30), 1170),
        (date(2031, 3, 10), time(4, 59), 1439),
        (date(2031, 3, 29), time(1, 30), 1200),  # jumped over: the jump itself
        (date(2031, 3, 29), time(2, 0), 1200),
        (date(2031, 10, 25), time(1, 30), 1230),  # twice: the first
        (date(2031, 10, 25), time(2, 0), 1320),
    ],
)
def test_the_minute_of_a_time(day: date, at: time, minute: int) -> None:
    assert GuideDay(day, LONDON).minute_of(at) == minute


@given(
    st.dates(date(1975, 1, 1), date(2100, 1, 1)), st.sampled_from(ZONES), st.times().map(lambda t: t.replace(second=0))
)
def test_days_follow_each_other_without_a_hole(day: date, zone: ZoneInfo, starts: time) -> None:
    starts = starts.replace(microsecond=0)
    this, following = GuideDay(day, zone, starts), GuideDay(day + timedelta(days=1), zone, starts)
    assert this.stop == following.start
    assert this.start < this.stop
    for minute in (0, this.minutes - 1):
        assert day_of(this.instant(minute), zone, starts).date == day
        assert this.minute(this.instant(minute)) == minute


def test_a_day_that_a_country_left_out() -> None:
    # Samoa had no 30 December 2011: the 29th ends where the 31st begins.
    skipped = GuideDay(date(2011, 12, 30), APIA)
    assert skipped.minutes == 0
    assert skipped.hours == ()
    assert GuideDay(date(2011, 12, 29), APIA).stop == GuideDay(date(2011, 12, 31), APIA).start


def test_places_in_words_of_the_style() -> None:
    assert (place(0), place(915), extent(95)) == ("h0 m0", "h15 m15", "l1 n35")
