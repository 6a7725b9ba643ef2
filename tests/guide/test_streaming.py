"""The streaming guide, services and two of them side by side: what is shown where, in which country, of which genre."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Genre, Service, Title
from airdate.facts import queries as facts
from airdate.facts.actions import weigh_all
from airdate.facts.queries.streaming import _near as near
from airdate.guide.frame import PAGE
from factories import NOW, make_source, say
from factories.evening import tell
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db


def d(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


def release(title: str, days: int, service: str = "Lantern+", **slots: Any) -> dict[str, Any]:
    return {"kind": "release", "title": title, "date": d(days), "platform": [service], **slots}


def offer(title: str, service: str = "Lantern+", **slots: Any) -> dict[str, Any]:
    return {"kind": "availability", "title": title, "platform": [service], "terms": "subscription", **slots}


def price(amount: float, service: str = "Lantern+", **slots: Any) -> dict[str, Any]:
    return {
        "kind": "price",
        "provider": service,
        "period": "month",
        "money": {"amount": amount, "currency": "GBP"},
        **slots,
    }


@pytest.fixture
def evening() -> None:
    """Three services, of which one is in the United States alone, and a channel."""
    for name, kind, country in (
        ("Lantern+", "streaming", "GB"), ("Tide", "streaming", ""), ("Yankee", "streaming", "US"),
        ("Harbour One", "channel", "GB"),
    ):  # fmt: skip
        keep_service(name, kind=kind, country=country)
    say(
        release("Salt", 3), release("Quay", -5), release("Pier", 9, "Tide"), release("Boardwalk", 4, "Yankee"),
        release("Ferry", 2, "Harbour One"), release("Far", 6, "Tide", region="US"),
        offer("Brass", until=d(9)), offer("Old", until=d(-2)), offer("Rope"), offer("Rope", "Tide"),
        offer("Anchor", "Tide"), offer("Stars", "Yankee"), price(7.99), price(5.99, "Tide"),
        published=DAY - timedelta(days=20),
    )  # fmt: skip
    weigh_all(now=NOW)


def named(page: Any, heading: str) -> list[str]:
    return seen(page, f"[aria-labelledby={heading}] .row__title")


def test_new_coming_and_leaving_of_all_that_stream(client: Client, evening: None) -> None:
    page = client.get("/streaming/")
    assert seen(page, "h1") == ["What to stream"]
    assert (named(page, "coming"), named(page, "leaving"), named(page, "new")) == (
        ["Salt", "Pier"],
        ["Brass"],
        ["Quay"],
    )
    assert rows(page, "[aria-labelledby=leaving] .slot", ".date > :first-child", ".row__what", ".row__sure") == [
        ("Wednesday 19 March", "With a subscription, on Lantern+", "in 9 days why?: Brass")
    ]
    assert rows(page, ".board--small li", ".board__plan", ".board__price b") == [
        ("Lantern+", "£7.99"), ("Tide", "£5.99"), ("Yankee", ""),
    ]  # fmt: skip


def test_each_list_by_itself(client: Client, evening: None) -> None:
    shown = {name: seen(client.get(f"/streaming/?show={name}"), ".row__title") for name in ("new", "coming", "leaving")}
    assert shown == {"new": ["Quay"], "coming": ["Salt", "Pier"], "leaving": ["Brass"]}
    everything = client.get("/streaming/?show=all")
    assert rows(everything, ".shelf li", "a:not(.why) > span", ".when") == [
        ("Anchor", "Tide: With a subscription why?: Anchor"),
        ("Brass", "Lantern+: With a subscription, until Wednesday 19 March why?: Brass"),
        ("Quay", "Lantern+, since Wednesday 5 March why?: Quay"),
        ("Rope", "Lantern+: With a subscription why?: Rope Tide: With a subscription why?: Rope"),
    ]
    assert seen(client.get("/streaming/?show=all&from=q"), ".shelf a:not(.why) > span") == ["Quay", "Rope"]
    tabs = dict(zip(seen(everything, ".tabs a"), links(everything, ".tabs a"), strict=True))
    assert tabs["Leaving soon"] == "?show=leaving"


def test_a_country_has_its_own_services_and_dates(client: Client, evening: None) -> None:
    there = client.get("/streaming/?region=US")
    assert named(there, "coming") == ["Boardwalk", "Far", "Pier"]
    assert named(client.get("/streaming/?region=all"), "coming") == ["Salt", "Boardwalk", "Far", "Pier"]
    assert named(client.get("/streaming/?region=ie"), "coming") == ["Pier"]


def test_the_country_is_remembered_where_that_is_asked(client: Client, evening: None) -> None:
    assert client.get("/streaming/?region=US").cookies == {}
    assert client.get("/services/tide/").cookies == {}
    kept = client.get("/services/tide/?keep=1&region=US")
    assert (kept.status_code, kept["Location"]) == (302, "/services/tide/?region=US")
    assert {name: morsel.value for name, morsel in kept.cookies.items()} == {"region": "US"}
    assert named(client.get("/streaming/"), "coming") == ["Boardwalk", "Far", "Pier"]
    page = client.get("/services/tide/")
    assert named(page, "coming") == ["Far", "Pier"]
    assert "Cookie" in page["Vary"]
    client.get("/streaming/?keep=1&region=")
    assert named(client.get("/streaming/"), "coming") == ["Salt", "Pier"]
    client.get("/streaming/?keep=1&region=zz")
    assert "region" not in {name for name, morsel in client.cookies.items() if morsel.value}


def test_a_service_or_a_genre_alone(client: Client, evening: None) -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    crime = Genre.objects.create(slug="crime", name="Crime", parent=drama)
    Title.objects.get(slug="salt").genres.add(crime)
    Title.objects.get(slug="anchor").genres.add(drama)
    page = client.get("/streaming/?service=tide&region=all")
    assert (seen(page, "h1"), named(page, "coming")) == (["Tide"], ["Far", "Pier"])
    of_drama = client.get("/streaming/?genre=drama")
    assert (named(of_drama, "coming"), seen(of_drama, "select[name=genre] option")) == (
        ["Salt"],
        ["all", "Drama", "– Crime"],
    )
    assert seen(client.get("/streaming/?genre=drama&show=all"), ".shelf a:not(.why) > span") == ["Anchor"]
    assert seen(client.get("/streaming/?genre=crime&show=all"), ".shelf a:not(.why) > span") == []
    # A channel can be asked for as well, and stands in the form then.
    channel = client.get("/streaming/?service=harbour-one")
    assert named(channel, "coming") == ["Ferry"]
    assert "Harbour One" in seen(channel, "select[name=service] option")


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("show=best", 400, "“best” is no list here; take one of new, coming, leaving, all."),
        ("service=nobody", 400, "There is no service “nobody” here."),
        ("genre=nothing", 400, "There is no genre “nothing” here."),
        ("region=Britain", 400, "“Britain” is no country here; write its two letters, such as GB, or “all”."),
        ("show=all&after=nothing", 400, "There is no title “nothing” here."),
        ("show=new&page=0", 404, "There is no page “0” of this list."),
        ("show=coming&page=201", 404, "There is no page “201” of this list."),
        ("show=leaving&page=9", 404, "There is no page “9” of this list."),
        ("service=%00&show=new", 400, "There is no service “\N{REPLACEMENT CHARACTER}” here."),
        ("genre=a%00b", 400, "There is no genre “a\N{REPLACEMENT CHARACTER}b” here."),
        ("show=all&after=%00", 400, "There is no title “\N{REPLACEMENT CHARACTER}” here."),
        ("show=all&from=%00", 200, None),
        ("region=%3Cscript%3Ealert(1)%3C/script%3E", 400, None),
        ("genre=" + "x" * 5000, 400, None),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_way_out(
    client: Client, evening: None, query: str, status: int, told: str | None
) -> None:
    answer = client.get(f"/streaming/?{query}")
    assert answer.status_code == status
    for words in seen(answer, ".lead"):
        assert words == told if told else len(words) < 160
    assert len(seen(answer, ".lead")) == (status != 200)
    assert LexborHTMLParser(answer.content.decode()).css("main script") == []


def test_long_lists_have_pages_in_every_order(client: Client) -> None:
    keep_service("Lantern+", kind="streaming", country="GB")
    number = PAGE + 3
    # Two titles of one name stand on two pages, and none is lost or shown twice.
    names = [f"Show {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(number)]
    for n, name in enumerate(names):
        say(offer(name, until=d(n + 1)), release(name, n + 1, season=2), published=DAY - timedelta(days=3))
    weigh_all(now=NOW)
    Title.objects.filter(name__in=names[PAGE - 1 : PAGE + 1]).update(folded="show twin", name="Show Twin")
    for show in ("coming", "leaving"):
        first, second = (client.get(f"/streaming/?show={show}&page={page}") for page in (1, 2))
        assert (len(seen(first, ".row__title")), len(seen(second, ".row__title"))) == (PAGE, 3), show
        assert len({*links(first, ".row__title a"), *links(second, ".row__title a")}) == number, show
    first = client.get("/streaming/?show=all")
    (onward,) = links(first, ".pages a")
    second = client.get(f"/streaming/{onward}")
    assert len({*links(first, ".shelf a:not(.why)"), *links(second, ".shelf a:not(.why)")}) == number
    assert len(seen(second, ".shelf li")) == 3


def test_many_titles_are_walked_and_few_are_gathered_with_the_same_result(
    client: Client, evening: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    for slug in ("rope", "brass", "salt", "anchor"):
        Title.objects.get(slug=slug).genres.add(drama)
    addresses = (
        "/streaming/", "/streaming/?genre=drama", "/streaming/?show=all", "/streaming/?show=all&genre=drama",
        "/streaming/?show=all&service=lantern-plus", "/services/lantern-plus/", "/genres/drama/",
        "/services/compare/?a=lantern-plus&b=tide",
    )  # fmt: skip
    few = [rows(client.get(a), ".slot, .shelf li", "a:not(.why)", ".when") for a in addresses]
    monkeypatch.setattr("airdate.facts.queries.streaming.FEW", 0)
    monkeypatch.setattr("airdate.catalogue.queries.branches.FEW", 0)
    assert [rows(client.get(a), ".slot, .shelf li", "a:not(.why)", ".when") for a in addresses] == few
    assert all(few)


def test_where_is_the_same_condition_twice(evening: None) -> None:
    services = {service.slug: service for service in Service.objects.all()}
    asked = [facts.Where(service, region) for service in (None, *services.values()) for region in ("", "GB", "US")]
    for where in asked:
        by_query = {fact.pk for kind in ("release", "availability") for fact in where.facts(kind)}
        every = {fact for kind in ("release", "availability") for fact in facts_of(kind)}
        by_hand = {
            fact.pk for fact in every if where.holds(fact.place_id, fact.place.kind, fact.place.country, fact.region)
        }
        assert by_hand == by_query, where
        gathered = {fact.pk for kind in ("release", "availability") for fact in near(where, kind)}
        assert gathered == by_query, where


def facts_of(kind: str) -> list[Any]:
    from airdate.facts.models import Fact

    return list(Fact.objects.filter(kind=kind, title__isnull=False, place__isnull=False).select_related("place"))


def test_a_service_shows_prices_carriers_and_what_comes(client: Client) -> None:
    tell(DAY, "lantern-prices", "leaving-lantern")
    page = client.get("/services/lantern-plus/")
    assert rows(page, ".board > li", ".board__plan", ".board__price", ".small") == [
        ("Basic", "£4.99 a month", ""),
        ("Standard", "£8.99 a month", "from Sunday 30 March"),
        ("Premium", "£12.99 a month", "from Sunday 30 March"),
        ("Subscription", "£89.99 a year", ""),
    ]
    assert sorted(rows(page, "[aria-labelledby=also] li", "a:not(.why)", ".mark")) == [
        ("Beacon Box", ""), ("Roku", "Denied"), ("Tidewater Stream", ""),
    ]  # fmt: skip
    assert rows(page, "[aria-labelledby=coming] .slot", ".date > :first-child", ".row__title", ".row__what") == [
        ("Tuesday 18 March", "The Winter Palace Job", "Added"),
        ("in April 2031", "Small Hours", "Season 4"),
    ]
    assert rows(page, "[aria-labelledby=leaving] .slot", ".date > :first-child", ".row__title", ".row__what") == [
        ("Wednesday 19 March", "Brass Monkeys", "With a subscription"),
        ("Monday 24 March", "The Heron Papers", "With a subscription"),
    ]
    assert seen(page, ".shelf a:not(.why) > span") == ["Brass Monkeys", "The Heron Papers"]
    assert "/services/lantern-plus/calendar.ics" in links(page, "link[rel=alternate]")


def test_prices_that_moved_are_drawn_with_the_table_behind_them(client: Client) -> None:
    keep_service("Lantern+", kind="streaming", country="GB")
    source = make_source("Lantern Newsroom", "official")
    for days, amount, since in ((-400, 5.99, None), (-100, 6.99, d(-60)), (-9, 7.99, "2031-06")):
        said = price(amount, plan="standard") | ({"date": since} if since else {})
        say(said, source=source, published=DAY + timedelta(days=days))
    say(price(9.99, plan="premium"), price(8.99, region="US"), source=source, published=DAY - timedelta(days=50))
    weigh_all(now=NOW)
    page = client.get("/services/lantern-plus/")
    assert len(LexborHTMLParser(page.content.decode()).css("svg.plot")) == 2  # one width is shown at a time
    assert seen(page, ".course figcaption") == ["Prices a month"]
    assert rows(page, ".course tbody tr", "th", "td:nth-child(2)", "td:nth-child(3)") == [
        ("Standard", "£7.99 a month", "June 2031"),
        ("Premium", "£9.99 a month", "not told"),
        ("Standard", "£6.99 a month", "Thursday 9 January"),
        ("Standard", "£5.99 a month", "not told"),
    ]
    assert seen(page, ".past .board__plan") == ["Subscription (US)"]


def test_a_service_without_a_fact_says_what_will_stand_there(client: Client) -> None:
    keep_service("Lantern+", kind="streaming", country="GB")
    page = client.get("/services/lantern-plus/")
    assert (page.status_code, seen(page, ".empty")) == (
        200,
        [
            "No article has told its price yet.",
            "Nothing with a date is known to be coming to Lantern+.",
            "Nobody has said yet what can be seen on Lantern+.",
        ],
    )


def test_two_services_side_by_side(client: Client, evening: None) -> None:
    page = client.get("/services/compare/?a=lantern-plus&b=tide")
    assert seen(page, "h1") == ["Lantern+ and Tide"]
    assert rows(page, ".halves .section", "h2", ".board__price", ".row__title") == [
        ("Lantern+", "£7.99 a month", "Salt Brass"), ("Tide", "£5.99 a month", "Pier"),
    ]  # fmt: skip
    shelves = rows(page, "main > .section", "h2", ".shelf a:not(.why) > span")
    assert shelves == [("Only on Lantern+", "Brass Quay"), ("On both", "Rope"), ("Only on Tide", "Anchor")]
    assert seen(client.get("/services/compare/?a=lantern-plus&b=tide&only=b"), ".shelf a:not(.why) > span") == [
        "Anchor"
    ]
    asked = client.get("/services/compare/")
    assert (asked.status_code, seen(asked, "h1")) == (200, ["Two services side by side"])
    assert seen(asked, "select[name=a] option") == ["Lantern+", "Tide", "Yankee"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("a=tide&b=tide", "“Tide” was chosen twice; choose two services."),
        ("a=%00&b=tide", "There is no service “\N{REPLACEMENT CHARACTER}” here."),
        ("a=tide&b=nobody", "There is no service “nobody” here."),
        ("a=tide&b=lantern-plus&only=c", "“c” is none of the lists; take one of a, both, b."),
        ("a=tide&b=lantern-plus&only=a&after=nothing", "There is no title “nothing” here."),
    ],
)
def test_services_that_cannot_be_compared(client: Client, evening: None, query: str, told: str) -> None:
    answer = client.get(f"/services/compare/?{query}")
    assert (answer.status_code, seen(answer, ".lead")) == (400, [told])


def test_no_page_asks_more_at_three_and_at_three_hundred_rows_than_at_one(client: Client) -> None:
    addresses = (
        "/streaming/", "/streaming/?service=lantern-plus", "/streaming/?genre=drama", "/streaming/?show=new",
        "/streaming/?show=coming", "/streaming/?show=leaving", "/streaming/?show=all", "/services/",
        "/services/lantern-plus/", "/genres/", "/genres/drama/", "/services/compare/?a=lantern-plus&b=tide",
        "/services/compare/?a=lantern-plus&b=tide&only=both", "/changes/?genre=drama",
    )  # fmt: skip
    for name in ("Lantern+", "Tide"):
        keep_service(name, kind="streaming", country="GB")
    drama = Genre.objects.create(slug="drama", name="Drama")
    counted: list[dict[str, int]] = []
    made = 0
    for number in (1, 3, 300):
        claims = []
        for n in range(made, number):
            name = f"Show {chr(97 + n // 26)}{chr(97 + n % 26)}"
            claims += [
                release(name, n % 40 + 1, season=2), release(name, -(n % 40) - 1, season=1),
                offer(name, until=d(n % 60 + 1)),
                offer(name, "Tide", season=1), release(f"{name} of old", -9, "Tide"),
                price(n + 1, plan=f"plan {n}"),
                {"kind": "carriage", "provider": "Lantern+", "carrier": f"Box {n}"},
            ]  # fmt: skip
            claims.append(offer(f"{name} alone"))
            if n >= 40:  # no service has three hundred plans
                claims = [claim for claim in claims if claim["kind"] != "price" or claim["plan"] != f"plan {n}"]
        made = number
        say(*claims, source=make_source("The Quay Post"), published=DAY - timedelta(days=30))
        moved = release("Show aa", number + 2, season=2)
        say(moved, source=make_source("The Quay Post"), published=DAY - timedelta(days=9 - len(counted)))
        for title in Title.objects.all():
            title.genres.add(drama)
        weigh_all(now=NOW)
        counts = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            assert answer.status_code == 200, address
            counts[address] = len(queries)
        counted.append(counts)
    assert counted[1] == counted[0]
    assert counted[2] == counted[0]
