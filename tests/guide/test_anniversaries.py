"""On this day: what began and ended, as far as the day is known."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from airdate.facts.actions import weigh_all
from airdate.facts.pages import Named
from airdate.guide.anniversaries import ahead, anniversaries
from factories import NOW, say
from guide.seen import DAY, links, rows, seen
from guide.told import TODAY, coming, release

QUAY = Named("The Quay", "the-quay")


@pytest.mark.parametrize(
    ("day", "events", "expected"),
    [
        ("2021-03-10", "premiere", [("2031-03-10", 10)]),
        ("2021-03-11", "finale", [("2031-03-11", 10)]),
        ("2021-03-09", "premiere", [("2032-03-09", 11)]),
        ("2024-02-29", "premiere", [("2032-02-29", 8)]),
        # No day, no anniversary.
        ("2021-03", "premiere", []),
        ("2021-03-10~", "premiere", []),
        ("2021", "premiere", []),
        ("2021-03-10", "episode", []),
        ("2021-03-10", "added", []),
        ("2031-03-10", "premiere", []),
        ("2031-05-01", "premiere", []),
    ],
)
def test_a_titles_next_anniversaries(day: str, events: str, expected: list[tuple[str, int]]) -> None:
    made = ahead(QUAY, [release(day, event=events)], TODAY)
    assert [(each.day.isoformat(), each.years) for each in made] == expected


def test_the_29th_of_february_is_kept_on_the_28th_where_there_is_none() -> None:
    (made,) = ahead(QUAY, [release("2024-02-29")], date(2031, 1, 1))
    assert (made.day, made.years) == (date(2031, 2, 28), 7)


def test_a_rumour_and_a_denial_have_no_anniversary() -> None:
    said = [release("2021-03-12", status=status) for status in ("rumoured", "denied", "unknown")]
    assert ahead(QUAY, said, TODAY) == []


def test_one_release_in_several_places_is_one_anniversary() -> None:
    found = [coming("2021-03-10", place=place, season=1) for place in ("Harbour One", "Harbour Player")]
    (made,) = anniversaries([*found, coming("2021-03-10~", season=2)], TODAY)
    assert (made.words, [place.name for place in made.places]) == ("10 years ago", ["Harbour One", "Harbour Player"])


def tell() -> None:
    """Releases on 10 March of many years, and beside it."""
    on = {"kind": "release", "platform": ["Lantern+"]}
    say(
        {**on, "title": "The Quay", "season": 1, "date": "2011-03-10"},
        {**on, "title": "The Quay", "season": 9, "date": "2021-03-10", "event": "finale"},
        {**on, "title": "The Mill", "date": "2011-03-10", "platform": ["Lantern+", "Harbour One"]},
        {**on, "title": "The Weir", "date": "2011-03-11"},
        {**on, "title": "The Lock", "date": "2011-03"},
        {**on, "title": "The Sluice", "date": "2011-03-10", "status": "rumoured"},
        {**on, "title": "The Ford", "date": "2011-03-10", "event": "episode"},
        {**on, "title": "The Dam", "date": "2031-03-10"},
        {**on, "title": "The Leap", "date": "2028-02-29"},
        {**on, "title": "The Step", "date": "2029-02-28"},
    )
    weigh_all(now=NOW)


@pytest.mark.django_db
def test_a_day_of_the_year_by_years(client: Client) -> None:
    tell()
    page = client.get("/on-this-day/")
    assert seen(page, "h1") == ["10 March"]
    assert rows(page, ".past-year", "h2", "header span", ".row__title", ".when") == [
        (
            "2011", "20 years ago", "The Mill The Quay",
            "Premiere · Harbour One, Lantern+, Thursday 10 March 2011 why?: The Mill"
            " Season 1 · Lantern+, Thursday 10 March 2011 why?: The Quay",
        ),
        ("2021", "10 years ago", "The Quay", "Season 9, finale · Lantern+, Wednesday 10 March 2021 why?: The Quay"),
    ]  # fmt: skip
    assert links(page, ".steps a") == ["/on-this-day/03-09/", "/on-this-day/03-11/"]
    other = client.get("/on-this-day/03-11/")
    assert (seen(other, "h1"), seen(other, ".past-year .row__title")) == (["11 March"], ["The Weir"])
    assert seen(client.get("/on-this-day/07-01/"), ".empty") == [
        "No premiere and no finale is known for this day. As soon as one of an earlier year is known to the day, it"
        " stands here."
    ]


@pytest.mark.django_db
def test_the_29th_of_february_has_its_page_and_is_remembered_on_the_28th(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell()
    assert seen(client.get("/on-this-day/02-29/"), ".past-year .row__title") == ["The Leap"]
    assert seen(client.get("/on-this-day/02-28/"), ".past-year .row__title") == ["The Step"]
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2031, 2, 28))
    assert seen(client.get("/on-this-day/"), ".past-year .row__title") == ["The Leap", "The Step"]
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2032, 2, 28))
    assert seen(client.get("/on-this-day/"), ".past-year .row__title") == ["The Step"]


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["13-01", "02-30", "00-00", "3-1", "today", "2031-03-10", "1" * 300])
def test_what_is_no_day_of_a_year(client: Client, day: str) -> None:
    page = client.get(f"/on-this-day/{day}/")
    assert (page.status_code, seen(page, ".lead")) == (404, [f"“{day[:40]}” is no day of a year; write it like 11-23."])


@pytest.mark.django_db
def test_a_day_with_much_on_it_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airdate.guide.anniversaries.PAGE", 2)
    monkeypatch.setattr("airdate.guide.frame.PAGE", 2)
    tell()
    first, second = client.get("/on-this-day/"), client.get("/on-this-day/?page=2")
    assert (links(first, ".pages a"), links(second, ".pages a")) == (["?page=2"], ["?page=1"])
    assert client.get("/on-this-day/?page=9").status_code == 404


@pytest.mark.django_db
def test_the_front_page_and_the_title_remember_too(client: Client) -> None:
    tell()
    assert rows(client.get("/"), "[aria-labelledby=past] li", "p:first-child") == [
        ("The Mill, 20 years ago",), ("The Quay, 20 years ago",), ("The Quay, 10 years ago",),
    ]  # fmt: skip
    assert rows(client.get("/titles/the-quay/"), "[aria-labelledby=anniversaries] li", "p:first-child") == [
        ("Today 20 years",), ("Today 10 years",),
    ]  # fmt: skip
    assert DAY == TODAY
