"""The masthead and the foot of each page: what is offered where, which of it is here, and that it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from guide.seen import links, seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db
MASTHEAD = ["/", "/tv/", "/streaming/", "/calendar/", "/genres/", "/news/", "/changes/"]
COLOPHON = ["/titles/", "/services/", "/services/compare/", "/sources/", "/on-this-day/", "/weighing/"]
# How many lines the entries that are seen take, how far they reach, and how far their box does.
LINES = """() => {
  const entries = [...document.querySelectorAll('.masthead nav li')].filter(li => li.getClientRects().length);
  const ends = entries.map(li => li.getBoundingClientRect());
  return {
    lines: new Set(ends.map(end => Math.round(end.top))).size, shown: entries.length,
    within: Math.max(...ends.map(end => end.right)) <= document.querySelector('.masthead .wrap').clientWidth
      + document.querySelector('.masthead .wrap').getBoundingClientRect().left,
    beside: document.querySelector('.masthead nav').getBoundingClientRect().top
      < document.querySelector('.nameplate').getBoundingClientRect().bottom,
  };
}"""


def test_the_masthead_has_what_one_comes_for_and_the_foot_the_rest(client: Client) -> None:
    answer = client.get("/")
    assert links(answer, ".masthead nav a") == [*MASTHEAD, "#more"]
    assert links(answer, "#more a") == [*COLOPHON, "/choices/?to=%2F"]
    assert [client.get(address).status_code for address in COLOPHON + MASTHEAD] == [200] * 13


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", [("Home", "page")]),
        ("/tv/", [("TV guide", "page")]),
        ("/tv/now/", [("TV guide", "true")]),
        ("/news/", [("News", "page")]),
        ("/services/", [("Services", "page")]),
        ("/services/compare/", [("Services", "true"), ("Compare services", "page")]),
        ("/search/", []),
    ],
)
def test_where_one_is_is_marked(client: Client, address: str, marked: list[tuple[str, str]]) -> None:
    page = LexborHTMLParser(client.get(address).content.decode())
    found = page.css(".masthead nav [aria-current], #more [aria-current]")
    assert [(node.text(), node.attributes["aria-current"]) for node in found] == marked


def test_it_speaks_german(client: Client) -> None:
    answer = client.get("/?lang=de")
    assert seen(answer, ".masthead nav a") == [
        "Start", "TV-Programm", "Streaming", "Kalender", "Genres", "Nachrichten", "Änderungen", "Mehr",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en-gb", "de"])
def test_it_is_one_line_beside_the_nameplate_on_a_desk_and_two_of_four_on_a_phone(
    browser: Browser, live_server: LiveServer, language: str
) -> None:
    page = browser.new_page()
    found = {}
    for width in (1440, 1280, 768, 390, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/?lang={language}")
        page.evaluate("document.fonts.ready")
        found[width] = page.evaluate(LINES)
    page.close()
    desk = {"lines": 1, "shown": 7, "within": True, "beside": True}
    phone = {"lines": 2, "shown": 8, "within": True, "beside": False}
    assert found == {1440: desk, 1280: desk, 768: {**desk, "beside": False}, 390: phone, 360: phone}


@pytest.mark.parametrize("address", sorted({*MASTHEAD, *COLOPHON} - {"/news/"}))  # the news shows no times
def test_a_time_zone_that_there_is_not_is_refused_in_one_line(client: Client, address: str) -> None:
    answer = client.get(f"{address}?zone=Mars/Olympus")
    assert (answer.status_code, seen(answer, ".lead")) == (
        400, ["“Mars/Olympus” is no time zone; write it like Europe/Dublin."],
    )  # fmt: skip
