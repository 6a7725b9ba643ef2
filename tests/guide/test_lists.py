"""Titles, services, sources and people."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from airdate.facts.actions import weigh_all
from airdate.guide.frame import PAGE
from factories import NOW, make_document, make_source, say
from factories.evening import tell
from guide.seen import DAY, links, rows, seen

POSTER = rb'(?s)<svg class="poster".*?<text x="32" y="568".*?</svg>'
pytestmark = pytest.mark.django_db


def test_titles_stand_by_name_with_posters(client: Client) -> None:
    tell(DAY, "orchard", "salt-road-day")
    page = client.get("/titles/")
    assert links(page, ".shelf a") == ["/titles/orchard/", "/titles/the-salt-road/"]
    assert seen(page, ".shelf a") == ["Orchard", "The Salt Road"]
    # The same title has the same poster on its own page.
    own = re.search(POSTER, client.get("/titles/the-salt-road/").content)
    assert own is not None
    assert re.findall(POSTER, page.content)[1] == own[0]


def test_services_stand_by_kind(client: Client) -> None:
    tell(DAY, "heartstopper", "salt-road-day")
    page = client.get("/services/")
    assert rows(page, "main .section", "h2", "a") == [
        ("Streaming services", "Netflix"),
        ("Channels", "Harbour One"),
        ("Boxes, sticks and bundles", "Sky Glass Virgin Media Stream"),
    ]


def test_a_person_has_parts_works_and_words(client: Client) -> None:
    tell(DAY, "orchard", "glasshouse-row")
    assert rows(client.get("/people/tamsin-greave/"), ".cast > li", ".cast__who", ".cast__as") == [("Orchard", "Pip")]
    page = client.get("/people/brigid-sallow/")
    assert seen(page, ".headline p.in-short") == ["Actor"]
    assert rows(page, ".cast > li", ".cast__who", ".cast__as", ".cast__change") == [
        ("Glasshouse Row", "Maureen Tuck", "leaves")
    ]
    assert rows(page, ".quote", "blockquote", "figcaption") == [
        (
            "You do not get to say goodbye in life as well as they let me say it there",
            "on Glasshouse Row, Screen Ledger, 22 February why?: You do not get to say goodbye in life a…",
        )
    ]
    assert rows(client.get("/people/jo-hartnell/"), ".cast > li", ".cast__who", ".cast__as") == [
        ("Glasshouse Row", "Executive producer")
    ]


def test_sources_nearest_to_the_facts_stand_first(client: Client) -> None:
    tell(DAY, "salt-road-rumour", "salt-road-day", "salt-road-window", "harbour-week", "lantern-prices")
    assert rows(client.get("/sources/"), "tbody tr", "th", ".class", ".number", "td:last-child") == [
        ("Harbour Television press office", "Official", "1", "25 December 2030"),
        ("Screen Ledger", "Trade press", "1", "4 February"),
        ("Harbour Listings", "Listings", "1", "8 March"),
        ("Northern Courier", "General press", "1", "27 February"),
        ("Box Set Diaries", "Fan press", "1", "31 October 2030"),
    ]


def test_long_lists_have_pages(client: Client) -> None:
    source = make_source("The Quay Post")
    for number in range(PAGE + 1):
        make_document(source=source, published=DAY - timedelta(days=number), headline=f"Number {number}")
    first = client.get("/sources/the-quay-post/")
    assert seen(first, ".dated a") == [f"Number {number}" for number in range(PAGE)]
    assert links(first, ".pages a") == ["?page=2"]
    second = client.get("/sources/the-quay-post/?page=2")
    assert (seen(second, ".dated a"), links(second, ".pages a")) == ([f"Number {PAGE}"], ["?page=1"])
    assert seen(second, ".card dd")[-1] == str(PAGE + 1)


def test_titles_and_services_have_pages(client: Client) -> None:
    names = [f"Show {chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(PAGE + 2)]
    for name in names:
        say({"kind": "availability", "title": name, "platform": [f"{name} Box"]})
    weigh_all(now=NOW)
    assert seen(client.get("/titles/?page=2"), ".shelf a") == names[PAGE:]
    assert len(seen(client.get("/services/"), ".names a")) == PAGE
    assert seen(client.get("/services/?page=2"), ".names a") == [f"{name} Box" for name in names[PAGE:]]


@pytest.mark.parametrize("page", ["0", "-1", "two", "1e3", "²", "99999999999999999999", "10001"])
@pytest.mark.parametrize("address", ["/titles/", "/services/", "/changes/"])
def test_a_page_that_no_list_has(client: Client, address: str, page: str) -> None:
    answer = client.get(address, {"page": page})
    assert (answer.status_code, seen(answer, ".lead")) == (404, [f"There is no page “{page}” of this list."])


@pytest.mark.parametrize("address", ["/titles/", "/services/", "/changes/"])
def test_a_page_after_the_last_one(client: Client, address: str) -> None:
    assert client.get(address, {"page": "7"}).status_code == 404
