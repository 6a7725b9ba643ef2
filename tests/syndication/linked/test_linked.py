"""What pages tell in schema.org's words: within its vocabulary, as sure and as fine as it is known, and safely put."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Title
from airdate.facts.actions import weigh_all
from airdate.facts.pages import When
from airdate.listings.models import Broadcast
from airdate.syndication.linked.parts import date_of
from factories import NOW, make_source, say
from factories.airings import air, an_evening
from factories.evening import tell
from syndication.linked.vocabulary import faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

DAY = datetime(2031, 3, 10, tzinfo=UTC).date()
TOLD = (
    "salt-road-ordered", "salt-road-rumour", "salt-road-window", "salt-road-day", "salt-road-moved", "pilot-light-date",
    "pilot-light-courier", "heartstopper", "five-returns", "glasshouse-row-copy", "lantern-prices",
)  # fmt: skip
EVIL = '</script><script>alert("x")</script><!-- \u2028 & "'


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


def told(client: Client, address: str) -> list[dict[str, Any]]:
    """The nodes that a page tells."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    scripts = LexborHTMLParser(answer.content.decode()).css('script[type="application/ld+json"]')
    graphs = [json.loads(script.text()) for script in scripts]
    assert [graph["@context"] for graph in graphs] == ["https://schema.org"] * len(graphs)
    return [node for graph in graphs for node in graph["@graph"]]


def node_of(client: Client, address: str) -> dict[str, Any]:
    return told(client, address)[0]


@pytest.mark.django_db
def test_every_page_keeps_to_the_vocabulary(client: Client) -> None:
    an_evening()
    tell(DAY, *TOLD)
    addresses = [
        "/", "/search/", *(f"/titles/{slug}/" for slug in Title.objects.values_list("slug", flat=True)),
        "/people/dermot-ashgrove/", "/people/brigid-sallow/", "/people/kit-connor/", "/services/lantern-plus/",
        "/services/netflix/", "/services/harbour-one/", "/tv/channels/harbour-one/",
        *(f"/tv/programmes/{pk}/" for pk in Broadcast.objects.values_list("pk", flat=True)),
    ]  # fmt: skip
    found = {address: [fault for node in told(client, address) for fault in faults(node)] for address in addresses}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert {address: len(told(client, address)) for address in addresses if not told(client, address)} == {}


def test_the_check_finds_what_is_wrong() -> None:
    assert list(faults({"@type": "TVShow"})) == ["/: 'TVShow' is no class".replace("/:", ":")]
    wrong = {"@type": "TVSeason", "characterName": "x", "startDate": "summer 2031", "colour": "red", "actor": "Ada"}
    assert [fault.partition(": ")[2].split(",")[0] for fault in faults(wrong)] == [
        "characterName is not said of it", "startDate is 'summer 2031'", "no property is called colour",
        "actor is 'Ada'",
    ]  # fmt: skip
    assert list(faults({"@type": "Movie", "actor": {"@type": "Movie"}})) != []
    assert list(faults({"@type": "Movie", "actor": {"@type": "PerformanceRole", "characterName": "Ada"}})) == []


@pytest.mark.django_db
def test_a_series_tells_its_seasons_people_and_places(client: Client) -> None:
    keep_service("Lantern+", kind="streaming", country="GB")
    say(
        {"kind": "release", "title": "The Quay", "season": 1, "date": "2031-03", "platform": ["Lantern+"]},
        {"kind": "release", "title": "The Quay", "season": 2, "date": "2031-22", "platform": ["Lantern+"]},
        {"kind": "release", "title": "The Quay", "season": 3, "date": "2031-09-01", "platform": ["Lantern+"],
         "status": "rumoured"},
        {"kind": "release", "title": "The Quay", "season": 4, "date": "2031-10-02", "time": "20:00",
         "platform": ["Lantern+"], "region": "GB"},
        {"kind": "casting", "title": "The Quay", "season": 1, "actor": "Ana Ortiz", "character": "Nell"},
        {"kind": "credit", "title": "The Quay", "person": "Bo Lind", "role": "creator"},
        {"kind": "basis", "title": "The Quay", "source": "Low Water", "form": "book", "author": "Ida Fenn"},
        {"kind": "availability", "title": "The Quay", "platform": ["Lantern+"], "terms": "subscription",
         "until": "2031-12-02"},
    )  # fmt: skip
    Title.objects.update(form="series", year=2030, country="GB", synopsis="A harbour.")
    weigh_all(now=NOW)
    site = "http://testserver"
    lantern = {"@type": "Organization", "name": "Lantern+", "url": f"{site}/services/lantern-plus/"}
    nell = {
        "@type": "PerformanceRole", "characterName": "Nell",
        "actor": {"@type": "Person", "name": "Ana Ortiz", "url": f"{site}/people/ana-ortiz/"},
    }  # fmt: skip
    found = told(client, "/titles/the-quay/")
    assert found[0] == {
        "@type": "TVSeries", "@id": f"{site}/titles/the-quay/", "url": f"{site}/titles/the-quay/", "name": "The Quay",
        "description": "A harbour.", "image": f"{site}/titles/the-quay/picture.png", "startDate": "2030",
        "countryOfOrigin": {"@type": "Country", "name": "GB"},
        "releasedEvent": [
            {"@type": "OnDemandEvent", "startDate": "2031-03", "publishedBy": lantern},
            {"@type": "OnDemandEvent", "startDate": "2031-10-02T20:00:00+01:00", "publishedBy": lantern,
             "location": {"@type": "Country", "name": "GB"}},
        ],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": "Low Water", "author": {"@type": "Person", "name": "Ida Fenn"}}
        ],
        "potentialAction": [
            {"@type": "WatchAction", "provider": lantern, "expectsAcceptanceOf": {
                "@type": "Offer", "category": "subscription", "availabilityEnds": "2031-12-02"}}
        ],
        "creator": [{"@type": "Person", "name": "Bo Lind", "url": f"{site}/people/bo-lind/"}],
        "actor": [nell],
        "containsSeason": [
            {"@type": "TVSeason", "seasonNumber": 1, "startDate": "2031-03", "actor": [nell]},
            {"@type": "TVSeason", "seasonNumber": 2},
            {"@type": "TVSeason", "seasonNumber": 3},
            {"@type": "TVSeason", "seasonNumber": 4, "startDate": "2031-10-02T20:00:00+01:00"},
        ],
    }  # fmt: skip
    assert [(crumb["name"], crumb["item"]["@id"]) for crumb in found[1]["itemListElement"]] == [
        ("Airdate", f"{site}/"), ("Titles", f"{site}/titles/"), ("The Quay", f"{site}/titles/the-quay/"),
    ]  # fmt: skip
    assert told(client, "/titles/the-quay/?as_of=2031-03-01") == []


@pytest.mark.django_db
def test_a_service_tells_its_prices(client: Client) -> None:
    price = {"kind": "price", "provider": "Lantern+", "period": "month"}
    say(
        {**price, "plan": "basic", "money": {"amount": 4.99, "currency": "GBP"}},
        {**price, "plan": "grand", "from": True, "money": {"amount": 9, "currency": "GBP"}},
        {**price, "plan": "rumoured", "money": {"amount": 1, "currency": "GBP"}, "status": "rumoured"},
    )
    weigh_all(now=NOW)
    month = {"@type": "QuantitativeValue", "value": 1, "unitCode": "MON"}
    offers = {offer["name"]: offer for offer in node_of(client, "/services/lantern-plus/")["offers"]}
    assert offers == {
        "basic": {
            "@type": "Offer", "name": "basic", "price": "4.99", "priceCurrency": "GBP",
            "priceSpecification": {
                "@type": "UnitPriceSpecification", "price": "4.99", "priceCurrency": "GBP", "referenceQuantity": month,
            },
        },
        "grand": {
            "@type": "Offer", "name": "grand", "priceCurrency": "GBP",
            "priceSpecification": {
                "@type": "UnitPriceSpecification", "minPrice": "9", "priceCurrency": "GBP", "referenceQuantity": month,
            },
        },
    }  # fmt: skip


@pytest.mark.django_db
def test_a_broadcast_is_told_in_the_time_of_its_channel(client: Client) -> None:
    one, *_ = an_evening()
    shown = Broadcast.objects.get(title="The Night Ferryman")
    found = node_of(client, f"/tv/programmes/{shown.pk}/")
    channel = f"http://testserver/tv/channels/{one.slug}/"
    assert (found["@type"], found["startDate"], found["endDate"]) == (
        "BroadcastEvent", "2031-03-10T21:00:00+00:00", "2031-03-10T22:00:00+00:00",
    )  # fmt: skip
    assert found["publishedOn"] == {
        "@type": "BroadcastService", "@id": channel, "url": channel, "name": "Harbour One",
        "broadcastTimezone": "Europe/London",
    }  # fmt: skip
    assert found["workPerformed"] == {
        "@type": "TVEpisode", "name": "Last Boat", "episodeNumber": 1,
        "partOfSeason": {"@type": "TVSeason", "seasonNumber": 1},
        "partOfSeries": {"@type": "TVSeries", "name": "The Night Ferryman"},
    }  # fmt: skip
    endless = Broadcast.objects.get(title="The Desk")
    assert "endDate" not in node_of(client, f"/tv/programmes/{endless.pk}/")


@pytest.mark.django_db
def test_the_site_tells_how_it_is_searched(client: Client) -> None:
    (found,) = told(client, "/")
    assert found == {
        "@type": "WebSite", "@id": "http://testserver/", "url": "http://testserver/", "name": "Airdate",
        "inLanguage": ["en-GB", "de"],
        "potentialAction": {
            "@type": "SearchAction", "query-input": "required name=search_term",
            "target": {"@type": "EntryPoint", "urlTemplate": "http://testserver/search/?q={search_term}"},
        },
    }  # fmt: skip
    assert told(client, "/changes/") == []


@pytest.mark.parametrize(
    ("edtf", "precision", "told"),
    [
        ("2031-04-05", "day", "2031-04-05"), ("2031-04", "month", "2031-04"), ("2031", "year", "2031"),
        ("2031-22", "season", None), ("2031-34", "quarter", None), ("2031-01/2031-04", "interval", None),
        ("2031/..", "open", None), (None, "none", None),
    ],
)  # fmt: skip
def test_a_date_is_never_told_finer_than_it_is(edtf: str | None, precision: str, told: str | None) -> None:
    earliest = DAY + timedelta(days=26)
    assert date_of(When(edtf, precision, earliest=earliest if precision == "day" else None)) == told
    assert date_of(When(edtf, precision, approximate=True, earliest=earliest)) is None


@pytest.mark.django_db
def test_nothing_that_is_told_ends_the_block_of_data(client: Client) -> None:
    say({"kind": "release", "title": EVIL, "date": "2031-04-05"}, source=make_source("The Quay Post"))
    weigh_all(now=NOW)
    title = Title.objects.get()
    page = client.get(f"/titles/{title.slug}/").content.decode()
    scripts = LexborHTMLParser(page).css("script")
    assert sorted(str(script.attributes.get("type")) for script in scripts) == ["application/ld+json", "module"]
    (_, start, rest) = page.partition('<script type="application/ld+json">')
    block = rest.partition("</script>")[0]
    assert start
    assert not {"<", ">", "&", "\u2028"} & set(block)
    assert json.loads(block)["@graph"][0]["name"] == title.name


@pytest.mark.django_db(transaction=True)
def test_a_browser_keeps_to_the_policy_and_finds_nothing_to_refuse(browser: Browser, live_server: LiveServer) -> None:
    tell(DAY, "salt-road-day")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{live_server.url}/titles/the-salt-road/")
    assert page.locator('script[type="application/ld+json"]').count() == 1
    page.close()
    assert refused == []


@pytest.mark.django_db
def test_a_work_of_the_catalogue_is_what_a_broadcast_shows(client: Client) -> None:
    tell(DAY, "salt-road-day")
    one, *_ = an_evening()
    work = Title.objects.get(slug="the-salt-road")
    shown = air(one, "23:30", 30, "The Salt Road", day=DAY + timedelta(days=1), work=work)
    assert node_of(client, f"/tv/programmes/{shown.pk}/")["workPerformed"] == {
        "@type": "TVSeries", "@id": "http://testserver/titles/the-salt-road/", "name": "The Salt Road",
        "url": "http://testserver/titles/the-salt-road/",
    }  # fmt: skip
