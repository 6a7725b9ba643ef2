"""The front page and the page of changes."""

import pytest
from django.test import Client

from factories.evening import tell
from guide.seen import DAY, rows, seen

pytestmark = pytest.mark.django_db


def test_the_agenda_goes_from_days_to_months_to_years(client: Client) -> None:
    tell(DAY, "harbour-week", "leaving-lantern", "nine-lanterns-denial", "orchard")
    page = client.get("/")
    assert seen(page, ".lead-bill .date time, .lead-bill h2, .lead-bill .lead, .kicker") == [
        "Tuesday 11 March", "Next, tomorrow", "Cold Ferry", "Season 2 on Harbour One, 21:00",
    ]  # fmt: skip
    assert seen(page, "[aria-labelledby=coming] h3") == ["March 2031", "April 2031"]
    assert seen(page, "[aria-labelledby=later] h3") == ["April 2031", "Some time in 2031"]
    assert rows(page, ".slot", ".date > :first-child", ".row__title", ".row__what") == [
        ("Tuesday 11 March", "Glasshouse Row", "19:30 New episode on Harbour One"),
        (
            "Wednesday 12 March",
            "The Allotment Year The Long Way to Uist",
            "20:00 New episode on Harbour One 21:00 Premiere on Harbour One",
        ),
        ("Friday 14 March", "Pipe Down", "20:00 Finale on Harbour One"),
        ("Tuesday 18 March", "The Winter Palace Job", "Added on Lantern+"),
        ("Saturday 19 April", "Orchard", "Premiere on Lantern+"),
        ("in April 2031", "Small Hours", "Season 4 on Lantern+"),
        ("in autumn 2031", "Nine Lanterns", "Season 3 on Lantern+"),
    ]
    assert set(seen(page, ".row__sure .mark")) == {"Confirmed"}


def test_what_is_out_already_is_not_coming(client: Client) -> None:
    tell(DAY, "five-returns")
    page = client.get("/")
    assert seen(page, ".slot, .lead-bill") == []
    assert seen(page, "[aria-labelledby=coming] .empty") == [
        "Nothing is coming yet. As soon as an article says that something is, it stands here with its date; add one "
        "with “airdate add”."
    ]


def test_changes_are_drawn_old_and_new(client: Client) -> None:
    tell(DAY, "salt-road-window", "salt-road-day", "salt-road-moved")
    expected = [
        ("The Salt Road", "Saturday 29 March, 21:00", "Saturday 5 April, 21:00", "moved"),
        ("The Salt Road", "March 2031", "Saturday 29 March, 21:00", "more precise"),
    ]
    home = client.get("/")
    # The week is that of the page: what is older stands on the page of changes.
    assert seen(home, "#moved") == ["What moved this week"]
    assert rows(home, "[aria-labelledby=moved] li", "p:first-child a", "del", "ins", ".kind") == expected[:1]
    page = client.get("/changes/")
    assert rows(page, ".dated .lines > li", "p:first-child a", "del", "ins", ".kind") == expected
    assert seen(page, ".dated__day") == ["4 March", "4 February"]


def test_an_empty_guide_says_what_will_appear(client: Client) -> None:
    assert seen(client.get("/"), ".empty") == [
        "Nothing is coming yet. As soon as an article says that something is, it stands here with its date; add one "
        "with “airdate add”.",
        "Nothing has moved. When a date moves, a rumour is confirmed or a plan denied, it is told here.",
        "No article has been read yet.",
    ]
    for address, words in (
        ("/changes/", "Nothing has moved. When a date moves, a rumour is confirmed or a plan denied, it is told here."),
        ("/titles/", "No title yet. Each title that an article tells of stands here by name."),
        ("/services/", "None yet. Each service and channel of which a fact is known stands here."),
        ("/sources/", "No source yet. “airdate add” takes in the first article."),
    ):
        page = client.get(address)
        assert (page.status_code, seen(page, ".empty")) == (200, [words])
