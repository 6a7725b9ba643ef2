"""Genres: the tree with what comes next, and the page of a branch with all that is known of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue import genres
from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Genre, Title
from airdate.facts.actions import weigh_all
from factories import NOW, make_source, say
from factories.airings import air, make_channel, make_lineup
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db
AT = datetime(2031, 3, 10, 20, 42, tzinfo=UTC)
BY: dict[str, Any] = {"author": "mo", "reason": "Because.", "now": NOW}


def d(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


@pytest.fixture
def tree(monkeypatch: pytest.MonkeyPatch) -> dict[str, Genre]:
    """Drama with crime below it, comedy, and a genre that no title is of."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    keep_service("Lantern+", kind="streaming", country="GB")
    drama, comedy = (genres.add(name, under=None, **BY) for name in ("Drama", "Comedy"))
    crime, legal = (genres.add(name, under=drama, **BY) for name in ("Crime", "Legal"))
    source = make_source("The Quay Post")
    on = {"platform": ["Lantern+"]}
    say(
        {"kind": "release", "title": "Salt", "date": d(3), **on},
        {"kind": "release", "title": "Noir", "date": "2031-05", **on},
        {"kind": "release", "title": "Jokes", "date": d(5), **on},
        {"kind": "release", "title": "Docks", "date": d(-4), **on},
        {"kind": "availability", "title": "Rope", "terms": "subscription", **on},
        source=source, published=DAY - timedelta(days=20), headline="A season of salt",
    )  # fmt: skip
    say(
        {"kind": "release", "title": "Noir", "date": d(8), "was": "2031-05", **on},
        source=source, published=DAY - timedelta(days=2), headline="Noir comes sooner",
    )  # fmt: skip
    say({"kind": "release", "title": "Jokes", "season": 2, "date": d(60), **on}, source=source, headline="More jokes")
    weigh_all(now=NOW)
    for slug, genre in (("salt", drama), ("noir", crime), ("docks", crime), ("rope", drama), ("jokes", comedy)):
        Title.objects.get(slug=slug).genres.add(genre)
    return {"drama": drama, "comedy": comedy, "crime": crime, "legal": legal}


def test_the_tree_shows_what_comes_next_and_hides_what_nothing_is_of(client: Client, tree: dict[str, Genre]) -> None:
    page = client.get("/genres/")
    assert rows(page, "main .section", "h2", ".branches li", ".lines p:first-child") == [
        ("Comedy", "", "Jokes"), ("Drama", "Crime", "Salt Noir"),
    ]  # fmt: skip
    assert links(page, "h2 a, .branches a") == ["/genres/comedy/", "/genres/drama/", "/genres/crime/"]


def test_a_genre_has_its_branches_with_it(client: Client, tree: dict[str, Genre]) -> None:
    page = client.get("/genres/drama/")
    assert seen(page, "h1, .headline .branches a") == ["Drama", "Crime"]
    assert rows(page, "[aria-labelledby=coming] .slot", ".date > :first-child", ".row__title") == [
        ("Thursday 13 March", "Salt"), ("Tuesday 18 March", "Noir"),
    ]  # fmt: skip
    assert seen(page, "[aria-labelledby=new] .row__title") == ["Docks"]
    assert seen(page, "[aria-labelledby=now] .shelf a:not(.why) > span") == ["Docks", "Rope"]
    assert rows(page, "[aria-labelledby=moved] li", "p:first-child a", "del", "ins") == [
        ("Noir", "May 2031", "Tuesday 18 March")
    ]
    assert seen(page, "[aria-labelledby=news] p:first-child a") == ["Noir comes sooner", "A season of salt"]
    crime = client.get("/genres/crime/")
    assert seen(crime, ".headline nav a") == ["Genres", "Drama"]
    assert seen(crime, "[aria-labelledby=coming] .row__title") == ["Noir"]


def test_its_feeds_and_calendar_are_advertised(client: Client, tree: dict[str, Genre]) -> None:
    page = client.get("/genres/crime/")
    told = links(page, "link[rel=alternate]:not([hreflang])")
    of_it = [address for address in told if "crime" in address]
    assert of_it == [
        "/changes/feed/?genre=crime", "/genres/crime/feed/", "/genres/crime/feed.json", "/genres/crime/calendar.ics",
    ]  # fmt: skip
    assert [client.get(address).status_code for address in of_it] == [200] * 4
    assert links(page, ".take a") == ["/genres/crime/calendar.ics"]
    drama = client.get("/genres/drama/calendar.ics").content.decode()
    assert ("SUMMARY:Noir" in drama, "SUMMARY:Jokes" in drama) == (True, False)


def test_what_is_on_now_and_next_of_titles_that_broadcasts_are_tied_to(client: Client, tree: dict[str, Genre]) -> None:
    one, two = make_channel("Harbour One"), make_channel("Harbour Two")
    make_lineup("United Kingdom", [one, two])
    make_lineup("Ireland", [two], region="IE")
    by_slug = {title.slug: title for title in Title.objects.all()}
    air(one, "20:00", 60, "Noir", work=by_slug["noir"])
    air(one, "21:00", 60, "Salt", work=by_slug["salt"])
    air(two, "20:30", 45, "Jokes", work=by_slug["jokes"])
    air(two, "21:15", 60, "Docks", work=by_slug["docks"])
    assert rows(client.get("/genres/drama/"), "[aria-labelledby=air] li", "p:first-child", ".when") == [
        ("Noir", "Now, until 21:00, Harbour One"), ("Salt", "21:00, Harbour One"), ("Docks", "21:15, Harbour Two"),
    ]  # fmt: skip
    client.get("/tv/?keep=1&lineup=ireland&zone=Europe/Paris")
    assert rows(client.get("/genres/drama/"), "[aria-labelledby=air] li", "p:first-child", ".when") == [
        ("Docks", "22:15, Harbour Two")
    ]
    assert seen(client.get("/genres/legal/"), "[aria-labelledby=air]") == []


def test_a_genre_without_titles_says_what_will_stand_there(client: Client, tree: dict[str, Genre]) -> None:
    page = client.get("/genres/legal/")
    assert (page.status_code, seen(page, ".empty")) == (
        200,
        [
            "Nothing with a date is known to be coming in Legal.",
            "Nobody has said that something of Legal can be streamed here.",
        ],
    )


def test_without_genres_the_page_says_who_makes_them(client: Client) -> None:
    page = client.get("/genres/")
    assert seen(page, ".empty") == [
        "No title has a genre yet. Editors and imported catalogues say what is what; nothing is guessed."
    ]


def test_addresses_outlive_renames_moves_and_merges(client: Client, tree: dict[str, Genre]) -> None:
    genres.rename(tree["crime"], "Thieves and police", **BY)
    genres.move(tree["crime"], None, **BY)
    assert seen(client.get("/genres/crime/"), "h1") == ["Thieves and police"]
    genres.merge(tree["crime"], tree["comedy"], **BY)
    moved = client.get("/genres/crime/")
    assert (moved.status_code, moved["Location"]) == (301, "/genres/comedy/")
    assert "SUMMARY:Noir" in client.get("/genres/crime/calendar.ics").content.decode()
    assert client.get("/changes/?genre=crime").status_code == 200
    assert seen(client.get("/genres/comedy/"), "[aria-labelledby=coming] .row__title") == ["Jokes", "Noir", "Jokes"]


def test_a_genre_that_is_not_here(client: Client) -> None:
    page = client.get("/genres/nothing/")
    assert (page.status_code, seen(page, ".lead")) == (404, ["There is no genre “nothing” here."])


@pytest.mark.parametrize("query", ["region=Britain", "lineup=nowhere", "zone=Mars/Olympus", "region=%00"])
def test_questions_that_cannot_be_read(client: Client, tree: dict[str, Genre], query: str) -> None:
    answer = client.get(f"/genres/drama/?{query}")
    assert answer.status_code == 400
    assert len(seen(answer, ".lead")) == 1


def test_names_of_genres_are_no_markup(client: Client, tree: dict[str, Genre]) -> None:
    Genre.objects.update(name="<script>alert(1)</script>")
    for address in ("/genres/", "/genres/drama/", "/streaming/", "/streaming/?genre=drama", "/changes/"):
        page = client.get(address)
        assert page.status_code == 200
        assert LexborHTMLParser(page.content.decode()).css("script:not([src]), main script") == [], address
