"""Atom and JSON Feed: the same entries in both, permanent ids, whole addresses."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from airdate.catalogue.models import Title
from factories.evening import tell
from syndication.shown import DAY

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PAIRS = (
    ("/changes/feed/", "/changes/feed.json"),
    ("/coming/feed/", "/coming/feed.json"),
    ("/titles/the-salt-road/feed/", "/titles/the-salt-road/feed.json"),
    ("/genres/drama/feed/", "/genres/drama/feed.json"),
)


@pytest.fixture(autouse=True)
def evening(db: None) -> None:
    tell(DAY, "salt-road-window", "salt-road-day", "salt-road-moved", "nine-lanterns-rumour", "nine-lanterns-denial")


@pytest.mark.parametrize(("atom", "json"), PAIRS)
def test_both_forms_have_the_same_entries(client: Client, atom: str, json: str) -> None:
    one, other = client.get(atom), client.get(json)
    assert (one["Content-Type"], other["Content-Type"]) == (
        "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8",
    )  # fmt: skip
    feed = etree.fromstring(one.content)
    told = other.json()
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    assert [e.findtext(f"{ATOM}id") for e in entries] == [item["id"] for item in told["items"]]
    assert [e.findtext(f"{ATOM}title") for e in entries] == [item["title"] for item in told["items"]]
    assert [e.find(f"{ATOM}link").attrib["href"] for e in entries] == [item["url"] for item in told["items"]]
    assert (told["version"], told["feed_url"]) == ("https://jsonfeed.org/version/1.1", f"http://testserver{json}")
    assert len({item["id"] for item in told["items"]}) == len(told["items"])
    assert all(item["url"].startswith("http://testserver/facts/") for item in told["items"])


def test_the_feed_of_a_title_is_about_it_alone(client: Client) -> None:
    items = client.get("/titles/nine-lanterns/feed.json").json()["items"]
    assert {item["title"].split(",")[0].split(":")[0] for item in items} == {"Nine Lanterns"}


def test_what_comes_is_still_to_come_and_stands(client: Client) -> None:
    items = client.get("/coming/feed.json").json()["items"]
    assert {item["title"].split(":")[0] for item in items} == {"The Salt Road"}
    assert all("cancelled" not in item["tags"] for item in items)


def test_what_xml_cannot_hold_is_left_out(client: Client) -> None:
    Title.objects.filter(slug="the-salt-road").update(name="Salt\x0b\ufffe Road\U0001f9c2")
    feed = etree.fromstring(client.get("/titles/the-salt-road/feed/").content)
    assert feed.findtext(f"{ATOM}title") == "Airdate: Salt Road\U0001f9c2"


@pytest.mark.parametrize("address", ["/titles/nowhere/feed/", "/genres/none/feed.json"])
def test_a_feed_of_what_is_not_here(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_pages_say_what_can_be_taken_away(client: Client) -> None:
    page = client.get("/titles/the-salt-road/").content.decode()
    for address in (
        "/calendar.ics", "/titles/the-salt-road/calendar.ics", "/titles/the-salt-road/feed.json",
        "/titles/the-salt-road/feed/", "/changes/feed.json", "/coming/feed/", "/api/openapi.json",
    ):  # fmt: skip
        assert f'href="{address}"' in page, address
    for address in ("/", "/services/harbour-one/", "/search/?q=salt"):
        assert "calendar.ics" in client.get(address).content.decode().split("</head>")[1], address
