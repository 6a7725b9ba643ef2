"""Now and next, tonight's picks, the search, a channel's day and a programme."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import Title
from airdate.facts.actions import weigh_all
from airdate.listings.flags import Flag, Group
from airdate.listings.models import Broadcast
from factories import NOW, say
from factories.airings import air, an_evening, make_channel, make_lineup
from guide.seen import links, rows, seen

pytestmark = pytest.mark.django_db
AT = datetime(2031, 3, 10, 20, 42, tzinfo=UTC)
EVIL = '<script>alert("x")</script>&<img src=x onerror=alert(1)>\'"'


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT


def test_now_and_next(client: Client) -> None:
    an_evening()
    page = client.get("/tv/now/")
    assert seen(page, "h1") == ["On now, at 20:42"]
    assert rows(page, ".strip", ".strip__channel", ".strip__title", ".strip__time", ".strip__next") == [
        ("1 Harbour One", "Fault Lines", "20:00–21:00, 18 minutes left", "21:00 The Night Ferryman New"),
        ("2 Harbour Two", "Pipe Down Last in series", "20:30–22:00, 1 hour 18 minutes left", "22:30 The Desk Live"),
        (
            "3 Lantern Film",
            "The Lighthouse Sisters",
            "18:50–21:00, 18 minutes left",
            "21:00 A Winter in Bruma Premiere",
        ),
    ]
    bar = LexborHTMLParser(page.content.decode()).css_first("progress")
    assert (bar.attributes["max"], bar.attributes["value"]) == ("60", "42")


def test_now_and_next_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airdate.guide.tv.pages.CHANNELS", 2)
    an_evening()
    first, second = client.get("/tv/now/"), client.get("/tv/now/?page=2")
    assert (len(seen(first, ".strip")), links(first, ".tv-foot a")) == (2, ["?page=2"])
    assert (len(seen(second, ".strip")), links(second, ".tv-foot a")) == (1, ["?page=1"])
    assert seen(client.get("/tv/now/?genre=music"), ".empty") == ["Nothing that is on now fits. Show everything"]


def test_where_nothing_is_on_it_says_so(client: Client) -> None:
    make_lineup("United Kingdom", [make_channel("Paddle")])
    assert rows(client.get("/tv/now/"), ".strip", ".strip__now", ".strip__next") == [("Nothing listed", "")]


def test_tonights_picks_by_what_the_listings_say(client: Client) -> None:
    an_evening()
    page = client.get("/tv/tonight/")
    assert seen(page, "h1") == ["Tonight, Monday 10 March"]
    assert seen(page, ".tops time, .tops h2, .tops .lead, .tops .small") == [
        "21:00", "The Night Ferryman", "Last Boat. A passenger pays with a dead man's coin.", "With Conrad Yeo",
    ]  # fmt: skip
    assert rows(page, ".reel li", "h3", "time", ".stars .visually-hidden") == [
        ("A Winter in Bruma", "21:00", "5 of 5 stars"), ("The Lighthouse Sisters", "18:50", "4 of 5 stars"),
    ]  # fmt: skip
    assert rows(page, "[aria-labelledby=ending] .pick", "h3") == [("Pipe Down",)]
    assert seen(page, "[aria-labelledby=starting]") == []


def test_another_evening_has_its_own_picks(client: Client) -> None:
    (one, *_) = an_evening()
    air(one, "23:30", 90, "The Second Violin", day=date(2031, 3, 12), flags=Flag.FILM, group=Group.FILM)
    page = client.get("/tv/tonight/?day=2031-03-12")
    assert (seen(page, "h1"), seen(page, ".tops h2")) == (["Wednesday 12 March"], ["The Second Violin"])
    nothing = client.get("/tv/tonight/?day=2031-03-13")
    assert seen(nothing, ".empty")[0].startswith("The listings of this evening mark nothing as new")


def test_the_search_finds_what_is_still_to_come(client: Client) -> None:
    (one, *_) = an_evening()
    air(one, "00:30", 30, "The Night Ferryman", day=date(2031, 3, 11), flags=Flag.REPEAT)
    page = client.get("/tv/search/?q=NIGHT ferry")
    assert rows(page, ".section", "h2", ".placed__when", ".placed__what", ".placed__where") == [
        ("Today", "21:00", "The Night Ferryman New Last Boat", "Harbour One"),
        ("Tomorrow", "00:30", "The Night Ferryman", "Harbour One"),
    ]
    assert seen(client.get("/tv/search/?q=xyzzy"), ".empty") == [
        "Nothing to come is called “xyzzy”. A part of the name is enough; accents and capitals do not matter."
    ]
    assert seen(client.get("/tv/search/"), ".empty")[0].startswith("A part of a name is enough")


@pytest.mark.parametrize("query", ["%00", "%", "_", "'", "a" * 5000, "%F0%9F%92%A9", "<script>"])
def test_any_search_has_an_answer(client: Client, query: str) -> None:
    an_evening()
    page = client.get(f"/tv/search/?q={query}")
    assert page.status_code == 200
    assert LexborHTMLParser(page.content.decode()).css("main script") == []


def test_a_channel_shows_its_broadcast_day(client: Client) -> None:
    an_evening()
    page = client.get("/tv/channels/harbour-one/")
    assert rows(page, ".press__channel", "h2", ".line time", ".line a") == [
        (
            "Evening",
            "19:30 20:00 21:00 22:00 22:10",
            "Glasshouse Row Fault Lines The Night Ferryman Tide Tables Harbour through the Night",
        )
    ]
    assert seen(page, ".tv-note") == ["Europe/London time. Its day begins at 05:00."]
    assert links(page, ".days a")[1] == "?day=2031-03-11"
    assert seen(page, ".names a") == ["Harbour Two", "Lantern Film"]
    assert seen(client.get("/tv/channels/harbour-one/?day=2031-03-20"), ".empty") == [
        "Harbour One has no listings for Thursday 20 March yet."
    ]
    assert client.get("/tv/channels/nowhere/").status_code == 404


def test_a_channel_elsewhere_goes_by_its_own_clock(client: Client) -> None:
    channel = make_channel("Continental", zone="America/New_York", country="US")
    air(channel, "20:00", 60, "Precinct Nine", day=date(2031, 3, 10))
    page = client.get("/tv/channels/continental/")
    assert (seen(page, ".line time"), seen(page, ".tv-note")) == (
        ["20:00"], ["America/New_York time. Its day begins at 05:00."],
    )  # fmt: skip
    there = client.get("/tv/channels/continental/?zone=Europe/London")
    assert seen(there, ".line time") == ["00:00"]


def test_a_programme_tells_what_the_listings_say(client: Client) -> None:
    (one, two, _) = an_evening()
    air(two, "22:00", 60, "The Night Ferryman", day=date(2031, 3, 12), sub_title="Last Boat", flags=Flag.REPEAT)
    abroad = make_channel("Atlantic", zone="Europe/Dublin", country="IE")
    air(abroad, "22:00", 60, "The Night Ferryman", day=date(2031, 3, 11))
    shown = Broadcast.objects.get(channel=one, title="The Night Ferryman")
    page = client.get(f"/tv/programmes/{shown.pk}/")
    assert seen(page, "h1") == ["The Night Ferryman"]
    assert seen(page, ".about__when") == ["Monday 10 March 21:00– to 22:00"]
    told = ".about__where, .about__episode, .about .lead, .about__access, .about__people dt, .about__people dd"
    assert seen(page, told) == [
        "Harbour One, 1 hour", "Last Boat Season 1, episode 1", "A passenger pays with a dead man's coin.",
        "S subtitles", "With", "Conrad Yeo as Amos", "Directed by", "Dara Monk",
    ]  # fmt: skip
    # Only what the viewer's line-up has.
    assert rows(page, ".placed li", ".placed__when", ".placed__what", ".placed__where") == [
        ("Wednesday 12 March 22:00", "Last Boat", "Harbour Two")
    ]
    panel = client.get(f"/tv/programmes/{shown.pk}/?panel=1")
    assert seen(panel, ".about") == seen(page, ".about")
    assert b"<html" not in panel.content
    assert LexborHTMLParser(page.content.decode()).css(".about .poster") != []


def test_where_else_to_watch_it(client: Client) -> None:
    say(
        {"kind": "availability", "title": "The Heron Papers", "platform": ["Lantern+"], "terms": "subscription"},
        {"kind": "price", "provider": "Lantern+", "money": {"amount": 7.99, "currency": "GBP"}, "period": "month"},
    )
    weigh_all(now=NOW)
    work = Title.objects.get(name="The Heron Papers")
    channel = make_channel("Meridian")
    shown = air(channel, "21:00", 60, "The Heron Papers", group=Group.DRAMA, work=work)
    other = air(channel, "22:00", 60, "Meridian News")
    page = client.get(f"/tv/programmes/{shown.pk}/")
    assert seen(page, "[aria-labelledby=else] b a") == ["Lantern+"]
    assert links(page, "[aria-labelledby=else] p:last-child a") == ["/titles/the-heron-papers/"]
    assert seen(client.get(f"/tv/programmes/{other.pk}/"), "[aria-labelledby=else]") == []
    become = Title.objects.create(slug="heron", name="Heron", folded="heron")
    Title.objects.filter(pk=work.pk).update(merged_into=become)
    merged = client.get(f"/tv/programmes/{shown.pk}/")
    assert links(merged, "[aria-labelledby=else] p:last-child a") == ["/titles/heron/"]


@pytest.mark.parametrize("pk", ["0", "999999", "99999999999999999999999999"])
def test_a_programme_that_is_gone(client: Client, pk: str) -> None:
    page = client.get(f"/tv/programmes/{pk}/")
    assert (page.status_code, seen(page, ".lead")) == (404, ["This broadcast is not in the listings any more."])


def test_what_is_not_known_is_not_made_up(client: Client) -> None:
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    bare = air(channel, "21:00", None, "Untitled Programme")
    page = client.get(f"/tv/programmes/{bare.pk}/")
    assert seen(page, ".about__when, .about__where, .about__tags, .about__text > .quiet") == [
        "Monday 10 March 21:00", "Harbour One", "The listings say no more about it.",
    ]  # fmt: skip


def test_nothing_in_listings_becomes_markup(client: Client) -> None:
    channel = make_channel(EVIL[:60])
    type(channel).objects.filter(pk=channel.pk).update(slug="evil")
    make_lineup(EVIL[:50], [channel])
    one = air(
        channel, "20:30", 60, EVIL, sub_title=EVIL, description=EVIL, flags=Flag.FILM | Flag.PREMIERE, group=Group.FILM,
        details={"credits": [["actor", EVIL, EVIL], [EVIL, EVIL]], "categories": [[EVIL, "en"], [EVIL, "en"]],
                 "stars": [["", "<b>/5"]]},
    )  # fmt: skip
    addresses = ["/tv/", "/tv/?view=list", "/tv/now/", "/tv/tonight/", "/tv/search/?q=alert", "/tv/channels/evil/"]
    addresses += [f"/tv/programmes/{one.pk}/", f"/tv/programmes/{one.pk}/?panel=1", "/tv/rows/?from=900&to=1080"]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = LexborHTMLParser(answer.content.decode())
        assert [node.html for node in page.css("main script, body > script, img, [onerror]")] == [], address


def test_half_past_midnight_is_still_tonight(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    an_evening()
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(hours=4))
    assert seen(client.get("/tv/tonight/"), ".tops h2") == ["The Night Ferryman"]
    assert rows(client.get("/tv/now/"), ".strip", ".strip__title")[0] == ("Harbour through the Night",)
