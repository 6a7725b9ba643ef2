"""The sitemaps list what is known, once each, with the day of its latest fact."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from airdate.catalogue.models import Genre, Service, Title
from airdate.facts.actions import weigh_all
from airdate.guide import urls as guide
from airdate.newsroom.models import Article, ArticleAuthor, Author
from airdate.syndication import sitemaps
from factories import NOW, say
from newsroom.writing import published, written_article

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """All in one part, whatever keys the database has come to by the tests before."""
    monkeypatch.setattr(sitemaps, "PART", 1_000_000)


def listed(client: Client, address: str) -> list[tuple[str, str | None]]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    root = ET.fromstring(answer.content)
    return [
        (str(each.findtext("s:loc", namespaces=NAMES)).removeprefix(HOST), each.findtext("s:lastmod", namespaces=NAMES))
        for each in root
    ]


def show(number: int, **slots: Any) -> None:
    date = f"2031-04-{number:02d}"
    told = {"kind": "release", "title": f"Show {number}", "date": date, "platform": ["Lantern+"], **slots}
    cast = {"kind": "casting", "title": f"Show {number}", "actor": f"Ada Quill{number}"}
    say(told, cast, published=f"2031-02-{number:02d}")


def test_the_index_names_the_parts(client: Client) -> None:
    assert listed(client, "/sitemap.xml") == [
        (f"/sitemap-{name}.xml", None) for name in ("pages", "titles", "people", "services", "articles")
    ]


def test_entries_are_listed_with_the_day_of_their_latest_fact(client: Client) -> None:
    show(1)
    show(2)
    say({"kind": "release", "title": "Show 1", "date": "2031-04-20", "platform": ["Lantern+"]}, published="2031-02-25")
    Title.objects.create(slug="unknown", name="Unknown", folded="unknown")
    weigh_all(now=NOW)
    assert listed(client, "/sitemap-titles.xml") == [
        ("/titles/show-1/", "2031-02-25"), ("/titles/show-2/", "2031-02-02"),
    ]  # fmt: skip
    assert listed(client, "/sitemap-people.xml") == [
        ("/people/ada-quill1/", "2031-02-01"), ("/people/ada-quill2/", "2031-02-02"),
    ]  # fmt: skip
    assert listed(client, "/sitemap-services.xml") == [("/services/lantern-plus/", "2031-02-25")]
    assert [address for address, _ in listed(client, "/sitemap-pages.xml")][:3] == ["/", "/tv/", "/tv/now/"]


def test_there_is_one_entry_for_each_page_that_there_is_one_of(client: Client) -> None:
    """Held against the addresses of the site, so that a page that is added is listed too."""
    show(1)
    weigh_all(now=NOW)
    Genre.objects.create(slug="harbour-drama", name="Harbour drama")
    single = {f"guide:{each.name}" for each in guide.urlpatterns if not each.pattern.converters}
    beside = {  # they answer a question, or a part of a page, or are asked by a machine
        "guide:changes_feed", "guide:choices", "guide:compare", "guide:tv_rows", "guide:tv_search", "guide:search",
        "guide:suggest",
    }  # fmt: skip
    pages = [address for address, _ in listed(client, "/sitemap-pages.xml")]
    assert {reverse(name) for name in (single - beside) | {"newsroom:front"}} - set(pages) == set()
    assert sorted(set(pages)) == sorted(pages)
    assert "/genres/harbour-drama/" in pages


def test_articles_that_are_published_are_listed_and_so_are_their_sections_and_authors(client: Client) -> None:
    section = Genre.objects.create(slug="harbour-drama", name="Harbour drama")
    Genre.objects.create(slug="unwritten", name="Unwritten")
    published("<p>It is colder than the first.</p>", title="The quay in winter", section=section)
    article = Article.objects.get()
    article.bylines.add(ArticleAuthor(author=Author.objects.create(slug="ada-quill", name="Ada Quill")))
    article.save_revision().publish()
    Author.objects.create(slug="silent", name="Silent")
    written_article("<p>Not yet.</p>", title="A draft")
    today = timezone.localdate().isoformat()
    assert listed(client, "/sitemap-articles.xml") == [("/news/the-quay-in-winter/", today)]
    pages = [address for address, _ in listed(client, "/sitemap-pages.xml")]
    assert [address for address in pages if address.startswith("/news/")] == [
        "/news/", "/news/sections/harbour-drama/", "/news/authors/ada-quill/",
    ]  # fmt: skip


def test_what_was_merged_away_is_not_listed(client: Client) -> None:
    show(1)
    show(2)
    weigh_all(now=NOW)
    first, second = Title.objects.order_by("slug")
    second.merged_into = first
    second.save()
    assert [address for address, _ in listed(client, "/sitemap-titles.xml")] == ["/titles/show-1/"]


def test_parts_are_ranges_of_keys(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    for number in range(1, 6):
        show(number)
    weigh_all(now=NOW)
    keys = dict(Title.objects.values_list("slug", "pk"))
    parts = [address for address, _ in listed(client, "/sitemap.xml") if "titles" in address]
    found = {address: [title for title, _ in listed(client, address)] for address in parts}
    assert sorted(title for titles in found.values() for title in titles) == sorted(f"/titles/{s}/" for s in keys)
    places = {address: {(keys[title.split("/")[2]] - 1) // 2 for title in titles} for address, titles in found.items()}
    assert places == {address: {place} if found[address] else set() for place, address in enumerate(parts)}
    assert client.get(f"/sitemap-titles.xml?p={len(parts) + 1}").status_code == 404
    assert [client.get(f"/sitemap-titles.xml?p={p}").status_code for p in ("0", "-1", "x")] == [404, 404, 404]
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_a_part_asks_as_often_however_many_it_lists(client: Client) -> None:
    counted = []
    for number in (1, 2, 3):
        show(number)
        weigh_all(now=NOW)
        with CaptureQueriesContext(connection) as queries:
            listed(client, "/sitemap-titles.xml")
            listed(client, "/sitemap.xml")
        counted.append(len(queries))
    assert len(set(counted)) == 1
    assert Service.objects.count() == 1


def test_robots_are_told_what_is_for_people_and_where_the_map_is(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-2:] == [
        "Sitemap: http://testserver/sitemap.xml", "Sitemap: http://testserver/news/sitemap.xml",
    ]  # fmt: skip
    assert {"Disallow: /search/", "Disallow: /api/", "Disallow: /*keep="} <= set(lines)
