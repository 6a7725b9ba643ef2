"""The page of changes and its feed, of all or of what is asked for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from airdate.catalogue.models import Service, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Change
from factories import NOW, make_source, say
from factories.evening import tell
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db
ATOM_OF_CHANGES = "link[rel=alternate][href^='/changes/feed/']"
ATOM = "{http://www.w3.org/2005/Atom}"
MOVED = ("The Salt Road", "moved"), ("The Salt Road", "more precise")


def shown(client: Client, query: str = "") -> list[tuple[str, ...]]:
    return rows(client.get(f"/changes/{query}"), ".dated .lines > li", "p:first-child a", ".kind")


def entries(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/changes/feed/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return [str(title.text) for title in etree.fromstring(answer.content).iterfind(f"{ATOM}entry/{ATOM}title")]


@pytest.fixture
def evening(db: None) -> None:
    tell(DAY, "salt-road-window", "salt-road-day", "salt-road-moved", "nine-lanterns-rumour", "nine-lanterns-denial")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"The Salt Road", "Nine Lanterns"}),
        ("?genre=drama", {"The Salt Road"}),
        ("?genre=fantasy", {"Nine Lanterns"}),
        ("?service=harbour-one", {"The Salt Road"}),
        ("?service=netflix", set()),
        ("?title=nine-lanterns", {"Nine Lanterns"}),
        ("?kind=dates", {"The Salt Road"}),
        ("?kind=orders", {"Nine Lanterns"}),
        ("?kind=prices", set()),
        ("?change=denied", {"Nine Lanterns"}),
        ("?change=moved&kind=dates&service=harbour-one&genre=drama&title=the-salt-road", {"The Salt Road"}),
        ("?change=denied&genre=drama", set()),
        ("?genre=&service=&kind=&change=", {"The Salt Road", "Nine Lanterns"}),
    ],
)
def test_changes_are_those_asked_for(client: Client, evening: None, query: str, titles: set[str]) -> None:
    listed = shown(client, query)
    assert {title for title, _ in listed} == titles
    assert len(entries(client, query)) == len(listed)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?genre=noir", "There is no genre “noir” here."),
        ("?service=nowhere", "There is no service “nowhere” here."),
        ("?title=%3Cscript%3E", "There is no title “<script>” here."),
        ("?kind=weather", "“weather” is no kind of fact; take one of dates, orders, cast, availability, prices, "
         "videos, works."),
        ("?change=first", "“first” is no kind of change; take one of moved, refined, confirmed, denied, withdrawn, "
         "corrected, contested, settled."),
    ],
)  # fmt: skip
def test_what_is_not_here_is_said(client: Client, query: str, told: str) -> None:
    for address in ("/changes/", "/changes/feed/"):
        answer = client.get(address + query)
        assert (answer.status_code, seen(answer, ".lead")) == (400, [told])


def test_what_was_merged_is_asked_for_as_what_it_became(client: Client, evening: None) -> None:
    kept = Title.objects.get(slug="the-salt-road")
    Title.objects.create(slug="salt-road", name="Salt Road", folded="salt road", merged_into=kept)
    assert shown(client, "?title=salt-road") == list(MOVED)


def test_pages_and_feeds_keep_the_question(client: Client) -> None:
    for number in range(62):
        for day, date in (("2031-02-01", "2031-08"), ("2031-02-02", "2031-08-03")):
            say({"kind": "release", "title": f"The Quay {number}", "date": date, "platform": ["Lantern"]},
                published=day, source=make_source("Lantern News", "official"))  # fmt: skip
    weigh_all(now=NOW)
    page = client.get("/changes/?service=lantern&page=1")
    assert links(page, ".pages a") == ["?service=lantern&page=2"]
    assert len(shown(client, "?service=lantern&page=2")) == 2
    assert "/changes/feed/?service=lantern" in links(page)
    assert links(page, ATOM_OF_CHANGES) == ["/changes/feed/", "/changes/feed/?service=lantern"]
    assert len(entries(client, "?service=lantern")) == 50


def test_the_feed_is_advertised_on_every_page_and_of_titles_and_services(client: Client, evening: None) -> None:
    assert links(client.get("/"), ATOM_OF_CHANGES) == ["/changes/feed/"]
    assert links(client.get("/titles/the-salt-road/"), ATOM_OF_CHANGES) == [
        "/changes/feed/", "/changes/feed/?title=the-salt-road",
    ]  # fmt: skip
    assert links(client.get("/services/harbour-one/"), ATOM_OF_CHANGES) == [
        "/changes/feed/", "/changes/feed/?service=harbour-one",
    ]  # fmt: skip


def test_an_entry_of_the_feed_leads_to_the_fact(client: Client, evening: None) -> None:
    feed = etree.fromstring(client.get("/changes/feed/?change=moved&kind=dates").content)
    change = Change.objects.get(kind="moved", fact__kind="release")
    (entry,) = feed.iterfind(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert (link.get("href"), entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title")) == (
        f"http://testserver/facts/{change.fact_id}/", f"urn:airdate:change:{change.pk}",
        "The Salt Road, Release on Harbour One: Saturday 5 April, 21:00 (moved)",
    )  # fmt: skip
    assert entry.findtext(f"{ATOM}updated") == change.learnt_at.isoformat()
    assert str(entry.findtext(f"{ATOM}summary")).endswith(
        "was Saturday 29 March, 21:00. Said by Harbour Television press office."
    )
    assert feed.findtext(f"{ATOM}title") == "Airdate: what moved, dates, moved"


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, evening: None) -> None:
    first = client.get("/changes/feed/")
    again = client.get("/changes/feed/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post("/changes/feed/").status_code == 405


def test_what_xml_cannot_hold_is_left_out(client: Client) -> None:
    evil = 'Quay\x0b\x1b <script>alert("x")</script> & ]]>'
    for day, date in (("2031-02-01", "2031-08"), ("2031-02-02", "2031-08-03")):
        say({"kind": "release", "title": evil, "date": date}, published=day, source=make_source(f"News {evil}"))
    weigh_all(now=NOW)
    (title,) = entries(client)
    assert title.startswith('Quay <script>alert("x")</script> & ]]>, ')


def test_a_longer_feed_takes_no_more_queries(client: Client) -> None:
    counted = []
    for number in range(3):
        for day, date in (("2031-02-01", "2031-08"), ("2031-02-02", "2031-08-03")):
            say({"kind": "release", "title": f"The Quay {number}", "date": date}, published=day,
                source=make_source("Lantern News", "official"))  # fmt: skip
        weigh_all(now=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert len(entries(client)) == number + 1
        counted.append(len(captured))
    assert counted[0] == counted[-1]
    assert not Service.objects.exists()
