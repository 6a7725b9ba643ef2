"""How pages are served: headers, caches, weight, nothing from elsewhere, and queries that do not grow."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.settings.headers import CONTENT_SECURITY_POLICY
from airdate.sources.models import Document
from factories import NOW, make_source, say
from factories.evening import tell
from guide.seen import DAY

pytestmark = pytest.mark.django_db
SCRIPTS = "script:not([type='application/ld+json'])"  # what is told in JSON runs nowhere
FIRST_VISIT = 150_000  # bytes, of a front page with all that it needs


def every_kind_of_page() -> list[str]:
    """One address of each kind of page."""
    fact = Fact.objects.get(kind="release", title__slug="pilot-light")
    document = Document.objects.earliest("published", "key")
    return [
        "/", "/changes/", "/titles/", "/titles/pilot-light/", "/people/dermot-ashgrove/", "/services/",
        "/services/lantern-plus/", "/services/compare/", "/streaming/", "/streaming/?show=all", "/genres/",
        "/genres/comedy/", "/sources/", "/sources/lantern-newsroom/", f"/documents/{document.key}/",
        f"/facts/{fact.pk}/", "/weighing/", "/nowhere/",
    ]  # fmt: skip


def test_every_page_has_the_headers_and_nothing_inside_it_that_they_forbid(client: Client) -> None:
    tell(DAY, "pilot-light-date", "pilot-light-courier", "pilot-light-tide", "lantern-prices")
    for address in every_kind_of_page():
        answer = client.get(address)
        assert answer.status_code == (404 if address == "/nowhere/" else 200), address
        assert {name: answer.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS, address
        page = LexborHTMLParser(answer.content.decode())
        assert [node.tag for node in page.css("[style], style")] == [], address
        assert [(node.text(), node.attributes.get("type")) for node in page.css(SCRIPTS)] == [("", "module")], address
        assert [name for node in page.css("*") for name in node.attributes if name.startswith("on")] == [], address
        assert len(page.css("h1")) == 1, address
        assert foreign(page) == [], address


EXPECTED_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def foreign(page: LexborHTMLParser) -> list[str]:
    """Addresses of other hosts that the page would fetch by itself."""
    fetched = [node.attributes.get("href") for node in page.css("link:not([rel=canonical], [rel=alternate])")]
    fetched += [
        node.attributes.get(name) for name in ("src", "srcset", "poster", "data") for node in page.css(f"[{name}]")
    ]
    return [address for address in fetched if address and urlsplit(address).netloc]


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    tell(DAY, "salt-road-day")
    first = client.get("/titles/the-salt-road/")
    again = client.get("/titles/the-salt-road/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    tell(DAY, "salt-road-moved")
    changed = client.get("/titles/the-salt-road/", headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_a_head_request_has_no_body(client: Client) -> None:
    answer = client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_first_visit_is_light(client: Client) -> None:
    tell(DAY)
    answer = client.get("/")
    page = LexborHTMLParser(answer.content.decode())
    files = {
        str(node.attributes["href"]) for node in page.css("link[rel=stylesheet], link[rel=preload], link[rel=icon]")
    }
    weight = len(answer.content)
    for file in files:
        found = finders.find(file.removeprefix("/static/"))
        assert isinstance(found, str), file
        weight += Path(found).stat().st_size
    assert weight < FIRST_VISIT


def claims_of(number: int) -> list[dict[str, Any]]:
    """What one more article says: of the show that all speak of, and of one of its own."""
    day, letter = (DAY + timedelta(days=10 + number)).isoformat(), "abcdefg"[number]
    return [
        {"kind": "release", "title": "The Quay", "season": number, "date": day, "platform": ["Lantern+"]},
        {"kind": "release", "title": f"Show {number}", "date": day, "platform": ["Lantern+"]},
        {"kind": "release", "title": "Moving", "date": day, "platform": ["Lantern+"]},
        {"kind": "casting", "title": "The Quay", "season": number, "actor": f"Ana {letter}rtiz", "change": "joins"},
        {"kind": "casting", "title": f"Show {number}", "actor": "Bo Lind", "character": f"N{letter}"},
        {"kind": "credit", "title": f"Show {number}", "person": "Bo Lind", "role": "writer"},
        {"kind": "quote", "title": f"Show {number}", "speaker": "Bo Lind", "opening": f"word{number} is all"},
        {"kind": "availability", "title": f"Show {number}", "platform": ["Lantern+"], "terms": "subscription"},
        {"kind": "price", "provider": "Lantern+", "plan": f"plan {number}", "period": "month",
         "money": {"amount": number + 1, "currency": "GBP"}},
        {"kind": "carriage", "provider": "Lantern+", "carrier": f"Box {letter}"},
        {"kind": "video", "title": "The Quay", "season": number, "form": "trailer"},
    ]  # fmt: skip


LISTED = (
    "/", "/changes/", "/titles/", "/titles/the-quay/", "/people/bo-lind/", "/services/", "/services/lantern-plus/",
    "/sources/", "/sources/the-quay-post/", "document", "fact",
)  # fmt: skip


def test_no_page_asks_more_of_the_database_at_three_rows_than_at_one(client: Client) -> None:
    counted: dict[int, dict[str, int]] = {}
    source = make_source("The Quay Post")
    first = say(*claims_of(1), source=source, published=DAY - timedelta(days=10))
    say(*claims_of(2), source=source, published=DAY - timedelta(days=9))
    for rows in (1, 3):
        if rows == 3:
            for number in (3, 4):
                say(*claims_of(number), source=source, published=DAY - timedelta(days=10 - number))
            say(*claims_of(5), source=make_source("The Pier"), published=DAY - timedelta(days=4))
        weigh_all(now=NOW)
        addresses = {
            "document": f"/documents/{first.key}/",
            "fact": f"/facts/{Fact.objects.get(kind='release', title__slug='moving').pk}/",
        }
        counted[rows] = {}
        for page in LISTED:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(addresses.get(page, page))
            assert answer.status_code == 200, page
            counted[rows][page] = len(queries)
    assert counted[3] == counted[1]
    assert max(counted[1].values()) <= 25
