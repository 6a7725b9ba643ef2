"""The TV guide in a real browser: by keyboard, on a phone, without script, on paper, and to assistive technology."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from airdate.listings.flags import Group
from airdate.listings.models import Channel
from factories.airings import air, an_evening, make_channel, make_lineup
from journeys.by_hand import overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

NOW = datetime(2031, 3, 10, 20, 42, tzinfo=UTC)
TITLE = "document.activeElement.querySelector('.c__name')?.textContent ?? document.activeElement.textContent"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def evening(page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The guide of an evening at 20:42, for the server and for the browser."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2031, 3, 10))
    page.clock.install(time=NOW)
    return page


def settled(page: Page) -> Page:
    """Wait until the script has made its sheet, where the page has one, and what that has asked for is there."""
    page.wait_for_function(
        "!document.querySelector('.tv__box') || document.documentElement.classList.contains('has-sheet')"
    )
    page.wait_for_load_state("networkidle")
    return page


def press(page: Page, *keys: str) -> str:
    """Press keys one after another, each when the focus has moved; gives the title on which it is then."""
    for key in keys:
        before = page.evaluate_handle("document.activeElement")
        page.keyboard.press(key)
        if key.startswith(("Arrow", "Control+", "End")):
            page.wait_for_function("before => document.activeElement !== before", arg=before)
        settled(page)
    return str(page.evaluate(TITLE))


def many(count: int, *hours: str) -> list[Channel]:
    channels = [make_channel(f"Channel {number:03}") for number in range(count)]
    make_lineup("United Kingdom", channels)
    for number, channel in enumerate(channels):
        for hour in hours:
            air(channel, hour, 60, f"Show {number} at {hour}", group=Group.DRAMA)
    return channels


def test_arrows_move_by_programme_and_by_channel_at_the_same_time(evening: Page) -> None:
    an_evening()
    page = evening
    page.goto("/tv/")
    settled(page)
    page.locator(".tv__box a[tabindex='0']").focus()
    assert page.evaluate(TITLE) == "Fault Lines"
    assert page.locator(".tv__box [tabindex='0']").count() == 1
    assert press(page, "ArrowRight") == "The Night Ferryman"
    assert press(page, "ArrowRight") == "Tide Tables"
    assert press(page, "ArrowLeft") == "The Night Ferryman"
    assert press(page, "ArrowDown") == "Pipe Down"  # at 21:00 it has been on for half an hour
    assert press(page, "ArrowDown") == "A Winter in Bruma"
    assert press(page, "ArrowUp", "ArrowUp") == "The Night Ferryman"  # the time is kept
    assert press(page, "ArrowLeft", "ArrowLeft") == "Glasshouse Row"  # before what was shown at first
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    assert press(page, "Control+End") == "The Lighthouse Sisters"
    assert press(page, "Control+Home") == "Glasshouse Row"
    assert press(page, "End") == "Harbour through the Night"
    # Out of the grid in one step, and back to where one was.
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.tv__box')") is None
    page.keyboard.press("Tab")
    assert page.evaluate(TITLE) == "Harbour through the Night"


def test_the_time_is_kept_across_a_channel_of_which_nothing_is_listed(evening: Page) -> None:
    first, silent, last = (make_channel(name) for name in ("Harbour One", "Silent One", "Harbour Two"))
    make_lineup("United Kingdom", [first, silent, last])
    air(first, "20:30", 60, "Fault Lines")
    air(first, "21:30", 60, "Tide Tables")
    air(last, "20:30", 60, "Pipe Down")
    air(last, "21:30", 60, "The Desk")
    page = evening
    page.goto("/tv/")
    settled(page)
    page.locator(".tv__box a[tabindex='0']").focus()
    assert press(page, "ArrowRight") == "Tide Tables"
    assert press(page, "ArrowDown") == "Nothing listed, 20:30 to 23:30"
    assert page.evaluate("document.activeElement.ariaLabel") == "Nothing listed, 20:30 to 23:30, Silent One"
    assert press(page, "ArrowDown") == "The Desk"
    assert page.locator(".tv__box [tabindex='0']").count() == 1


def test_the_panel_opens_and_gives_the_focus_back(evening: Page) -> None:
    an_evening()
    page = evening
    page.goto("/tv/")
    settled(page)
    page.locator(".tv__box a[tabindex='0']").focus()
    press(page, "ArrowRight", "Enter")
    panel = page.get_by_role("dialog", name="The Night Ferryman")
    assert panel.locator(".about__when").inner_text().split() == ["Monday", "10", "March", "21:00–", "to", "22:00"]
    assert "Conrad Yeo as Amos" in panel.inner_text()
    assert panel.locator(".poster").count() == 1
    assert page.url.endswith(
        panel.locator(".panel__bar a").get_attribute("href").partition("?")[0].rpartition("/tv/")[2]
    )
    assert violations(page) == []
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert page.evaluate(TITLE) == "The Night Ferryman"
    page.wait_for_url("**/tv/")
    # "Back" closes it too.
    page.keyboard.press("Enter")
    panel.wait_for(state="visible")
    page.go_back()
    panel.wait_for(state="hidden")
    assert page.evaluate(TITLE) == "The Night Ferryman"


def test_rows_and_hours_come_into_view(evening: Page) -> None:
    many(120, "12:00", "20:00")
    page = evening
    page.goto("/tv/")
    settled(page)
    assert page.locator(".tv__box").get_attribute("aria-rowcount") == "120"
    assert page.locator(".r").count() == 25
    tall = page.evaluate("document.querySelector('.tv__box').scrollHeight")
    assert tall > 120 * 70  # room is kept for all
    page.evaluate("document.querySelector('.tv__box').scrollTop = 1e6")
    page.wait_for_selector("[data-slug=channel-119]")
    assert page.locator(".r").count() < 120  # what was passed over did not have to come
    last = page.locator("[data-slug=channel-119] .c__name")
    assert [name for name in last.all_text_contents() if "20:00" in name] == ["Show 119 at 20:00"]
    assert page.locator("[data-slug=channel-119] .c__name", has_text="12:00").count() == 0
    page.evaluate("document.querySelector('.tv__box').scrollLeft -= 2400")
    page.wait_for_selector("[data-slug=channel-119] .c__name:text('Show 119 at 12:00')")
    assert page.locator("[data-slug=channel-119] .c__name:text('Show 119 at 20:00')").count() == 1


def test_the_keyboard_walks_through_parts_that_are_not_there_yet(evening: Page) -> None:
    many(30, "20:00", "21:00")
    page = evening
    page.goto("/tv/")
    settled(page)
    page.locator("[data-slug=channel-024] .c a").last.focus()
    assert press(page, "ArrowDown") == "Show 25 at 21:00"
    assert page.locator("[data-slug=channel-025]").get_attribute("aria-rowindex") == "26"
    assert press(page, "ArrowUp") == "Show 24 at 21:00"


def test_favourites_come_first_and_stay(evening: Page) -> None:
    an_evening()
    page = evening
    page.goto("/tv/")
    settled(page)
    star = page.get_by_role("button", name="Favourite: Lantern Film")
    star.click()
    assert star.get_attribute("aria-pressed") == "true"
    assert page.locator(".r__name").all_text_contents() == ["Lantern Film", "Harbour One", "Harbour Two"]
    page.reload()
    settled(page)
    assert page.locator(".r__name").all_text_contents() == ["Lantern Film", "Harbour One", "Harbour Two"]
    assert [row.get_attribute("aria-rowindex") for row in page.locator(".r").all()] == ["1", "2", "3"]
    assert violations(page) == []
    page.get_by_role("button", name="Favourite: Lantern Film").click()
    page.reload()
    settled(page)
    assert page.locator(".r__name").all_text_contents() == ["Harbour One", "Harbour Two", "Lantern Film"]


def test_a_favourite_from_far_down_is_fetched(evening: Page) -> None:
    many(60, "20:00")
    page = evening
    page.goto("/tv/")
    page.evaluate(
        "localStorage.setItem('airdate.tv.favourites', JSON.stringify(['channel-055', 'nowhere', 'channel-002']))"
    )
    page.reload()
    settled(page)
    page.wait_for_selector(".tv__rows--fave [data-slug=channel-055]")
    assert sorted(page.locator(".tv__rows--fave .r__name").all_text_contents()) == ["Channel 002", "Channel 055"]
    assert page.locator("[data-slug=channel-002]").count() == 1


def test_the_line_for_now_moves_on(evening: Page) -> None:
    an_evening()
    page = evening
    page.goto("/tv/")
    settled(page)
    assert page.locator(".is-on .c__name").all_text_contents() == ["Fault Lines", "Pipe Down", "The Lighthouse Sisters"]
    page.clock.run_for(19 * 60 * 1000)
    assert page.locator(".tick--now").inner_text() == "21:01"
    assert page.locator(".is-on .c__name").all_text_contents() == [
        "The Night Ferryman",
        "Pipe Down",
        "A Winter in Bruma",
    ]
    assert page.locator(".is-over .c__name", has_text="Fault Lines").count() == 1


def test_what_assistive_technology_is_given(evening: Page) -> None:
    an_evening()
    page = evening
    page.goto("/tv/")
    settled(page)
    grid = page.get_by_role("grid", name="Programmes by channel, Monday 10 March")
    rows = grid.get_by_role("row")
    assert [row.get_by_role("rowheader").locator("a").inner_text() for row in rows.all()] == [
        "Harbour One", "Harbour Two", "Lantern Film",
    ]  # fmt: skip
    told = "The Night Ferryman, Last Boat, 21:00 to 22:00, 1 hour, Harbour One, drama, new, subtitles"
    assert grid.get_by_role("gridcell").get_by_role("link", name=told, exact=True).count() == 1


ADDRESSES = (
    "/tv/", "/tv/?view=list", "/tv/?genre=film&with=subtitles", "/tv/now/", "/tv/tonight/", "/tv/search/?q=night",
    "/tv/search/?q=nothing", "/tv/channels/harbour-one/", "programme",
)  # fmt: skip


def test_everybody_can_use_every_page(evening: Page) -> None:
    an_evening()
    page = evening
    found: dict[str, list[str]] = {}
    for address in ADDRESSES:
        page.goto(address if address != "programme" else str(page.locator(".line a").first.get_attribute("href")))
        settled(page)
        if faults := violations(page):
            found[address] = faults
        for width in (320, 390, 768, 1440):
            if beyond := overflow(page, width):
                found[f"{address} at {width}"] = [str(beyond)]
        page.set_viewport_size({"width": 390, "height": 844})
    assert found == {}


def test_nothing_moves_for_those_who_ask_for_less(evening: Page) -> None:
    an_evening()
    page = evening
    page.emulate_media(reduced_motion="reduce")
    page.goto("/tv/")
    settled(page)
    moving = (
        "[...document.querySelectorAll('*')].map(e => getComputedStyle(e)).filter(s => s.animationName !== 'none'"
        " || s.transitionDuration !== '0s' || s.scrollBehavior === 'smooth').length"
    )
    assert page.evaluate(moving) == 0


def test_a_finger_finds_the_shortest_filler(evening: Page) -> None:
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    air(channel, "20:45", 5, "First Person")
    page = evening
    page.goto("/tv/")
    settled(page)
    box = page.locator(".c a").bounding_box()
    assert box is not None
    assert box["width"] >= 23.9
    assert box["height"] >= 24


def test_in_forced_colours_patterns_stay(evening: Page) -> None:
    an_evening()
    page = evening
    page.emulate_media(forced_colors="active")
    page.goto("/tv/?view=list")
    patterns = page.eval_on_selector_all(".inks .ink", "es => es.map(e => getComputedStyle(e).backgroundImage)")
    assert len(set(patterns)) >= 11  # "film" and "other" are both plain, and differ in height
    assert "rgb(138" not in "".join(patterns)


def test_paper_shows_the_hours_that_were_on_screen(evening: Page) -> None:
    an_evening()
    page = evening
    page.set_viewport_size({"width": 1100, "height": 800})
    page.goto("/tv/")
    settled(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for css in (".days", ".tv-bar", ".tv-views", ".fave", ".tick--now"):
        assert not page.locator(css).first.is_visible(), css
    left = page.locator(".c", has_text="The Night Ferryman").bounding_box()
    assert left is not None
    assert 144 < left["x"] < 500
    assert page.evaluate("getComputedStyle(document.querySelector('.tv__box')).overflowX") == "visible"


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2031, 3, 10))
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, base_url=live_server.url, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_without_script_it_is_pages_and_links(plain: Page) -> None:
    many(30, "17:00", "20:00", "21:00")
    page = plain
    page.goto("/tv/")
    assert page.get_by_role("table", name="Programmes by channel, Monday 10 March").count() == 1
    now, later = (page.locator(".c", has_text=f"Show 0 at {hour}").first.bounding_box() for hour in ("20:00", "21:00"))
    assert now is not None
    assert later is not None
    assert now["x"] < later["x"]
    page.get_by_role("link", name="Earlier").click()
    page.get_by_role("link", name="Show 0 at 17:00").click()
    assert page.locator("h1").inner_text() == "Show 0 at 17:00"
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="More channels").click()
    assert page.locator(".r__name").first.inner_text() == "Channel 025"
    page.get_by_role("link", name="Tomorrow").click()
    assert page.locator("h1").inner_text() == "Tuesday 11 March"
    page.get_by_text("Line-up, filters, search").click()
    page.get_by_label("What are you looking for?").fill("show 7 at")
    page.locator("#main").get_by_role("button", name="Search").click()
    assert page.locator(".placed__what").all_inner_texts() == [f"Show {number} at 21:00" for number in (7, 17, 27)]
