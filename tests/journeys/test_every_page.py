"""Each kind of page as everybody meets it: axe in both themes, narrow and wide, forced colours, less motion, print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from airdate.facts.models import Fact
from factories.evening import tell
from journeys.by_hand import follow, is_visible_focus, overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

SALT = ("salt-road-ordered", "salt-road-rumour", "salt-road-window", "salt-road-day", "salt-road-moved")
PILOT = ("pilot-light-date", "pilot-light-courier", "pilot-light-tide")
TITLE = "/titles/the-salt-road/"
REFUSED = "/titles/the-salt-road/?as_of=soon"
DAY = date(2031, 3, 10)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(page: Page, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One address of each kind of page, on the demonstration's articles."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    others = ("heartstopper", "five-returns", "glasshouse-row-copy", "lantern-prices", "leaving-lantern")
    documents = tell(DAY, *SALT, *PILOT, *others)
    facts = {slug: Fact.objects.get(kind="release", title__slug=slug).pk for slug in ("the-salt-road", "pilot-light")}
    return {
        "home": "/",
        "changes": "/changes/",
        "titles": "/titles/",
        "title": TITLE,
        "title that ended": "/titles/stranger-things/",
        "title on another day": "/titles/the-salt-road/?as_of=2031-02-10",
        "person": "/people/brigid-sallow/",
        "services": "/services/",
        "service": "/services/lantern-plus/",
        "compare": "/services/compare/?a=lantern-plus&b=netflix",
        "streaming": "/streaming/",
        "streaming, everything": "/streaming/?show=all",
        "streaming, leaving": "/streaming/?show=leaving&service=lantern-plus",
        "genres": "/genres/",
        "genre": "/genres/drama/",
        "sources": "/sources/",
        "source": "/sources/northern-courier/",
        "document": f"/documents/{documents['heartstopper'].key}/",
        "why": f"/facts/{facts['the-salt-road']}/",
        "report": f"/facts/{facts['the-salt-road']}/report/",
        "changes of a title": "/changes/?title=the-salt-road",
        "conflict": f"/facts/{facts['pilot-light']}/",
        "weighing": "/weighing/",
        "calendar": "/calendar/",
        "calendar with filters": "/calendar/?at=2031-04&kind=premieres",
        "week": "/calendar/?view=week",
        "list": "/calendar/?view=list",
        "on this day": "/on-this-day/",
        "on that day": "/on-this-day/08-03/",
        "search": "/search/?q=salt",
        "refusal": REFUSED,
    }


@pytest.fixture
def title(page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The page of a title with all the parts that a page can have, opened."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    tell(DAY, *SALT)
    page.goto(TITLE)
    return page


def test_every_kind_of_page_can_be_used_by_everybody(page: Page, addresses: dict[str, str]) -> None:
    found: dict[str, list[str]] = {}
    too_wide: dict[str, int] = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = violations(page)
        # 320 CSS pixels is 400 % zoom of a window of 1280.
        for width in (320, 390, 768, 1440):
            if beyond := overflow(page, width):
                too_wide[f"{name} at {width}"] = beyond
        page.set_viewport_size({"width": 390, "height": 844})
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert too_wide == {}


def test_twice_the_size_of_type_breaks_nothing(page: Page, addresses: dict[str, str]) -> None:
    for name in ("home", "title", "service", "why", "document", "compare", "streaming", "genre"):
        page.goto(addresses[name])
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name


def test_the_keyboard_reaches_everything_in_order(title: Page) -> None:
    page = title
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    assert is_visible_focus(page)
    reached = [""]
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        assert is_visible_focus(page), reached[-1]
    links = page.eval_on_selector_all(
        "a[href]:not(.skip), .seek input, .seek button, summary",
        "es => es.map(e => e.getAttribute('href') || e.tagName)",
    )
    assert [href for href in reached[1:] if href] == links


def test_the_page_of_another_day_by_keyboard(title: Page) -> None:
    page = title
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("By what had been published up to").fill("2031-02-10")
    page.keyboard.press("Enter")
    page.wait_for_url("**as_of=2031-02-10**")
    assert page.locator(".bill__next time:not(.time)").inner_text() == "Saturday 29 March"
    follow(page, "Show it as of today")
    assert page.locator(".bill__next time:not(.time)").inner_text() == "Saturday 5 April"


def test_forced_colours_keep_the_marks_apart(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/weighing/")
    looks = page.eval_on_selector_all(
        ".mark",
        "marks => marks.map(m => { const s = getComputedStyle(m, '::before');"
        " return [s.backgroundColor, s.backgroundImage, s.borderTopStyle].join() })",
    )
    assert len(looks) == 4
    assert len(set(looks)) == 4


def test_less_motion_is_none(title: Page) -> None:
    page = title
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    moving = page.eval_on_selector_all(
        "*",
        "es => es.filter(e => { const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || s.transitionDuration !== '0s' }).length",
    )
    assert moving == 0


def test_print_leaves_the_furniture_out(title: Page) -> None:
    page = title
    page.emulate_media(media="print")
    for css in (".masthead nav", ".colophon", ".why", ".past"):
        assert not page.locator(css).first.is_visible(), css
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_an_empty_guide_is_as_sound(page: Page) -> None:
    for address in (
        "/", "/changes/", "/titles/", "/services/", "/sources/", "/calendar/", "/on-this-day/", "/streaming/",
        "/genres/", "/services/compare/",
    ):  # fmt: skip
        page.goto(address)
        assert violations(page) == [], address
        assert overflow(page, 320) == 0, address
