"""Line-ups from playlists and from known channels; aliases, new names, and two channels that are one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from airdate.listings import queries
from airdate.listings.channel_editing import WrongChannel, join, rename
from airdate.listings.lineups import Kept, Place, WrongLineup, add_alias, lineup_from_playlist, make_lineup
from airdate.listings.m3u import Entry
from airdate.listings.models import Broadcast, Channel, ChannelName, Lineup, LineupChannel
from factories.airings import air, make_channel, make_guide

pytestmark = pytest.mark.django_db


def places(lineup: Lineup) -> list[tuple[str, str, str, str]]:
    return list(lineup.places.order_by("position").values_list("channel__slug", "number", "section", "url"))


def keep(*entries: Entry, **also: bool) -> Kept:
    return lineup_from_playlist("London", entries, zone="Europe/London", region="GB", platform="Freeview", **also)


def test_channels_are_known_by_id_then_by_name() -> None:
    one, two, three = (make_channel(f"Tide {name}") for name in ("One", "Two", "Three"))
    ChannelName.objects.create(channel=one, guide=make_guide(), xmltv_id="1.tide.example", name="T1", folded="t1")
    kept = keep(
        Entry("Whatever", "u1", "1.TIDE.example", number="101", section="News"),
        Entry("UK: Tide Two HD", "u2", number="102"),
        Entry("tide-three", "u3", tvg_name="Tide Three [FHD]"),
        Entry("Tide Two +1", "u4"),
        Entry("T1", "u5"),
    )
    assert places(kept.lineup) == [
        ("tide-one", "101", "News", "u1"), ("tide-two", "102", "", "u2"), ("tide-three", "", "", "u3"),
    ]  # fmt: skip
    assert (kept.unknown, kept.doubles, kept.made) == (("Tide Two +1",), ("T1",), 0)
    assert (kept.lineup.region, kept.lineup.platform) == ("GB", "Freeview")
    stations, total = queries.stations(kept.lineup)
    assert ([(each.slug, each.number) for each in stations], total) == (
        [("tide-one", "101"), ("tide-two", "102"), ("tide-three", "")], 3,
    )  # fmt: skip
    assert {two.pk, three.pk} < {each.id for each in stations}


def test_the_same_playlist_writes_nothing_and_another_replaces_it() -> None:
    make_channel("Tide One")
    make_channel("Tide Two")
    entries = [Entry("Tide One", "u1", number="1"), Entry("Tide Two", "u2", number="2")]
    first = keep(*entries)
    before = list(LineupChannel.objects.values_list("pk", flat=True))
    again = keep(*entries)
    assert (first.written, again.written, again.lineup.pk) == (True, False, first.lineup.pk)
    assert list(LineupChannel.objects.values_list("pk", flat=True)) == before
    moved = keep(*entries[::-1])
    assert (moved.written, [slug for slug, *_ in places(moved.lineup)]) == (True, ["tide-two", "tide-one"])


def test_an_id_that_was_learnt_and_a_logo() -> None:
    one = make_channel("Tide One")
    entry = Entry("Tide One", "u1", "tide.one.example", logo="https://logos.example/1.png")
    keep(entry)
    keep(replace(entry, name="T1 by another name"))
    one.refresh_from_db()
    assert one.logo == "https://logos.example/1.png"
    assert list(one.names.values_list("xmltv_id", "name", "guide")) == [("tide.one.example", "Tide One", None)]


def test_unknown_channels_are_made_only_if_asked() -> None:
    with pytest.raises(WrongLineup, match="--add-channels"):
        keep(Entry("Tide One", "u1"))
    kept = keep(Entry("Tide One", "u1", "tide.one"), Entry("Tide One!", "u2"), Entry("Harbour FM", "u3", radio=True),
                add_channels=True)  # fmt: skip
    assert (kept.made, kept.doubles) == (2, ("Tide One!",))
    assert list(Channel.objects.values_list("slug", "kind", "zone").order_by("slug")) == [
        ("harbour-fm", "radio", "Europe/London"), ("tide-one", "tv", "Europe/London"),
    ]  # fmt: skip


def test_a_name_that_several_channels_have_means_none() -> None:
    make_channel("Tide One")
    Channel.objects.create(slug="tide-one-us", name="Tide One", zone="America/New_York")
    with pytest.raises(WrongLineup):
        keep(Entry("Tide One", "u1"))


def test_a_lineup_of_known_channels() -> None:
    one, two = make_channel("Tide One"), make_channel("Tide Two")
    kept = make_lineup("My channels", [Place(two, "1"), Place(one)], platform="Antenna")
    assert (kept.lineup.slug, [slug for slug, *_ in places(kept.lineup)]) == ("my-channels", ["tide-two", "tide-one"])
    with pytest.raises(WrongLineup, match="named twice"):
        make_lineup("My channels", [Place(one), Place(one)])
    with pytest.raises(WrongLineup, match="no channels"):
        make_lineup("My channels", [])


def test_a_new_name_leaves_the_old_one_as_an_alias() -> None:
    one = make_channel("Tide One")
    rename(one, "Tide Prime")
    assert (one.slug, one.name) == ("tide-one", "Tide Prime")
    assert [slug for slug, *_ in places(keep(Entry("TIDE ONE", "u1")).lineup)] == ["tide-one"]
    assert not add_alias(one, "Tide One")
    with pytest.raises(WrongChannel, match="needs a name"):
        rename(one, " ")


def test_two_channels_become_one_and_fill_each_others_gaps() -> None:
    one, other = make_channel("Tide One"), make_channel("Tide 1")
    first, second = make_guide("First Listings"), make_guide("Second Listings")
    for guide, channel in ((first, one), (second, other)):
        ChannelName.objects.create(channel=channel, guide=guide, xmltv_id=f"{guide.pk}.tide", name="x", folded="x")
        type(guide).objects.filter(pk=guide.pk).update(digest="known", priority=guide.pk)
    air(one, "20:00", 60, "The Lantern House")
    Broadcast.objects.update(guide=first)
    late = air(other, "21:00", 60, "Late News")
    early = air(other, "20:30", 30, "Overlapping")
    Broadcast.objects.filter(pk__in=[late.pk, early.pk]).update(guide=second)
    lineup = make_lineup("Both", [Place(other, "7"), Place(one, "1")]).lineup
    assert join(other, one) == 2
    assert places(lineup) == [("tide-one", "1", "", "")]
    assert not Channel.objects.filter(slug="tide-1").exists()
    evening = [dt.datetime.fromtimestamp(early.start + hours * 3600, dt.UTC) for hours in (-2, 4)]
    (row,) = queries.window(lineup, *evening).rows
    assert [showing.title for showing in row.showings] == ["The Lantern House", "Late News"]
    second.refresh_from_db()
    assert second.digest == ""
    with pytest.raises(WrongChannel, match="one channel already"):
        join(one, one)
