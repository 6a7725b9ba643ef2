"""Guides into the site: what is written, what is told, what stays when something goes wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.listings.importing import Link, Publisher, import_guide
from airdate.listings.models import Broadcast, Channel, ChannelName, Guide, Programme, ScheduleChange
from airdate.listings.results import Imported
from airdate.listings.xmltv.elements import Listed
from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.refusals import WrongGuide
from airdate.sources.actions import SourceConflict
from listings.xmltv.guides import CHANNEL, guide, programme

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2031, 2, 20, 6, tzinfo=dt.UTC)
TIDE = Publisher("Tide Listings")


def show(title: str, start: str, stop: str, more: str = "", channel: str = "tide.example") -> str:
    """A programme on 20 February 2031 or, as ``21T09:00``, on another day; times in UTC."""
    first, last = (
        f"203102{text.replace('T', '') if 'T' in text else '20' + text}".replace(":", "") + "00 +0000"
        for text in (start, stop)
    )
    return programme(f"<title>{title}</title>{more}", start=first, stop=last, channel=channel)


def take(folder: Path, content: str, *, days: int = 0, source: Publisher = TIDE, **also: Any) -> Imported:
    path = folder / "guide.xml"
    path.write_text(content, encoding="utf-8")
    return import_guide(
        GuideFile("guide.xml", path), source, now=NOW + dt.timedelta(days=days), zone="Europe/London", **also
    )


def rows() -> list[tuple[Any, ...]]:
    return list(Broadcast.objects.order_by("pk").values_list())


def listed() -> list[str]:
    """What the guide lists, by start."""
    found = Broadcast.objects.order_by("start", "title").values_list("start", "title")
    return [f"{dt.datetime.fromtimestamp(start, dt.UTC):%dT%H:%M} {title}" for start, title in found]


EVENING = (show("News", "18:00", "19:00"), show("The Kettle", "19:00", "20:00"), show("Film", "20:00", "22:00"))


def test_a_guide_goes_in(tmp_path: Path) -> None:
    got = take(tmp_path, guide(*EVENING))
    counts = got.counts
    assert (counts.channels_read, counts.channels_new, counts.programmes_read, counts.added) == (1, 1, 3, 3)
    assert (counts.changed, counts.removed, counts.unchanged, counts.skipped_total) == (0, 0, 0, 0)
    assert listed() == ["20T18:00 News", "20T19:00 The Kettle", "20T20:00 Film"]
    kept = Guide.objects.get()
    assert (kept.source.name, kept.imported_at, kept.failure) == ("Tide Listings", NOW, "")
    assert kept.result["added"] == 3
    channel = Channel.objects.get()
    assert (channel.slug, channel.name, channel.zone) == ("tide-one", "Tide One", "Europe/London")
    assert set(Broadcast.objects.values_list("day", flat=True)) == {dt.date(2031, 2, 20)}


def test_the_same_file_again_writes_nothing(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    before = rows()
    with CaptureQueriesContext(connection) as captured:
        got = take(tmp_path, guide(*EVENING), days=1)
    assert got.was_in
    assert [each["sql"][:6] for each in captured.captured_queries] == ["SELECT"]
    assert rows() == before


def test_the_same_broadcasts_in_another_file_write_no_row(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    before = rows()
    got = take(tmp_path, guide(*reversed(EVENING), head="<!-- made later -->"), days=1)
    assert (got.was_in, got.counts.unchanged, got.counts.added, got.counts.removed) == (False, 3, 0, 0)
    assert rows() == before
    assert take(tmp_path, guide(*EVENING), days=1, again=True).counts.unchanged == 3


def test_changes_of_the_schedule_are_kept_with_their_day(tmp_path: Path) -> None:
    last = show("Last", "21T09:00", "21T10:00")
    take(tmp_path, guide(*EVENING, show("Late", "22:00", "23:00"), last))
    keys = dict(Broadcast.objects.values_list("title", "pk"))
    changed = (
        show("News", "18:00", "19:10"), show("Quiz", "20:00", "22:00"), show("The Kettle", "22:10", "23:10"), last,
        show("Extra", "21T08:00", "21T09:00"),
    )  # fmt: skip
    got = take(tmp_path, guide(*changed), days=1)
    assert got.counts.schedule == {"added": 1, "dropped": 1, "moved": 1, "replaced": 1, "retimed": 1}
    assert (got.counts.added, got.counts.changed, got.counts.removed, got.counts.unchanged) == (2, 2, 2, 1)
    told = [
        (change.kind, (change.before or {}).get("title"), (change.after or {}).get("title"), change.broadcast_id)
        for change in ScheduleChange.objects.order_by("start", "kind")
    ]
    extra, quiz = (Broadcast.objects.get(title=title).pk for title in ("Extra", "Quiz"))
    assert told == [
        ("retimed", "News", "News", keys["News"]), ("moved", "The Kettle", "The Kettle", keys["The Kettle"]),
        ("replaced", "Film", "Quiz", quiz), ("dropped", "Late", None, None), ("added", None, "Extra", extra),
    ]  # fmt: skip
    assert set(ScheduleChange.objects.values_list("known_at", flat=True)) == {NOW + dt.timedelta(days=1)}
    assert Broadcast.objects.get(pk=keys["The Kettle"]).start == int(
        dt.datetime(2031, 2, 20, 22, 10, tzinfo=dt.UTC).timestamp()
    )


def test_passing_time_is_no_change(tmp_path: Path) -> None:
    week = [show(f"Day {day}", f"{day}T20:00", f"{day}T21:00") for day in range(10, 20)]
    take(tmp_path, guide(*week[:7]))
    got = take(tmp_path, guide(*week[3:]), days=3)
    assert (got.counts.schedule, got.counts.added, got.counts.removed, got.counts.passed) == ({}, 3, 0, 3)
    assert len(listed()) == 10
    assert ScheduleChange.objects.count() == 0


def test_what_has_long_been_over_is_forgotten(tmp_path: Path) -> None:
    take(tmp_path, guide(show("Old", "01T20:00", "01T21:00"), show("Older", "02T20:00", "02T21:00")))
    take(tmp_path, guide(show("New", "16T10:00", "16T21:00")))
    assert listed() == ["02T20:00 Older", "16T10:00 New"]


def test_a_shorter_edition_takes_off_its_end_without_a_word(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    got = take(tmp_path, guide(*EVENING[:2]))
    assert (got.counts.removed, got.counts.schedule) == (1, {})
    assert listed() == ["20T18:00 News", "20T19:00 The Kettle"]


def test_a_beginning_that_is_cut_off_is_no_change(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    keys = set(Broadcast.objects.values_list("pk", flat=True))
    got = take(tmp_path, guide(show("News", "18:30", "19:00"), *EVENING[1:]))
    assert (got.counts.schedule, got.counts.changed) == ({}, 1)
    assert set(Broadcast.objects.values_list("pk", flat=True)) == keys


def test_a_corrected_text_is_written_and_is_no_change(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    key = Broadcast.objects.get(title="The Kettle").pk
    got = take(tmp_path, guide(EVENING[0], show("The Kettle", "19:00", "20:00", "<desc>Steam.</desc>"), EVENING[2]))
    assert (got.counts.changed, got.counts.unchanged, got.counts.added, got.counts.schedule) == (1, 2, 0, {})
    assert Broadcast.objects.get(pk=key).description == "Steam."


def test_a_channel_that_is_gone_is_no_hundred_dropped_broadcasts(tmp_path: Path) -> None:
    other = '<channel id="two.example"><display-name>Tide Two</display-name></channel>'
    take(tmp_path, guide(other, *EVENING, show("Quiz", "19:00", "20:00", channel="two.example")))
    got = take(tmp_path, guide(*EVENING))
    assert (got.counts.removed, got.counts.schedule) == (1, {})


def test_doubles_and_overlaps(tmp_path: Path) -> None:
    got = take(tmp_path, guide(EVENING[0], EVENING[0], show("Quiz", "18:00", "19:00"), show("Other", "18:30", "18:30")))
    assert listed() == ["20T18:00 News", "20T18:00 Quiz", "20T18:30 Other"]
    (double,) = got.counts.skipped.items()
    assert double == (
        "listed twice: the same broadcast with the same words", {"count": 1, "lines": [5], "example": "News"},
    )  # fmt: skip
    assert take(tmp_path, guide(EVENING[0], EVENING[0], EVENING[0])).counts.skipped_total == 2


def test_channels_are_found_renamed_and_made(tmp_path: Path) -> None:
    early = show("Early", "17:00", "18:00", channel="late.example")
    take(tmp_path, guide(early, CHANNEL.replace("tide.example", "late.example").replace("One", "Late")))
    assert sorted(Channel.objects.values_list("slug", "name")) == [
        ("tide-late", "Tide Late"),
        ("tide-one", "Tide One"),
    ]
    got = take(tmp_path, guide(early, *EVENING).replace("Tide One", "Tide 1"))
    assert (got.counts.channels_new, got.counts.channels_renamed) == (0, 1)
    renamed = Channel.objects.get(slug="tide-one")
    assert (renamed.name, [name.name for name in renamed.names.all()]) == ("Tide 1", ["Tide 1"])


def test_two_guides_mean_one_channel_by_an_id_like_a_domain(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    take(tmp_path, guide(*EVENING).replace("Tide One", "TIDE 1 HD"), source=Publisher("Harbour Listings"))
    assert Channel.objects.count() == 1
    assert ChannelName.objects.count() == 2
    assert Broadcast.objects.count() == 6


def test_numbers_are_each_guides_own(tmp_path: Path) -> None:
    first = guide(*EVENING).replace("tide.example", "17")
    take(tmp_path, first)
    take(tmp_path, first.replace("Tide One", "Harbour One"), source=Publisher("Harbour Listings"))
    assert sorted(Channel.objects.values_list("name", flat=True)) == ["Harbour One", "Tide One"]
    take(tmp_path, first, source=Publisher("Third Listings"))
    assert Channel.objects.count() == 2


def test_a_channel_that_is_used_before_it_is_declared_has_its_name_in_the_end(tmp_path: Path) -> None:
    far = "\n" * 600_000  # more than two pieces
    take(tmp_path, f"<tv>{EVENING[0]}{far}{EVENING[1]}{far}{CHANNEL}</tv>")
    assert Channel.objects.get().names.get().name == "Tide One"


def test_the_zone_of_a_channel_is_its_countrys(tmp_path: Path) -> None:
    made = "".join(CHANNEL.replace("tide.example", f"Tide.{code}").replace("One", code) for code in ("es", "us", "nz"))
    take(tmp_path, guide(made, *EVENING))
    assert dict(Channel.objects.exclude(country="").values_list("country", "zone")) == {
        "ES": "Europe/Madrid", "US": "Europe/London", "NZ": "Pacific/Auckland",
    }  # fmt: skip


@pytest.mark.parametrize("broken", ["<tv>", "", guide(), guide(programme(start="never")), guide(*EVENING)[:-30]])
def test_a_failed_import_leaves_the_guide_and_says_so(tmp_path: Path, broken: str) -> None:
    take(tmp_path, guide(*EVENING))
    before = rows()
    with pytest.raises(WrongGuide):
        take(tmp_path, broken, days=1)
    kept = Guide.objects.get()
    assert rows() == before
    assert (kept.imported_at, kept.failed_at) == (NOW, NOW + dt.timedelta(days=1))
    assert kept.failure.startswith("guide.xml ")
    take(tmp_path, guide(*EVENING), days=2)
    assert Guide.objects.get().failure == ""


def test_a_first_import_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WrongGuide):
        take(tmp_path, guide(*EVENING)[:-30])
    assert (Guide.objects.count(), Broadcast.objects.count(), Channel.objects.count(), Programme.objects.count()) == (
        0,
    ) * 4


def test_a_source_of_another_class_is_refused(tmp_path: Path) -> None:
    take(tmp_path, guide(*EVENING))
    with pytest.raises(SourceConflict):
        take(tmp_path, guide(EVENING[0]), source=Publisher("Tide Listings", source_class="official"))
    assert Broadcast.objects.count() == 3


class Recorder:
    """A linker that keeps what it is asked, and ties everything to nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.finished: list[tuple[int, list[int]]] = []

    def link(self, rows: Sequence[Listed], channels: Sequence[Channel]) -> Sequence[Link]:
        self.asked += [f"{row.title} on {channel.name}" for row, channel in zip(rows, channels, strict=True)]
        return [(None, None)] * len(rows)

    def finish(self, guide: Guide, above: int, changed: Iterable[int]) -> None:
        self.finished.append((Broadcast.objects.filter(guide=guide, pk__gt=above).count(), list(changed)))


def test_linking_sees_what_is_written(tmp_path: Path) -> None:
    linker = Recorder()
    take(tmp_path, guide(*EVENING), linker=linker)
    assert (linker.asked, linker.finished) == (
        ["News on Tide One", "The Kettle on Tide One", "Film on Tide One"],
        [(3, [])],
    )
    linker = Recorder()
    take(tmp_path, guide(*EVENING[:2], show("Film", "20:00", "22:15"), show("Quiz", "23:00", "23:30")), linker=linker)
    film = Broadcast.objects.get(title="Film").pk
    assert (linker.asked, linker.finished) == (["Film on Tide One", "Quiz on Tide One"], [(1, [film])])


def test_a_table_has_its_indexes_after_a_first_import_and_after_one_that_failed(tmp_path: Path) -> None:
    def indexes() -> set[str]:
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, Broadcast._meta.db_table))

    before = indexes()
    with pytest.raises(WrongGuide):
        take(tmp_path, guide(*EVENING).replace("</tv>", ""))
    assert (indexes(), rows()) == (before, [])
    take(tmp_path, guide(*EVENING))
    assert (indexes(), len(rows())) == (before, 3)
