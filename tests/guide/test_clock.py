"""Times of releases by the clock of who looks, on each kind of page that shows them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Genre, Title
from airdate.facts.actions import weigh_all
from factories import NOW, say
from guide.seen import seen

pytestmark = pytest.mark.django_db
WHERE = (
    "/", "/titles/the-quay/", "/calendar/", "/calendar/?view=week&at=2031-03-12", "/calendar/?view=list",
    "/streaming/", "/streaming/?show=coming", "/services/harbour-one/", "/genres/drama/", "/people/ada-quill/",
)  # fmt: skip
LONDON = "21:00 in London, on Wednesday 12 March"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A premiere and an addition at nine in the evening in London, as listings have it."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 3, 10, 12, tzinfo=UTC))
    keep_service("Harbour One", kind="channel", country="")
    keep_service("Lantern+", kind="streaming", country="")
    say(
        {"kind": "release", "title": "The Quay", "date": "2031-03-12", "time": "21:00 Europe/London",
         "platform": ["Harbour One"]},
        {"kind": "release", "title": "The Lock", "event": "added", "date": "2031-03-12", "time": "21:00 Europe/London",
         "platform": ["Lantern+"]},
        {"kind": "casting", "title": "The Quay", "actor": "Ada Quill"},
        published="2031-03-01",
    )  # fmt: skip
    weigh_all(now=NOW)
    Title.objects.get(name="The Quay").genres.add(Genre.objects.create(slug="drama", name="Drama"))


def times(client: Client, address: str) -> list[tuple[str, str, str]]:
    """The clock times of a page: shown, title, machine-readable."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = LexborHTMLParser(answer.content.decode())
    found = [node for node in page.css("time.time") if node.attributes.get("title")]
    return sorted({(node.text(), node.attributes["title"] or "", node.attributes["datetime"] or "") for node in found})


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("", "21:00"),  # the site's own
        ("Europe/London", "21:00"),
        ("Europe/Berlin", "22:00"),
        ("America/New_York", "17:00"),
        ("Asia/Tokyo", "Thursday, 06:00"),
        ("Nowhere/Atlantis", "21:00"),
    ],
)
def test_a_time_is_shown_by_the_clock_that_was_chosen(client: Client, zone: str, shown: str) -> None:
    if zone:
        client.cookies["tv-zone"] = zone
    expected = [(shown, LONDON, "2031-03-12T21:00:00+00:00")]
    assert {address: times(client, address) for address in WHERE} == dict.fromkeys(WHERE, expected)


def test_the_day_is_that_of_where_it_was_told_for(client: Client) -> None:
    client.cookies["tv-zone"] = "Asia/Tokyo"
    page = client.get("/")
    assert seen(page, ".lead-bill .date time, .lead-bill .lead") == [
        "Wednesday 12 March", "Premiere on Harbour One, Thursday, 06:00",
    ]  # fmt: skip


def test_the_clock_goes_by_the_habit_of_the_language(client: Client) -> None:
    client.cookies["tv-zone"] = "Asia/Tokyo"
    (found,) = times(client, "/?lang=de")
    assert found[:2] == ("Donnerstag, 06:00", "21:00 in London, am Mittwoch, 12. März")


def test_a_time_without_a_zone_stands_as_it_was_said(client: Client) -> None:
    client.cookies["tv-zone"] = "Asia/Tokyo"
    say(
        {"kind": "release", "title": "The Weir", "date": "2031-03-11", "time": "20:00", "platform": ["Lantern+"]},
        {"kind": "release", "title": "The Mill", "date": "2031-03-11", "time": "20:00 XYZ", "platform": ["Lantern+"]},
        published="2031-03-01",
    )
    weigh_all(now=NOW)
    page = client.get("/calendar/?view=list")
    assert seen(page, "span.time") == ["20:00 XYZ", "20:00"]  # at one time, by name


def test_in_words_the_place_of_the_clock_is_named(client: Client) -> None:
    client.cookies["tv-zone"] = "Asia/Tokyo"
    fact = LexborHTMLParser(client.get("/titles/the-quay/").content.decode()).css_first(".bill__next .why")
    assert fact is not None
    assert seen(client.get(str(fact.attributes["href"])), ".said__what") == [
        "Wednesday 12 March, 21:00 London time Confirmed"
    ]


def test_what_began_earlier_today_does_not_open_the_front_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    say(
        {"kind": "release", "title": "The Dawn", "date": "2031-03-10", "time": "01:00 Europe/London",
         "platform": ["Harbour One"]},
        published="2031-03-01",
    )  # fmt: skip
    weigh_all(now=NOW)
    assert seen(client.get("/"), ".lead-bill h2") == ["The Quay"]
    assert seen(client.get("/"), ".slot .row__title") == ["The Dawn", "The Lock"]
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 3, 10, 0, 30, tzinfo=UTC))
    assert seen(client.get("/"), ".lead-bill h2") == ["The Dawn"]
