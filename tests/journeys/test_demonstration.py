"""The demonstration in the browser.

An evening with it, on a phone and at a desk, by pointer and by the keys alone: a show is found by a misspelt name;
when, where and why are seen; it goes into a calendar; its page is read as it stood a month ago; then what is on
tonight, and which of two services to take. And a moved date, a finer one, a denial and a conflict can be seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest

from airdate.facts.words import date_words
from airdate.intake.demonstration import is_loaded, samples
from journeys.by_hand import follow, violations
from journeys.conftest import DEMONSTRATION_DAY as DAY
from journeys.conftest import EVENING, PHONE, visit
from journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK = {"viewport": {"width": 1440, "height": 900}}
TOUCH = {**PHONE, "is_mobile": True, "has_touch": True}
MONTH_AGO = dt.date(2031, 2, 10)
pytestmark = pytest.mark.django_db


@pytest.fixture(params=["phone", "phone, keys", "desk", "desk, keys"])
def hand(request: pytest.FixtureRequest, browser: Browser, demonstration: str) -> Iterator[Hand]:
    """Somebody on the front page, who has left with no cookie at the end."""
    window = {"phone": TOUCH, "phone, keys": PHONE}.get(request.param, DESK)
    with visit(browser, demonstration, timezone_id="Europe/London", **window) as page:
        page.clock.install(time=EVENING)
        page.goto("/")
        keys = request.param.endswith("keys")
        yield Keyboard(page) if keys else Pointer(page, finger=window is TOUCH)
        assert page.context.cookies() == []


@pytest.fixture
def page(browser: Browser, demonstration: str) -> Iterator[Page]:
    """A page of a phone's width on the demonstration."""
    with visit(browser, demonstration, **PHONE) as opened:
        yield opened


def words(days: int) -> str:
    return date_words((DAY + dt.timedelta(days=days)).isoformat(), DAY)


def texts(page: Page, css: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(css).all_text_contents()]


def test_an_evening_with_the_guide(hand: Hand) -> None:
    find_a_show_by_a_misspelt_name(hand)
    see_why(hand)
    put_it_in_the_calendar(hand)
    look_a_month_back(hand)
    see_what_is_on_tonight(hand)
    compare_two_services(hand)


def find_a_show_by_a_misspelt_name(hand: Hand) -> None:
    """When and where it is stands at the head of its page."""
    hand.write("Search titles, people, services", "slat raod")
    hand.take_first()
    assert texts(hand.page, "h1") == ["The Salt Road"]
    assert texts(hand.page, ".bill__what") == ["Premiere on Harbour One, 21:00"]
    assert texts(hand.page, ".bill__next time:not(.time)") == ["Saturday 5 April"]
    assert texts(hand.page, ".bill__next .mark, .bill__next .mark + span") == ["Confirmed", "in 26 days"]


def see_why(hand: Hand) -> None:
    """Who says so, in which words, and what was said before; then back to the title."""
    hand.follow("why?", within=".bill__next")
    assert texts(hand.page, "h1") == ["Saturday 5 April, 21:00"]
    assert texts(hand.page, ".sides h2") == ["Who says so", "Who said it less finely", "No longer counts"]
    assert texts(hand.page, ".said__who b")[0] == "Harbour Television press office"
    assert texts(hand.page, ".words")[0] == (
        "The drama, which had been due to start on 29 March, will now begin on Saturday 5 April at 9pm."
    )
    hand.follow("The Salt Road", within=".verdict")


def put_it_in_the_calendar(hand: Hand) -> None:
    """What the browser fetches is a calendar with the one event, at its hour, where one can go on asking."""
    with hand.page.expect_download() as fetched:
        hand.use(hand.page.get_by_role("link", name="Put it in a calendar"))
    (event,) = icalendar.Calendar.from_ical(Path(fetched.value.path()).read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == dt.datetime(2031, 4, 5, 20, tzinfo=dt.UTC)  # 21:00 in the summer time of London
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 4)
    assert event["SUMMARY"].startswith("The Salt Road: ")
    assert event["URL"] == hand.page.url


def look_a_month_back(hand: Hand) -> None:
    """The day that was known then, from whom, and nothing of what was told later."""
    hand.unfold("See this page as it stood on another day")
    hand.enter_day("By what this site knew on", MONTH_AGO)
    hand.press("Show")
    assert texts(hand.page, ".bill__next time:not(.time)") == ["Saturday 29 March"]
    assert texts(hand.page, ".timeline__day") == [
        "4 FebruaryScreen Ledger", "25 December 2030Harbour Television press office", "31 October 2030Box Set Diaries",
        "13 July 2030The Call Sheet",
    ]  # fmt: skip
    hand.follow("Show it as of today")
    assert texts(hand.page, ".bill__next time:not(.time)") == ["Saturday 5 April"]


def see_what_is_on_tonight(hand: Hand) -> None:
    """From the front page to the evening's picks, and to what the best of them is about."""
    hand.follow("Home", within=".masthead")
    hand.follow("All of tonight")
    assert texts(hand.page, "h1") == ["Tonight, Monday 10 March"]
    assert texts(hand.page, ".tops__when") == ["21:00 Meridian"]
    hand.follow("The Night Ferryman", within=".tops")
    assert texts(hand.page, ".about__when") == ["Monday 10 March 21:00– to 22:00"]
    assert "Conrad Yeo as Amos" in hand.page.locator("main").inner_text()


def compare_two_services(hand: Hand) -> None:
    """What each costs now and what it cost, and what only one of them has."""
    hand.follow("Streaming", within=".masthead")
    hand.follow("Two side by side")
    hand.choose("The first", "Lantern+")
    hand.choose("The second", "Nightjar")
    hand.press("Compare")
    assert texts(hand.page, "h1") == ["Lantern+ and Nightjar"]
    for name, prices in (
        ("Lantern+", ["£4.99 a month", "£8.99 a month", "£12.99 a month"]),
        ("Nightjar", ["£5.99 a month"]),
    ):
        assert texts(hand.page, f".halves [aria-label='{name}'] .board__price") == prices
    assert texts(hand.page, "main > .section > header h2") == ["Only on Lantern+", "On both", "Only on Nightjar"]
    assert hand.page.locator("main > .section .empty").count() == 0


def test_every_article_is_taken_in(demonstration: str) -> None:
    assert len(samples(DAY)) == 51
    assert is_loaded(DAY)


def test_what_moved_was_made_finer_denied_or_contested_can_be_seen(page: Page) -> None:
    page.goto("/")
    assert violations(page) == []
    follow(page, "The Salt Road")
    # Moved: the old day struck, the new one beside it.
    assert texts(page, ".bill__next time:not(.time)") == [words(26)]
    assert f"{words(19)}, 21:00" in texts(page, ".track__stop del")
    moved = page.locator(".timeline .moved", has=page.locator(".kind--moved"))
    assert words(26) in moved.locator("ins").first.inner_text()
    # Made finer: from a month to a day within it.
    refined = page.locator(".timeline .moved", has=page.locator(".kind--refined"))
    assert [("March 2031", f"{words(19)}, 21:00")] == [
        (line.locator("del").inner_text(), line.locator("ins").inner_text())
        for line in refined.all()
        if "on Harbour One" in line.inner_text() and line.locator("del").inner_text() == "March 2031"
    ]

    # Denied: struck, with who denies it.
    page.goto("/titles/nine-lanterns/")
    denied = page.locator(".fact", has=page.locator(".mark.is-denied"))
    assert "Said by Lantern+ Newsroom" in denied.first.inner_text()
    assert texts(page, ".bill__what") == ["Season 3 on Lantern+"]
    assert violations(page) == []

    # Contested: the nearer source stands, both sides are shown.
    page.goto("/titles/pilot-light/")
    assert texts(page, ".bill__next time:not(.time)") == [words(11)]
    follow(page, "Both sides")
    assert texts(page, ".sides h2") == ["Who says so", "Who says otherwise"]
    assert sorted(texts(page, ".said .said__who b")) == ["Lantern+ Newsroom", "Northern Courier", "The Daily Tide"]

    # And all of it among the changes, and nothing true was moved for the show.
    page.goto("/changes/")
    assert {"moved", "more precise", "denied"} <= set(texts(page, ".kind"))
    page.goto("/titles/heartstopper/")
    assert texts(page, ".bill__next time:not(.time)") == ["Thursday 3 August 2023"]


def test_the_copy_of_an_article_is_one_voice(page: Page) -> None:
    page.goto("/people/yusuf-karim/")
    assert texts(page, ".cast__as") == ["Omar"]
    page.locator(".cast .why").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/facts/**")
    assert sorted(texts(page, ".said__who b")) == ["Northern Courier", "Screen Ledger"]
    assert "The same text as another source's; together they are one voice." in " ".join(texts(page, ".said .small"))
