"""`airdate listings export` and the commands around it, as they are typed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from lxml import etree

from airdate.catalogue.models import Title
from airdate.cli.listings import listings
from airdate.listings.flags import Flag, Group
from airdate.listings.m3u import read_playlist
from airdate.listings.models import Broadcast, Guide, ScheduleChange
from factories.airings import air, make_channel, make_guide, make_lineup

pytestmark = pytest.mark.django_db
DTD = etree.DTD(str(Path(__file__).with_name("xmltv.dtd")))
GUIDE = """<?xml version="1.0" encoding="UTF-8"?>
<tv source-info-name="Tide" generator-info-name="made by hand">
<channel id="1.tide"><display-name lang="en">Tide One</display-name><display-name>T1</display-name></channel>
<channel id="2.tide"><display-name>Tide Two</display-name></channel>
<programme start="20310220200000 +0000" stop="20310220210000 +0000" channel="1.tide"><title lang="en">The Lantern House
</title><desc lang="en">A house &amp; a light.</desc><credits><actor role="Rose">Ada Fenn</actor></credits>
<category>Drama</category><episode-num system="xmltv_ns">1.3/8.</episode-num><subtitles type="teletext"/></programme>
<programme start="20310220210000 +0000" channel="1.tide"><title>Open End</title></programme>
<programme start="20310220220000 +0000" stop="20310220223000 +0000" channel="1.tide"><title>News</title></programme>
<programme start="20310220203000" stop="20310220213000" channel="2.tide"><title>A Film</title><category>Film</category>
<premiere>First time</premiere></programme>
<programme start="20310220203000" stop="20310220203000" channel="2.tide"><title>Overlapping</title></programme>
</tv>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(listings, arguments, catch_exceptions=False)


def told(*arguments: str) -> str:
    done = run(*arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.splitlines()[-1].removeprefix("Error: ")


def rows() -> list[tuple[object, ...]]:
    fields = [f.attname for f in Broadcast._meta.concrete_fields if f.attname not in ("id", "guide_id", "row_hash")]
    return list(Broadcast.objects.order_by("channel", "start", "title").values_list(*fields, "channel__slug"))


def test_a_guide_goes_out_and_comes_in_as_it_was(here: Path) -> None:
    (here / "guide.xml").write_text(GUIDE)
    told("import", "guide.xml", "--source", "Tide Listings")
    before = rows()
    assert told("export", "out.xml", "--source", "Tide Listings") == ""
    tree = etree.parse(str(here / "out.xml"))
    assert DTD.validate(tree), DTD.error_log
    assert [each.get("id") for each in tree.findall("channel")] == ["1.tide", "2.tide"]
    assert [name.text for name in tree.findall("channel[1]/display-name")] == ["Tide One", "T1"]
    assert tree.getroot().get("source-info-name") == "Tide"
    again = json.loads(told("import", "out.xml", "--source", "Tide Listings", "--json"))
    assert {key: again[key] for key in ("added", "changed", "removed", "unchanged", "skipped_total")} == {
        "added": 0, "changed": 0, "removed": 0, "unchanged": 5, "skipped_total": 0,
    }  # fmt: skip
    assert rows() == before
    assert ScheduleChange.objects.count() == 0
    assert sorted(path.name for path in here.iterdir() if path.suffix == ".xml") == ["guide.xml", "out.xml"]


def test_a_lineup_goes_out_merged(here: Path) -> None:
    one, two = make_channel("Tide One"), make_channel("Tide Two")
    make_lineup("London", [two, one])
    first, second = make_guide("First"), make_guide("Second")
    Guide.objects.filter(pk=second.pk).update(priority=200)
    for guide, start, title in ((first, "20:00", "One"), (second, "20:30", "Hidden"), (second, "21:00", "Filling")):
        Broadcast.objects.filter(pk=air(one, start, 60, title).pk).update(guide=guide)
    tree = etree.fromstring(told("export", "--lineup", "london").encode())
    assert DTD.validate(tree), DTD.error_log
    assert [each.get("id") for each in tree.findall("channel")] == ["tide-two", "tide-one"]
    assert [each.findtext("title") for each in tree.findall("programme")] == ["One", "Filling"]
    only = etree.fromstring(told("export", "--lineup", "london", "--channel", "tide-two").encode())
    assert [each.get("id") for each in only.findall("channel")] == ["tide-two"]


def test_json_has_all_fields(here: Path) -> None:
    one = make_channel("Tide One", number=1)
    work = Title.objects.create(slug="the-lantern-house", name="The Lantern House", folded="lantern house")
    air(one, "20:00", 60, "The Lantern House", season=2, episode=4, work=work, work_score=0.9, group=Group.DRAMA,
        flags=Flag.NEW | Flag.SUBTITLES, details={"keywords": [["tea", "en"]]})  # fmt: skip
    air(one, "21:00", None, "Open End")
    found = json.loads(told("export", "--format", "json"))
    assert [each["slug"] for each in found["channels"]] == ["tide-one"]
    first, second = ({key: value for key, value in each.items() if key != "id"} for each in found["broadcasts"])
    assert first == {
        "channel": "tide-one", "start": "2031-03-10T20:00:00Z", "stop": "2031-03-10T21:00:00Z", "stop_known": True,
        "day": "2031-03-10", "title": "The Lantern House", "group": "drama", "flags": ["new", "subtitles"],
        "season": 2, "episode": 4, "work": "the-lantern-house", "work_score": 0.9,
        "details": {"keywords": [["tea", "en"]]},
    }  # fmt: skip
    assert (second["title"], second["stop_known"], "stop" in second) == ("Open End", False, False)


def test_a_playlist_goes_out_as_it_came(here: Path) -> None:
    make_channel("Tide One")
    make_channel("Tide Two")
    playlist = (
        '#EXTM3U url-tvg="https://listings.example/guide.xml"\n#EXTINF:-1 tvg-id="1.tide" tvg-chno="101" '
        'tvg-name="Tide One" group-title="News",Tide One\nhttps://streams.example/1\n'
    )
    (here / "in.m3u").write_text(playlist)
    assert told("lineup", "import", "in.m3u", "--name", "London", "--region", "GB").splitlines() == [
        "london: 1 channels", "  its guide: https://listings.example/guide.xml",
    ]  # fmt: skip
    told("export", "out.m3u", "--format", "m3u", "--lineup", "london", "--guide-url",
         "https://listings.example/guide.xml")  # fmt: skip
    assert read_playlist((here / "out.m3u").read_text()) == read_playlist(playlist)
    told("lineup", "make", "Plain", "tide-two=2")
    done = run("export", "--format", "m3u", "--lineup", "plain")
    assert (done.stdout, done.stderr) == ("#EXTM3U\n", "left out: 1, channels without an address\n")


def test_calendars_follow_the_schedule(here: Path) -> None:
    def edition(*shown: tuple[str, str]) -> None:
        programmes = "".join(
            f'<programme start="{at}00 +0000" stop="{int(at) + 100}00 +0000" channel="1.tide">'
            f"<title>{title}</title><sub-title>{title} again</sub-title></programme>"
            for at, title in (("209902200600", "Opening"), *shown, ("209902212200", "Closing"))
        )
        names = '<channel id="1.tide"><display-name>Tide One</display-name></channel>'
        (here / "guide.xml").write_text(f"<tv>{names}{programmes}</tv>")
        told("import", "guide.xml", "--source", "Tide Listings")

    def events(*arguments: str) -> dict[str, tuple[str, int, str, str]]:
        calendar = Calendar.from_ical(told("export", "--format", "ics", *arguments))
        return {
            str(event["uid"]): (str(event["summary"]), event["sequence"], str(event["status"]),
                                f"{event.decoded('dtstart'):%d %H:%M} {event.decoded('dtend'):%H:%M}")
            for event in calendar.walk("VEVENT")
        }  # fmt: skip

    edition(("209902202000", "The Lantern House"), ("209902202100", "News"))
    first = events("--search", "lantern")
    ((uid, event),) = first.items()
    assert event == ("The Lantern House", 0, "CONFIRMED", "20 20:00 21:00")
    edition(("209902202030", "The Lantern House"), ("209902202130", "News"))
    assert events("--search", "lantern") == {uid: ("The Lantern House", 1, "CONFIRMED", "20 20:30 21:30")}
    edition(("209902202130", "News"))
    assert events("--search", "lantern") == {uid: ("The Lantern House", 2, "CANCELLED", "20 20:30 21:30")}
    whole = events("--channel", "tide-one")
    assert len(whole) == 4
    assert whole[uid][2] == "CANCELLED"


def test_a_calendar_of_a_title(here: Path) -> None:
    one = make_channel("Tide One")
    work = Title.objects.create(slug="the-lantern-house", name="The Lantern House", folded="lantern house")
    air(one, "20:00", None, "Lantern House", work=work, season=2, episode=4, sub_title="Rain", description="It rains.")
    air(one, "21:00", 60, "Lantern House")
    calendar = Calendar.from_ical(told("export", "--format", "ics", "--title", work.slug, "--from", "2031-03-01"))
    (event,) = calendar.walk("VEVENT")
    assert (str(event["summary"]), str(event["description"]), str(event["location"])) == (
        "Lantern House (S2E4)", "Rain\nIt rains.", "Tide One",
    )  # fmt: skip
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=30)
    assert calendar["x-wr-calname"] == "The Lantern House"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "--lineup", "x"), "there is no line-up 'x' here; `airdate listings lineup list` prints them"),
        (("export", "--source", "x"), "there is no guide of 'x' here; guides here are of: none"),
        (("export", "--channel", "x"), "--channel 'x' is no channel here; `airdate listings channel list` prints them"),
        (("export", "--title", "x"), "--title 'x' is no title here; its slug is the end of its page's address"),
        (("export", "--title", "x", "--search", "y"), "give one of --source, --title and --search"),
        (("export", "--from", "soon"), "--from 'soon' is no moment; give one such as 2031-02-20T21:00, or now"),
        (("export", "--format", "m3u"),
         "--format m3u needs --lineup SLUG: addresses of channels belong to a line-up"),
        (("export", "missing/out.xml"), "missing/out.xml cannot be written: no such file or directory"),
        (("lineup", "import", "x.m3u", "--name", "X"), "x.m3u cannot be read: no such file or directory"),
        (("lineup", "make", "X", "x"), "there is no channel 'x' here; `airdate listings channel list` prints them"),
        (("priority", "x", "5"), "there is no guide of 'x' here; guides here are of: none"),
        (("follow", "guide.xml"),
         "'guide.xml' is no http address; a file is imported with `airdate listings import`"),
        (("follow", "https://x.example/", "--every", "soon"),
         "--every 'soon' is no time; give one such as 30m, 8h or 1d"),
        (("follow", "https://x.example/", "--every", "5m"),
         "5 minutes: a guide is asked every 15 minutes to every 31 days"),
    ],
)  # fmt: skip
def test_refusals_name_the_value_and_the_way_out(here: Path, arguments: tuple[str, ...], message: str) -> None:
    assert refused(*arguments) == message


def test_a_guide_that_comes_later_finds_channels_by_their_aliases(here: Path) -> None:
    make_channel("Tide Prime")
    make_channel("Tide Two")
    told("channel", "alias", "tide-prime", "Tide 1", "--id", "1")
    (here / "box.m3u").write_text('#EXTM3U\n#EXTINF:-1 tvg-id="2",Tide Two\nhttps://streams.example/2\n')
    told("lineup", "import", "box.m3u", "--name", "Box")
    (here / "guide.xml").write_text(GUIDE.replace("1.tide", "1").replace("2.tide", "2").replace("Tide Two", "T2"))
    told("import", "guide.xml", "--source", "Tide Listings")
    assert told("channel", "list").splitlines() == [
        "tide-prime: Tide Prime; 1 (alias), 1 (Tide Listings)", "tide-two: Tide Two; 2 (alias), 2 (Tide Listings)",
    ]  # fmt: skip


def test_channels_and_lineups_are_listed_and_edited(here: Path) -> None:
    make_channel("Tide One")
    make_channel("Tide 1")
    assert told("channel", "alias", "tide-one", "T1", "--id", "1.tide") == "tide-one: also called T1\n"
    assert told("channel", "alias", "tide-one", "T1", "--id", "1.tide") == "tide-one: was called T1 already\n"
    assert told("channel", "rename", "tide-one", "Tide Prime") == "tide-one: called Tide Prime\n"
    assert told("channel", "list", "prime") == "tide-one: Tide Prime; 1.tide (alias)\n"
    told("lineup", "make", "London", "tide-one=1", "tide-1", "--region", "GB", "--platform", "Antenna")
    assert told("lineup", "list") == "london: London (GB, Antenna), 2 channels\n"
    assert told("lineup", "list", "--region", "us") == ""
    assert told("lineup", "show", "london").splitlines() == ["    1  tide-one: Tide Prime", "    -  tide-1: Tide 1"]
    assert told("channel", "join", "tide-1", "tide-one").startswith("tide-1: 0 broadcasts are tide-one's now")
    assert told("lineup", "remove", "london") == "london: removed\n"
    make_guide("Tide Listings")
    assert told("priority", "Tide Listings", "5") == "Tide Listings: priority 5\n"
    assert told("sources") == "Tide Listings: priority 5, in since never\n"
