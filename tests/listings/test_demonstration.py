"""The demonstration's listings: as real guides are, the same each time, and in agreement with its articles."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from airdate.intake.demonstration import load as load_articles
from airdate.listings import demo_guide, picking
from airdate.listings.demonstration import is_loaded, load
from airdate.listings.flags import Flag, Group
from airdate.listings.models import Broadcast, Channel, Lineup

DAY = date(2031, 3, 10)
WEEKS = timedelta(days=demo_guide.BEFORE + demo_guide.AFTER)


@pytest.fixture(scope="module")
def root() -> Any:
    return etree.fromstring("".join(demo_guide.guide(DAY)).encode())


def programmes(root: Any, channel: str, day: date) -> list[tuple[str, str]]:
    """Time and title of what a channel shows on a day of the clock."""
    return [
        (found.get("start")[8:12], found.findtext("title"))
        for found in root.iter("programme")
        if found.get("channel") == channel and found.get("start").startswith(f"{day:%Y%m%d}")
    ]


def test_the_same_day_gives_the_same_guide() -> None:
    assert list(demo_guide.guide(DAY)) == list(demo_guide.guide(DAY))
    assert list(demo_guide.guide(DAY)) != list(demo_guide.guide(DAY + timedelta(days=1)))


def test_three_weeks_of_25_channels_without_overlaps(root: Any) -> None:
    assert (len(root.findall("channel")), WEEKS.days) == (25, 21)
    ends: dict[str, datetime] = {}
    for found in root.iter("programme"):
        start, stop = (datetime.strptime(found.get(name), "%Y%m%d%H%M%S %z") for name in ("start", "stop"))
        assert start < stop
        assert ends.get(found.get("channel"), start) <= start
        ends[found.get("channel")] = stop
    assert len(ends) == 25


@pytest.mark.parametrize("day", [date(2031, 3, 26), date(2031, 10, 24), date(2032, 2, 27), date(2030, 12, 30)])
def test_any_day_will_do(day: date) -> None:
    """Around changes of the clocks, a leap day and the turn of a year."""
    root = etree.fromstring("".join(demo_guide.guide(day)).encode())
    starts = Counter((found.get("channel"), found.get("start")) for found in root.iter("programme"))
    assert [start for start, count in starts.items() if count > 1] == []


def test_it_shows_what_the_articles_announce(root: Any) -> None:
    harbour = {n: programmes(root, "harbour-one.uk", DAY + timedelta(days=n)) for n in range(1, 5)}
    assert {("1930", "Glasshouse Row"), ("2100", "Cold Ferry")} <= set(harbour[1])
    assert {("2000", "The Allotment Year"), ("2100", "The Long Way to Uist")} <= set(harbour[2])
    assert {("1930", "Glasshouse Row"), ("2100", "Cold Ferry")} <= set(harbour[3])
    assert ("2000", "Pipe Down") in harbour[4]
    assert "The Salt Road" not in {found.findtext("title") for found in root.iter("programme")}  # it comes later


@pytest.mark.django_db
def test_it_comes_in_as_every_guide_does() -> None:
    assert len(list(load_articles(DAY))) == 51
    assert not is_loaded(DAY)
    counts = load(DAY).counts
    assert (counts.channels_new, counts.skipped, counts.mended) == (25, {}, {})
    assert counts.added == Broadcast.objects.count() > 9000
    assert is_loaded(DAY)
    assert load(DAY).was_in
    assert Counter(Channel.objects.values_list("country", flat=True)) == {"GB": 14, "IE": 5, "US": 6}
    assert {lineup.slug: lineup.places.count() for lineup in Lineup.objects.all()} == {"gb": 16, "ie": 13, "us": 10}
    assert set(Broadcast.objects.values_list("group", flat=True)) == set(Group)
    flags = 0
    for found in Broadcast.objects.values_list("flags", flat=True).distinct():
        flags |= found
    said = Flag.NEW | Flag.PREMIERE | Flag.LAST_CHANCE | Flag.REPEAT | Flag.FINALE | Flag.SUBTITLES
    assert Flag(flags) == said | Flag.AUDIO_DESCRIPTION | Flag.SIGNED | Flag.FILM | Flag.LIVE
    linked = set(Broadcast.objects.filter(work__isnull=False).values_list("work__name", flat=True))
    assert {"Cold Ferry", "Glasshouse Row", "Pipe Down", "The Heron Papers"} <= linked
    evening = datetime.combine(DAY, datetime.min.time(), UTC) + timedelta(hours=18)
    for lineup in Lineup.objects.all():
        assert len(picking.picks(lineup, evening, evening + timedelta(hours=8), limit=24)) >= 8, lineup.slug
