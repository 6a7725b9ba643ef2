"""The page of the search, what the box suggests, and what it makes of hostile questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from airdate.catalogue.models import Title
from airdate.facts.queries import releases
from factories.evening import tell
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(db: None) -> None:
    tell(DAY, "salt-road-day", "pilot-light-date", "lantern-prices", "orchard")


def test_the_page_lists_what_was_meant(client: Client, evening: None) -> None:
    page = client.get("/search/", {"q": "slat raod"})
    assert page.status_code == 200
    assert seen(page, "h1") == ["Search: slat raod"]
    assert rows(page, ".found li", "p:not(.when) a", ".small") == [("The Salt Road", "series")]
    assert links(page, ".found p:not(.when) a") == ["/titles/the-salt-road/"]
    assert rows(page, ".found__poster svg", "text")[0][0].startswith("The Salt Road")
    assert seen(client.get("/search/?q=lantern"), ".found a")[0] == "Lantern+"


def test_a_title_is_told_with_its_next_release_or_else_its_latest(client: Client, evening: None) -> None:
    page = client.get("/search/?q=salt road")
    assert seen(page, ".found .when") == [
        "Premiere on Harbour One, 21:00, Saturday 29 March Confirmed why?: The Salt Road"
    ]
    assert seen(client.get("/search/?q=lantern"), ".found .when") == []  # a service
    salt = Title.objects.get(name="The Salt Road").pk
    (release,) = releases.nearest([salt], DAY).values()
    assert releases.nearest([salt, 0], DAY + timedelta(days=365)) == {salt: release}
    assert releases.nearest([], DAY) == {}


def test_articles_stand_beside(client: Client, evening: None) -> None:
    page = client.get("/search/?q=orchard")
    assert seen(page, "[aria-labelledby=articles] a") != []
    assert all(link.startswith("/documents/") for link in links(page, "[aria-labelledby=articles] a"))


def test_nothing_and_no_question(client: Client, evening: None) -> None:
    assert seen(client.get("/search/?q=zzzz"), ".empty") == [
        "Nothing here is called “zzzz”, and nothing sounds like it."
    ]
    assert seen(client.get("/search/"), "h1") == ["Search"]
    told = seen(client.get("/search/", {"q": "Zzzz (2019)"}), ".empty")
    assert told == ["Nothing here is called “Zzzz (2019)”, and nothing sounds like it. Try Zzzz alone."]


def test_suggestions_are_the_same_answers(client: Client, evening: None) -> None:
    answer = client.get("/search/suggest/?q=pilot lihgt")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["results"] == [
        {"kind": "title", "name": "Pilot Light", "note": "series", "url": "/titles/pilot-light/"}
    ]
    assert client.get("/search/suggest/").json()["results"] == []
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, max-age=60", "noindex")


HOSTILE = ("<script>alert(1)</script>", '" onfocus="x', "\x00", "%00", "' OR 1=1", "{{ 7*7 }}", "a" * 5000, "\u202e")


@pytest.mark.parametrize("question", HOSTILE)
def test_a_hostile_question_is_repeated_as_text(client: Client, evening: None, question: str) -> None:
    for address in ("/search/", "/search/suggest/"):
        answer = client.get(address, {"q": question})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content or answer["Content-Type"] == "application/json"
        assert len(answer.content) < 20_000
    assert client.get("/search/?q=%ff%fe").status_code == 200
    assert client.post("/search/").status_code == 405


def test_every_page_has_the_box(client: Client, evening: None) -> None:
    for address in ("/", "/titles/", "/titles/orchard/", "/nowhere/"):
        assert links(client.get(address), "link[href$='search.css']") == ["/static/look/search.css"]
        assert b'<form class="seek" method="get" action="/search/" role="search"' in client.get(address).content
