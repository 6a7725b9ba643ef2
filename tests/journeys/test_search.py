"""The search in the browser: a misspelt name, by keyboard alone, to why a date is what it is and into a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import icalendar
import pytest
from django.utils import timezone

from factories.evening import tell
from journeys.by_hand import follow, overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

DAY = date(2031, 3, 10)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    tell(DAY, "salt-road-window", "salt-road-day", "salt-road-moved", "pilot-light-date", "lantern-prices")


def box(page: Page) -> str:
    """How the box stands: its value, whether the list is open, and what is chosen in it."""
    return str(
        page.evaluate(
            """() => {
              const box = document.querySelector('.seek input');
              const chosen = document.getElementById(box.getAttribute('aria-activedescendant') ?? '');
              return [box.getAttribute('aria-expanded'), chosen?.firstChild.textContent ?? '-',
                      document.querySelectorAll('.seek [aria-selected=true]').length].join(' ');
            }"""
        )
    )


def type_in(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Search titles, people, services").focus()
    page.keyboard.type(words)
    page.locator(".seek [role=option]").first.wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_misspelt_show_is_found_and_put_in_a_calendar_by_keyboard_alone(
    page: Page, evening: None, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    type_in(page, "slat raod")
    assert box(page) == "true - 0"
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    assert box(page) == "true The Salt Road 1"
    page.keyboard.press("ArrowUp")
    assert box(page) == "true - 0"
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "The Salt Road"
    assert page.locator(".bill__next time:not(.time)").inner_text() == "Saturday 5 April"
    address = page.get_by_role("link", name="Put it in a calendar").get_attribute("href")
    answer = page.request.get(str(address))
    (event,) = [
        each for each in icalendar.Calendar.from_ical(answer.body()).walk("VEVENT") if each["STATUS"] == "CONFIRMED"
    ]
    assert event["DTSTART"].dt in (date(2031, 4, 5),) or event["DTSTART"].dt.date() == date(2031, 4, 5)
    follow(page, "why?: The Salt Road")
    assert "Who says so" in page.locator("h2").all_text_contents()


def test_escape_closes_and_the_form_still_asks(page: Page, evening: None) -> None:
    page.goto("/titles/")
    type_in(page, "lantern")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert box(page) == "false - 0"
    assert page.locator(".seek ul").is_hidden()
    assert page.locator(".seek input").input_value() == "lantern"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Search: lantern"
    follow(page, "Lantern+")
    assert page.locator("h1").inner_text() == "Lantern+"


def test_a_click_goes_there_and_what_is_hostile_is_text(page: Page, evening: None) -> None:
    page.goto("/")
    type_in(page, "pilot")
    with page.expect_navigation():
        page.locator(".seek [role=option]").first.click()
    assert page.locator("h1").inner_text() == "Pilot Light"
    page.goto("/search/?q=%3Cimg src=x onerror=alert(1)%3E")
    assert page.locator("main img").count() == 0


def test_the_page_of_results_is_for_everybody(page: Page, evening: None) -> None:
    for address in ("/search/", "/search/?q=salt", "/search/?q=zzzz"):
        page.goto(address)
        assert violations(page) == [], address
        for width in (320, 390, 768, 1440):
            assert overflow(page, width) == 0, (address, width)


def test_without_script_the_form_works(browser: Browser, live_server: LiveServer, evening: None) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search titles, people, services").fill("pilot lihgt")
    page.get_by_role("button", name="Search").click()
    assert page.locator(".found p:not(.when) a").all_text_contents() == ["Pilot Light"]
    context.close()
