"""The country and the clock: chosen once, by hand, and remembered on every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from airdate.catalogue.actions import keep_service
from airdate.facts.actions import weigh_all
from airdate.guide.choosing import way_back
from factories import NOW, say
from guide.seen import links, seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db
AMERICAN = "17:00"  # 21:00 in London, while clocks there are back and in New York already forward
# A page -> where on it the country shows, what it says at first and then; a title's page shows all releases, its own
# country's at the head.
WHERE = {
    "/": (".lead-bill .date time", ["Wednesday 12 March"], ["Thursday 13 March"]),
    "/titles/the-quay/": (".bill__next .date time", ["Wednesday 12 March"], ["Thursday 13 March"]),
    "/calendar/?view=list": (".slot .row__title", ["The Quay", "The Quay", "The Quay"], ["The Quay", "The Quay"]),
    "/streaming/?show=coming": (".slot .date time", ["Wednesday 12 March", "Thursday 13 March"], ["Thursday 13 March"]),
}
# Asked how long a way back may be, and where it leads.
WAYS = [
    ("/titles/the-quay/?page=2", "/titles/the-quay/?page=2"), ("/calendar/#days", "/calendar/"), ("", "/"),
    ("//elsewhere.example/", "/"), ("https://elsewhere.example/", "/"), ("/\\elsewhere.example", "/"),
    ("javascript:alert(1)", "/"), ("titles/", "/"), ("/choices/?to=/choices/", "/"), ("/" + "x" * 400, "/"),
    ("///elsewhere.example", "/"), ("/\nelsewhere", "/"), ("/q/\x00", "/"),
]  # fmt: skip


def tell() -> None:
    """A premiere in Britain and one in the United States a day later; a channel that is in no one country."""
    keep_service("Lantern+", kind="streaming", country="")
    keep_service("Harbour One", kind="channel", country="")
    on = {"kind": "release", "title": "The Quay", "season": 1}
    say(
        {**on, "platform": ["Lantern+"], "date": "2031-03-12", "time": "21:00 Europe/London", "region": "GB"},
        {**on, "platform": ["Lantern+"], "date": "2031-03-13", "time": "21:00 Europe/London", "region": "US"},
        {**on, "platform": ["Harbour One"], "date": "2031-04-02", "time": "21:00 Europe/London"},
        {"kind": "price", "provider": "Lantern+", "money": {"amount": 5, "currency": "GBP"}, "region": "GB"},
        {"kind": "price", "provider": "Lantern+", "money": {"amount": 9, "currency": "USD"}, "region": "US"},
        published="2031-03-01",
    )
    weigh_all(now=NOW)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 3, 10, 12, tzinfo=UTC))


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser of its own, closed before the server is."""
    opened = browser.new_context(base_url=live_server.url)
    yield opened
    opened.close()


@pytest.mark.django_db(transaction=True)
def test_by_hand_a_choice_is_made_once_and_holds_on_every_page(
    context: BrowserContext, live_server: LiveServer, now: None, today: date
) -> None:
    tell()
    page = context.new_page()

    def shown(address: str) -> list[str]:
        page.goto(address)
        return [" ".join(text.split()) for text in page.locator(WHERE[address][0]).all_text_contents()]

    page.goto("/")
    assert context.cookies() == []  # nothing before somebody chooses
    page.goto("/streaming/?show=coming&region=all")
    assert page.locator(".slot .date time").all_text_contents() == WHERE["/streaming/?show=coming"][1]
    for address in ("/", "/titles/the-quay/", "/calendar/?view=list"):
        assert shown(address) == WHERE[address][1], address
    page.goto("/titles/the-quay/")
    page.get_by_role("link", name="Your country and clock").click()
    page.get_by_label("Dates and prices for").select_option("US")
    page.get_by_label("Times of").fill("America/New_York")
    page.get_by_role("button", name="Keep").click()
    assert page.url == f"{live_server.url}/titles/the-quay/"  # back where one was
    assert page.locator(".watch .price").all_text_contents() == ["$9 "]
    assert {cookie["name"]: cookie["value"].strip('"') for cookie in context.cookies()} == {
        "region": "US", "tv-zone": "America/New_York",
    }  # fmt: skip
    for address, (_css, _before, after) in WHERE.items():
        assert shown(address) == after, address
        assert AMERICAN in page.locator("main time.time").all_text_contents(), address
    page.goto("/choices/")
    page.get_by_role("link", name="Forget it").click()
    assert page.url == f"{live_server.url}/"
    assert context.cookies() == []
    assert shown("/titles/the-quay/") == WHERE["/titles/the-quay/"][1]


def test_a_country_that_is_chosen_in_the_calendar_is_remembered_too(client: Client) -> None:
    tell()
    kept = client.get("/calendar/?keep=1&view=list&at=2031-03-10&kind=all&service=&genre=&region=US")
    assert (kept.status_code, kept["Location"]) == (
        302, "/calendar/?view=list&at=2031-03-10&kind=all&service=&genre=&region=US",
    )  # fmt: skip
    assert kept.cookies["region"].value == "US"
    assert seen(client.get("/titles/the-quay/"), ".bill__next .date time") == ["Thursday 13 March"]


def test_a_page_leads_to_the_form_and_back(client: Client) -> None:
    assert links(client.get("/titles/?page=1"), "#more [rel=nofollow]") == ["/choices/?to=%2Ftitles%2F%3Fpage%3D1"]
    assert links(client.get("/choices/?to=/titles/"), "#more [rel=nofollow]") == ["/choices/"]
    assert links(client.get(f"/?q={'x' * 400}"), "#more [rel=nofollow]") == ["/choices/"]


@pytest.mark.parametrize(("asked", "led"), WAYS)
def test_the_way_back_leads_nowhere_else(asked: str, led: str) -> None:
    assert way_back(asked) == led


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("region=Atlantis", "“Atlantis” is no country here; write its two letters, such as GB, or “all”."),
        ("zone=Nowhere/Atlantis", "“Nowhere/Atlantis” is no time zone; write it like Europe/Dublin."),
        ("lineup=none", "There is no line-up “none”; there are none yet."),
    ],
)
def test_what_is_none_is_refused_and_not_kept(client: Client, query: str, told: str) -> None:
    answer = client.get(f"/choices/?keep=1&{query}")
    assert (answer.status_code, seen(answer, ".lead")) == (400, [told])
    assert list(answer.cookies) == []
