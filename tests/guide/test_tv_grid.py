"""The sheet, its parts and the list: what they show, what is asked of them, and what they cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.listings.flags import Flag, Group
from airdate.listings.models import Lineup, LineupChannel
from factories.airings import air, an_evening, make_channel, make_lineup
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db
AT = datetime(2031, 3, 10, 20, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT


def classes(response: object, css: str) -> list[str]:
    page = LexborHTMLParser(response.content.decode())  # type: ignore[attr-defined]
    return [node.attributes["class"] or "" for node in page.css(css)]


def test_the_sheet_opens_at_now(client: Client) -> None:
    an_evening()
    page = client.get("/tv/")
    assert seen(page, "h1") == ["Monday 10 March"]
    assert seen(page, ".r__head") == ["1Harbour One", "2Harbour Two", "3Lantern Film"]
    assert rows(page, ".r", ".c__name") == [
        ("Fault Lines The Night Ferryman Tide Tables Harbour through the Night",),
        ("Pipe Down The Desk",),
        ("The Lighthouse Sisters A Winter in Bruma",),
    ]
    assert classes(page, ".tv__sheet") == ["tv__sheet f31 h15 m42 has-now"]
    assert classes(page, ".r:first-child .c") == [
        "c k-news h15 m0 l1 n0 is-on is-cut", "c k-drama h16 m0 l1 n0 is-first", "c k-news h17 m0 l0 n10 is-slim",
        "c k-news h17 m10 l2 n50",
    ]  # fmt: skip
    assert seen(page, ".c--gap") == [
        "Nothing listed, 22:00 to 22:30",
        "Nothing listed, 23:00 to 23:30",
        "Nothing listed, 23:10 to 23:30",
    ]
    assert seen(page, ".flag") == ["New", "Last in series", "Live", "Premiere"]


def test_what_is_heard_is_title_time_length_channel_and_what_is_marked(client: Client) -> None:
    an_evening()
    page = LexborHTMLParser(client.get("/tv/").content.decode())
    heard = [node.attributes["aria-label"] for node in page.css(".c a")]
    assert heard[1] == (
        "The Night Ferryman, Last Boat, 21:00 to 22:00, 1 hour, Harbour One, drama, new, subtitles"
    )  # fmt: skip
    assert heard[5] == "The Desk, from 22:30, end not known, Harbour Two, news, live"
    assert (
        heard[7] == "A Winter in Bruma, 21:00 to 23:10, 2 hours 10 minutes, Lantern Film, film, premiere, sign language"
    )


def test_the_fourteen_days_and_the_times_of_a_day(client: Client) -> None:
    an_evening()
    page = client.get("/tv/?day=2031-03-12&at=21:00&lineup=united-kingdom")
    assert seen(page, ".days a")[:3] == ["Mon10MarToday", "Tue11MarTomorrow", "Wed12MarWednesday 12 March"]
    assert len(seen(page, ".days a")) == 14
    assert links(page, ".days a")[:2] == ["?lineup=united-kingdom", "?lineup=united-kingdom&day=2031-03-11"]
    assert seen(page, ".days [aria-current] .days__figure") == ["12"]
    assert seen(page, ".jumps a") == ["Breakfast", "Midday", "Early evening", "Tonight", "Late"]
    assert links(page, ".jumps a")[3] == "?lineup=united-kingdom&day=2031-03-12&at=20%3A00"
    assert seen(client.get("/tv/"), ".jumps a")[0] == "Now"
    assert links(page, ".tv-foot a") == [
        "?lineup=united-kingdom&day=2031-03-12&at=18%3A00", "?lineup=united-kingdom&day=2031-03-12&at=00%3A00",
    ]  # fmt: skip


def test_after_midnight_it_is_still_the_evening(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    an_evening()
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(hours=4))
    page = client.get("/tv/")
    assert seen(page, "h1") == ["Monday 10 March"]
    assert rows(page, ".r:first-child", ".c__name") == [("Harbour through the Night",)]
    assert seen(page, ".tick--now") == ["00:42"]


def test_a_night_that_is_an_hour_longer_or_shorter(client: Client) -> None:
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    air(channel, "01:30", 30, "The Hour That Is Not", day=date(2031, 3, 29))
    long_night = client.get("/tv/?day=2031-03-29&at=23:00")
    labels = [tick for tick in seen(long_night, ".tick") if tick.endswith("00")]
    assert labels[19:22] == ["00:00", "02:00", "03:00"]
    assert LexborHTMLParser(long_night.content.decode()).css_first(".tv__box").attributes["data-minutes"] == "1380"


def test_another_zone_shows_its_own_clock(client: Client) -> None:
    an_evening()
    page = client.get("/tv/?zone=America/New_York")
    assert seen(page, ".tick--now") == ["16:42"]
    assert seen(page, ".r:first-child .c__meta b") == ["16:00", "17:00", "18:00", "18:10"]
    assert seen(page, ".tv-key p")[0].startswith("Times are those of America/New_York.")


def test_the_zone_is_that_of_the_line_up(client: Client) -> None:
    make_lineup("New York", [make_channel("Continental", zone="America/New_York", country="US")], region="US")
    assert seen(client.get("/tv/?lineup=new-york"), ".tick--now") == ["16:42"]


def test_a_filter_leaves_the_evening_whole_where_something_fits(client: Client) -> None:
    an_evening()
    page = client.get("/tv/?genre=film&genre=drama&with=subtitles")
    assert seen(page, ".is-match .c__name") == ["The Night Ferryman"]
    assert seen(page, ".is-out .c__name") == ["Fault Lines", "Tide Tables", "Harbour through the Night"]
    assert seen(page, ".r__name") == ["Harbour One"]
    assert seen(client.get("/tv/rows/?genre=drama&with=subtitles&from=900&to=1080"), ".r__name") == ["Harbour One"]
    later = client.get("/tv/?genre=drama&with=subtitles&at=06:00")
    assert seen(later, ".r__name") == ["Harbour One"]
    assert seen(later, ".tv-found") == ["Nothing at these hours fits; at other hours of this day something does."]
    assert seen(client.get("/tv/?genre=music"), ".empty") == ["Nothing on this day fits. Show everything"]
    assert seen(client.get("/tv/?genre=music"), ".tv-found") == []
    assert seen(page, ".tv-found") == ["1 programme here fits; the rest stands back."]
    assert seen(client.get("/tv/?with=signed&view=list"), ".line a") == ["A Winter in Bruma"]
    assert seen(client.get("/tv/?with=audio-description&view=list"), ".press h2") == ["2 Harbour Two"]
    nothing = client.get("/tv/?genre=music&view=list")
    assert seen(nothing, ".empty") == ["Nothing in these hours fits. Show everything"]


def test_the_list_has_the_same_content(client: Client) -> None:
    an_evening()
    page = client.get("/tv/?view=list")
    assert rows(page, ".press__channel", "h2", ".line time", ".line a")[0] == (
        "1 Harbour One", "20:00 21:00 22:00 22:10",
        "Fault Lines The Night Ferryman Tide Tables Harbour through the Night",
    )  # fmt: skip
    assert seen(page, ".is-on a") == ["Fault Lines", "Pipe Down", "The Lighthouse Sisters"]


def test_overlaps_stand_below_each_other(client: Client) -> None:
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    air(channel, "21:00", 60, "One Opinion")
    air(channel, "21:30", 60, "Another Opinion")
    page = client.get("/tv/")
    assert classes(page, ".r") == ["r r--2"]
    assert classes(page, ".c:has(a)") == ["c k-other h16 m0 l1 n0", "c k-other h16 m30 l1 n0 lane-1"]


def test_a_part_is_rows_and_nothing_else(client: Client) -> None:
    an_evening()
    part = client.get("/tv/rows/?day=2031-03-10&offset=1&from=930&to=1110")
    assert rows(part, ".r", ".r__name", ".c__name") == [
        ("Harbour Two", "Pipe Down The Desk"), ("Lantern Film", "The Lighthouse Sisters A Winter in Bruma"),
    ]  # fmt: skip
    assert [node.attributes["aria-rowindex"] for node in LexborHTMLParser(part.content.decode()).css(".r")] == [
        "2",
        "3",
    ]
    assert b"<html" not in part.content
    assert (part["X-Robots-Tag"], part["Cache-Control"], part["Vary"]) == (
        "noindex",
        "no-cache",
        "Cookie, Accept-Language, Accept-Encoding",
    )


def test_a_broadcast_has_the_same_place_in_every_part(client: Client) -> None:
    an_evening()
    earlier, later = (client.get(f"/tv/rows/?from={start}&to={start + 180}") for start in (780, 960))
    film = "c k-film h13 m50 l2 n10 is-on is-film"
    assert [film in classes(part, ".c") for part in (earlier, later)] == [True, False]
    night = [classes(client.get(f"/tv/rows/?from={start}&to={start + 60}"), ".c.k-news")[-1] for start in (1050, 1110)]
    assert night == ["c k-news h17 m30 l0 n30 is-open", "c k-news h17 m10 l2 n50 is-cut"]


def test_channels_by_name_in_the_order_asked_for(client: Client) -> None:
    an_evening()
    part = client.get("/tv/rows/?channels=lantern-film,harbour-one,nowhere&from=900&to=1080")
    assert seen(part, ".r__name") == ["Lantern Film", "Harbour One"]
    assert seen(client.get("/tv/rows/?channels=&from=900&to=1080"), ".r__name") == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("day=soon", "“soon” is not a day; write it like 2026-11-23."),
        ("day=1900-01-01", "1900-01-01 is too far off for listings; choose a day near today."),
        ("at=25:99", "“25:99” is not a time; write it like 20:00."),
        ("lineup=mars", "There is no line-up “mars”; there are united-kingdom."),
        ("zone=Europe/Atlantis", "“Europe/Atlantis” is no time zone; write it like Europe/Dublin."),
        ("zone=../../etc/passwd", "“../../etc/passwd” is no time zone; write it like Europe/Dublin."),
        ("with=smell", "Listings do not tell “smell”; they tell subtitles, audio-description, signed."),
        ("page=0", "There is no page “0” of the channels."),
        ("genre=<script>", "There is no genre “<script>” in the listings; there are film, drama, comedy, news, sport, "
         "children, documentary, entertainment, music, lifestyle, education, other."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_way_out(client: Client, query: str, told: str) -> None:
    an_evening()
    for address in ("/tv/", "/tv/now/", "/tv/tonight/", "/tv/search/"):
        page = client.get(f"{address}?{query}")
        assert (page.status_code, seen(page, ".lead")) == (400, [told]), address
    part = client.get(f"/tv/rows/?from=0&to=60&{query}")
    assert (part.status_code, part.content.decode()) == (400, told)


@pytest.mark.parametrize(
    "query", ["from=0", "from=60&to=60", "from=-1&to=60", "from=0&to=9999", "from=x&to=1", "from=0&to=500"]
)
def test_a_part_of_impossible_minutes(client: Client, query: str) -> None:
    an_evening()
    assert client.get(f"/tv/rows/?{query}").status_code == 400


def test_a_choice_is_kept_in_a_cookie_and_only_a_choice(client: Client) -> None:
    an_evening()
    make_lineup("Ireland", [make_channel("Liffeyside One", zone="Europe/Dublin", country="IE")], region="IE")
    assert client.get("/tv/?lineup=ireland").cookies == {}
    chosen = client.get("/tv/?keep=1&lineup=ireland&zone=Europe/Paris")
    assert (chosen.status_code, chosen["Location"]) == (302, "/tv/?lineup=ireland&zone=Europe%2FParis")
    assert {name: morsel.value for name, morsel in chosen.cookies.items()} == {
        "tv-lineup": "ireland", "tv-zone": "Europe/Paris",
    }  # fmt: skip
    page = client.get("/tv/")
    assert (seen(page, ".r__name"), seen(page, ".tick--now")) == (["Liffeyside One"], ["21:42"])
    client.get("/tv/?keep=1&zone=")
    assert seen(client.get("/tv/"), ".tick--now") == ["20:42"]


def test_without_listings_it_says_what_will_stand_there(client: Client) -> None:
    for address in ("/tv/", "/tv/?view=list", "/tv/now/"):
        assert seen(client.get(address), ".empty")[0].startswith("There are no listings yet."), address


def test_a_page_of_many_channels_has_a_next_one(client: Client) -> None:
    channels = [make_channel(f"Channel {number:02}") for number in range(27)]
    make_lineup("United Kingdom", channels)
    first, second = client.get("/tv/"), client.get("/tv/?page=2")
    assert seen(first, ".tv-foot .quiet") == ["Channels 1 to 25 of 27"]
    assert seen(first, ".tv-foot a")[-1] == "More channels"
    assert seen(second, ".r__name") == ["Channel 25", "Channel 26"]
    assert [node.attributes["aria-rowindex"] for node in LexborHTMLParser(second.content.decode()).css(".r")] == [
        "26",
        "27",
    ]


PAGES = (
    "/tv/", "/tv/?view=list", "/tv/rows/?from=900&to=1080", "/tv/now/", "/tv/tonight/", "/tv/search/?q=opinion",
    "/tv/channels/channel-0/", "programme",
)  # fmt: skip


def test_no_page_asks_more_of_the_database_at_three_rows_than_at_one(client: Client) -> None:
    lineup = Lineup.objects.create(slug="uk", name="UK", region="GB")
    counted: dict[int, dict[str, int]] = {}
    for total in (1, 3):
        for number in range(LineupChannel.objects.count(), total):
            channel = make_channel(f"Channel {number}")
            LineupChannel.objects.create(lineup=lineup, channel=channel, position=number)
            for hour in range(18, 18 + total):
                air(channel, f"{hour}:00", 60, f"Opinion {hour}", flags=Flag.PREMIERE, group=Group.DRAMA)
            one = air(channel, "22:00", None, "Opinion", flags=Flag.FILM, group=Group.FILM)
        counted[total] = {}
        for page in PAGES:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"/tv/programmes/{one.pk}/" if page == "programme" else page)
            assert answer.status_code == 200, page
            counted[total][page] = len(queries)
    assert counted[3] == counted[1]
    assert max(counted[1].values()) <= 14


def test_the_pages_obey_the_policy_and_are_light(client: Client) -> None:
    channels = [make_channel(f"Channel {number:02}") for number in range(25)]
    make_lineup("United Kingdom", channels)
    for channel in channels:
        for hour in range(20, 24):
            air(channel, f"{hour}:00", 60, "A Programme with a Name", group=Group.DRAMA, flags=Flag.SUBTITLES)
    answer = client.get("/tv/?at=20:00")
    page = LexborHTMLParser(answer.content.decode())
    assert page.css("[style], style") == []
    assert [node.text() for node in page.css("script")] == [""] * len(page.css("script[type=module][src^='/static/']"))
    assert len(page.css("script[src='/static/guide/tv.js']")) == 1
    assert [name for node in page.css("*") for name in node.attributes if name.startswith("on")] == []
    assert len(answer.content) < 60_000
    assert DAY.isoformat() == "2031-03-10"


def test_where_nothing_is_listed_it_is_said_with_the_channel(client: Client) -> None:
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    air(channel, "21:00", 60, "The Night Ferryman")
    gaps = LexborHTMLParser(client.get("/tv/").content.decode()).css(".c--gap")
    assert [gap.attributes["aria-label"] for gap in gaps] == [
        "Nothing listed, 20:30 to 21:00, Harbour One", "Nothing listed, 22:00 to 23:30, Harbour One",
    ]  # fmt: skip


def test_channels_of_which_nothing_is_listed_take_no_room_among_all(client: Client) -> None:
    shown, silent = make_channel("Harbour One"), make_channel("Silent One")
    air(shown, "21:00", 60, "The Night Ferryman")
    assert seen(client.get("/tv/"), ".r__name") == ["Harbour One"]
    assert seen(client.get("/tv/now/"), ".strip__channel a") == ["Harbour One"]
    make_lineup("United Kingdom", [silent, shown])  # a line-up stands as it is
    assert seen(client.get("/tv/"), ".r__name") == ["Silent One", "Harbour One"]


def test_an_end_where_it_begins_is_none(client: Client) -> None:
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    short = air(channel, "21:00", 0, "News in Brief")
    air(channel, "21:00", 30, "Fault Lines")
    heard = [
        link.attributes["aria-label"] for link in LexborHTMLParser(client.get("/tv/").content.decode()).css(".c a")
    ]
    assert sorted(str(words) for words in heard) == [
        "Fault Lines, 21:00 to 21:30, 30 minutes, Harbour One", "News in Brief, from 21:00, end not known, Harbour One",
    ]  # fmt: skip
    assert seen(client.get(f"/tv/programmes/{short.pk}/"), ".about__when, .about__where") == [
        "Monday 10 March 21:00", "Harbour One",
    ]  # fmt: skip
