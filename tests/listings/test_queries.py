from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Title
from airdate.listings import picking, queries
from airdate.listings.flags import Flag
from airdate.listings.models import ChannelName, Lineup, LineupChannel
from listings.made import broadcast, channel, guide, moment

pytestmark = pytest.mark.django_db


def titles(window: queries.Window) -> dict[str, list[str]]:
    return {row.station.name: [showing.title for showing in row.showings] for row in window.rows}


def test_a_window_holds_what_overlaps_it() -> None:
    one, two = channel("Tide One", 1), channel("Tide Two", 2)
    broadcast(one, "2031-02-20 18:00", "2031-02-20 19:00", "Before")
    broadcast(one, "2031-02-20 19:00", "2031-02-20 20:30", "On already")
    broadcast(one, "2031-02-20 20:30", "2031-02-20 21:00", "Inside")
    broadcast(one, "2031-02-20 23:00", "2031-02-20 23:30", "After")
    broadcast(two, "2031-02-20 06:00", "2031-02-21 06:00", "All day long")
    got = queries.window(None, moment("2031-02-20 20:00"), moment("2031-02-20 23:00"))
    assert titles(got) == {"Tide One": ["On already", "Inside"], "Tide Two": ["All day long"]}
    assert (got.total, got.rows[0].showings[0].minutes) == (2, 90)


def test_a_window_follows_the_lineup_and_its_pages() -> None:
    made = [channel(f"Tide {n}") for n in range(5)]
    lineup = Lineup.objects.create(slug="coast", name="Coast")
    for position, each in enumerate(reversed(made)):
        LineupChannel.objects.create(lineup=lineup, channel=each, position=position, number=f"10{position}")
    got = queries.window(lineup, moment("2031-02-20 20:00"), moment("2031-02-20 23:00"), offset=1, limit=2)
    assert [(row.station.name, row.station.number) for row in got.rows] == [("Tide 3", "101"), ("Tide 2", "102")]
    assert got.total == 5
    only = queries.window(
        lineup, moment("2031-02-20 20:00"), moment("2031-02-20 23:00"), channels={made[0].pk, made[4].pk}
    )
    assert [row.station.name for row in only.rows] == ["Tide 4", "Tide 0"]


def test_an_open_end_is_the_next_start() -> None:
    one = channel("Tide One")
    broadcast(one, "2031-02-20 20:00", None, "Open")
    broadcast(one, "2031-02-20 21:15", "2031-02-20 22:00", "Next")
    got = queries.window(None, moment("2031-02-20 20:30"), moment("2031-02-20 21:00")).rows[0].showings
    assert [(each.title, each.minutes, each.stop_known) for each in got] == [("Open", 75, False)]


def test_gaps_are_filled_from_the_next_guide() -> None:
    one = channel("Tide One")
    second = guide("Second Listings", priority=200)
    broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "First")
    broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "Frist", by=second)
    broadcast(one, "2031-02-20 20:30", "2031-02-20 21:30", "Overlapping", by=second)
    broadcast(one, "2031-02-20 21:30", "2031-02-20 22:00", "In the gap", by=second)
    got = queries.window(None, moment("2031-02-20 20:00"), moment("2031-02-20 23:00"))
    assert titles(got) == {"Tide One": ["First", "In the gap"]}


def test_what_is_over_by_then_still_closes_an_open_end() -> None:
    one = channel("Tide One")
    broadcast(one, "2031-02-20 18:00", None, "Open")
    broadcast(one, "2031-02-20 19:00", "2031-02-20 20:00", "Over")
    assert titles(queries.window(None, moment("2031-02-20 21:00"), moment("2031-02-20 22:00"))) == {"Tide One": []}


def test_what_is_over_in_one_guide_still_hides_what_another_has_on() -> None:
    one, first, second = channel("Tide One"), guide(), guide("Second Listings", priority=200)
    for each in (first, second):
        ChannelName.objects.create(channel=one, guide=each, name="Tide One", folded="tide one")
    broadcast(one, "2031-02-20 20:00", "2031-02-20 20:30", "Over")
    broadcast(one, "2031-02-20 20:00", "2031-02-20 22:00", "Hidden", by=second)
    (row,) = queries.now_next(None, moment("2031-02-20 21:00"))
    assert row.now is None


def test_lists_over_channels_leave_out_what_another_guide_hides() -> None:
    one, two = channel("Tide One"), channel("Tide Two")
    second = guide("Second Listings", priority=200)
    broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "The Kettle")
    broadcast(one, "2031-02-20 22:00", None, "Open News")
    for start, stop in (("20:00", "21:00"), ("20:55", "21:20"), ("21:00", "21:30"), ("22:00", "22:30")):
        broadcast(one, f"2031-02-20 {start}", f"2031-02-20 {stop}", "The Kettle", by=second)
    broadcast(two, "2031-02-20 20:00", "2031-02-20 21:00", "The Kettle", by=second)
    found = queries.search("kettle", since=moment("2031-02-20 00:00"))
    told = [f"{each.station.name} {each.showing.start:%H:%M} {each.showing.guide == second.pk}" for each in found]
    assert told == ["Tide One 20:00 False", "Tide Two 20:00 True", "Tide One 21:00 True"]
    again = queries.showings_of(found[0].showing.programme, since=moment("2031-02-20 20:30"))
    assert [f"{each.station.name} {each.showing.start:%H:%M}" for each in again] == ["Tide One 21:00"]


def test_showings_of_a_title_and_of_those_merged_into_it() -> None:
    one = channel("Tide One")
    work = Title.objects.create(slug="the-kettle", name="The Kettle", folded="kettle")
    former = Title.objects.create(slug="kettle", name="Kettle", folded="kettle", merged_into=work)
    broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "The Kettle", work=work)
    broadcast(one, "2031-02-20 21:00", "2031-02-20 22:00", "Kettle", work=former)
    broadcast(one, "2031-02-20 22:00", "2031-02-20 23:00", "The Kettle")
    found = queries.showings_of(work=work, since=moment("2031-02-20 00:00"))
    assert [each.showing.title for each in found] == ["The Kettle", "Kettle"]


def test_now_and_next() -> None:
    one, two = channel("Tide One", 1), channel("Tide Two", 2)
    broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "Now")
    broadcast(one, "2031-02-20 21:00", "2031-02-20 22:00", "Next")
    broadcast(two, "2031-02-20 22:00", "2031-02-20 23:00", "Later")
    got = queries.now_next(None, moment("2031-02-20 20:10"))
    assert [(each.now and each.now.title, each.next and each.next.title) for each in got] == [
        ("Now", "Next"),
        (None, "Later"),
    ]


def test_now_and_next_of_the_channels_that_have_some_of_them_alone() -> None:
    kettle = Title.objects.create(slug="the-kettle", name="The Kettle", folded="kettle")
    on, soon, past, later, ended, long, other = (channel(f"Tide {number}", number) for number in range(7))
    broadcast(on, "2031-02-20 20:00", "2031-02-20 21:00", "Kettle", work=kettle)
    broadcast(on, "2031-02-20 21:00", "2031-02-20 22:00", "News")
    broadcast(soon, "2031-02-20 20:00", "2031-02-20 21:00", "News")
    broadcast(soon, "2031-02-20 21:00", "2031-02-20 22:00", "Kettle", work=kettle)
    broadcast(past, "2031-02-20 19:00", "2031-02-20 20:00", "Kettle", work=kettle)
    broadcast(past, "2031-02-20 20:00", "2031-02-20 21:00", "News")
    broadcast(later, "2031-02-20 20:30", "2031-02-20 21:00", "News")
    broadcast(later, "2031-02-20 21:00", "2031-02-20 22:00", "Kettle", work=kettle)
    broadcast(ended, "2031-02-20 19:00", None, "Kettle", work=kettle)
    broadcast(long, "2031-02-20 06:00", "2031-02-21 06:00", "Kettle", work=kettle)
    broadcast(other, "2031-02-20 20:00", "2031-02-20 21:00", "Kettle")
    at = moment("2031-02-20 20:10")
    got = queries.now_next(None, at, among=Q(work=kettle))
    assert [each.station.name for each in got] == ["Tide 0", "Tide 1", "Tide 4", "Tide 5"]
    every = {each.station.id: each for each in queries.now_next(None, at)}
    assert got == [every[each.station.id] for each in got]
    assert queries.now_next(None, at, among=Q(work=kettle.pk + 1)) == []


def test_a_broadcast_day_runs_from_five_to_five_whatever_the_clock_does() -> None:
    one = channel("Tide One")
    broadcast(one, "2031-03-30 04:30", "2031-03-30 05:00", "Of the day before")
    broadcast(one, "2031-03-30 05:00", "2031-03-30 06:00", "First")
    broadcast(one, "2031-03-31 04:30", "2031-03-31 05:30", "Last")
    broadcast(one, "2031-03-31 05:30", "2031-03-31 06:00", "Of the day after")
    station = queries.station("tide-one")
    assert station is not None
    assert [each.title for each in queries.channel_day(station, dt.date(2031, 3, 30))] == ["First", "Last"]


def test_a_broadcast_with_its_details() -> None:
    one = channel("Tide One")
    pk = broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "The Kettle", details='{"keywords":[["tea","en"]]}')
    whole = queries.broadcast(pk)
    assert (whole.showing.title, whole.station.name) == ("The Kettle", "Tide One")
    assert whole.details == {"keywords": [["tea", "en"]]}
    with pytest.raises(queries.NoSuchBroadcast):
        queries.broadcast(pk + 1)


def test_further_showings_and_search() -> None:
    one, two = channel("Tide One"), channel("Tide Two")
    first = broadcast(one, "2031-02-20 20:00", "2031-02-20 21:00", "The Kettle Returns")
    broadcast(two, "2031-02-21 20:00", "2031-02-21 21:00", "The kettle returns")
    broadcast(two, "2031-02-22 20:00", "2031-02-22 21:00", "Kettle Drums")
    programme = queries.broadcast(first).showing.programme
    found = queries.showings_of(programme, since=moment("2031-02-20 20:30"))
    assert [(each.showing.title, each.station.name) for each in found] == [("The kettle returns", "Tide Two")]
    names = [each.showing.title for each in queries.search("KETTLE", since=moment("2031-02-20 00:00"))]
    assert names == ["The Kettle Returns", "The kettle returns", "Kettle Drums"]
    assert [each.showing.title for each in queries.search("drum kettle", since=moment("2031-02-20 00:00"))] == [
        "Kettle Drums"
    ]
    assert queries.search("  ", since=moment("2031-02-20 00:00")) == []


def test_picks_put_premieres_first_then_films_by_their_stars() -> None:
    one = channel("Tide One")
    broadcast(one, "2031-02-20 18:00", "2031-02-20 19:00", "Plain")
    broadcast(
        one,
        "2031-02-20 19:00",
        "2031-02-20 20:00",
        "Film of two",
        flags=int(Flag.FILM),
        details='{"stars":[["","2/5"]]}',
    )
    broadcast(
        one,
        "2031-02-20 20:00",
        "2031-02-20 21:00",
        "Film of four",
        flags=int(Flag.FILM),
        details='{"stars":[["","4/5"]]}',
    )
    broadcast(one, "2031-02-20 21:00", "2031-02-20 22:00", "A premiere", flags=int(Flag.PREMIERE))
    got = picking.picks(None, moment("2031-02-20 18:00"), moment("2031-02-20 23:00"))
    assert [whole.showing.title for whole in got] == ["A premiere", "Film of four", "Film of two"]


def test_of_a_programme_that_is_shown_twice_the_showing_that_is_worth_more_is_picked() -> None:
    one, two = channel("Tide One"), channel("Tide Two")
    for number, hour in enumerate((20, 19, 21)):
        stars = '{"stars":[["","3/5"]]}' if hour == 21 else "{}"
        broadcast(
            one if number % 2 else two, f"2031-02-20 {hour}:00", f"2031-02-20 {hour}:50", "The Kettle",
            flags=int(Flag.FILM), details=stars,
        )  # fmt: skip
    broadcast(one, "2031-02-20 22:00", "2031-02-20 23:00", "Rope", flags=int(Flag.NEW))
    evening = moment("2031-02-20 18:00"), moment("2031-02-20 23:30")
    got = picking.picks(None, *evening)
    assert [(whole.showing.title, whole.showing.start.hour, whole.station.name) for whole in got] == [
        ("The Kettle", 21, "Tide Two"),
        ("Rope", 22, "Tide One"),
    ]
    assert picking.picks(None, *evening, limit=1) == got[:1]


@pytest.mark.parametrize("read", ["window", "now_next", "picks", "search"])
def test_the_number_of_queries_does_not_grow(read: str) -> None:
    start, stop = moment("2031-02-20 20:00"), moment("2031-02-20 23:00")
    reads = {
        "window": lambda: queries.window(None, start, stop, limit=None),
        "now_next": lambda: queries.now_next(None, start),
        "picks": lambda: picking.picks(None, start, stop),
        "search": lambda: queries.search("kettle", since=start),
    }
    counted = []
    for number in range(3):
        on = channel(f"Tide {number}")
        broadcast(on, "2031-02-20 20:00", "2031-02-20 21:00", f"Kettle {number}", flags=int(Flag.PREMIERE))
        broadcast(on, "2031-02-20 21:00", "2031-02-20 22:00", "Kettle", flags=int(Flag.FILM))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            reads[read]()
        counted.append(len(captured))
    assert counted[0] == counted[2]


def test_channels_on_which_something_fits() -> None:
    one, two, three = channel("Tide One", 1), channel("Tide Two", 2), channel("Tide Three", 3)
    broadcast(one, "2031-02-20 19:00", "2031-02-20 20:30", "On already", group="drama", flags=Flag.FILM)
    broadcast(two, "2031-02-20 21:00", None, "Open", group="drama", flags=Flag.SUBTITLES | Flag.SIGNED)
    broadcast(three, "2031-02-20 19:00", "2031-02-20 20:00", "Over", group="drama")
    broadcast(three, "2031-02-20 23:00", "2031-02-20 23:30", "Later", group="film")
    hours = moment("2031-02-20 20:00"), moment("2031-02-20 23:00")
    assert queries.fitting(None, *hours) == {one.pk, two.pk}
    assert queries.fitting(None, *hours, groups=["drama"]) == {one.pk, two.pk}
    assert queries.fitting(None, *hours, groups=["film", "news"]) == {one.pk}
    assert queries.fitting(None, *hours, groups=["drama"], flags=int(Flag.SUBTITLES | Flag.SIGNED)) == {two.pk}
    assert queries.fitting(None, *hours, flags=int(Flag.AUDIO_DESCRIPTION)) == set()
    lineup = Lineup.objects.create(slug="coast", name="Coast")
    LineupChannel.objects.create(lineup=lineup, channel=two, position=1)
    assert queries.fitting(lineup, *hours) == {two.pk}
