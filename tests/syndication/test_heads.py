"""What the head of every kind of page tells machines: its one address, how it is shown where it is shared, the feeds
beside it, and what schema.org has words for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import Genre, Title
from airdate.newsroom.models import Article, ArticleAuthor, Author
from messages.greek import AT, DAY, make_site
from newsroom.writing import published
from syndication.linked.vocabulary import faults, types

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
NO_PAGES = {"changes_feed", "suggest", "tv_rows"}  # a feed, what the search box asks, a part of the grid
# Of these kinds one page is as good as another to who has not opened it: they say what the site is.
AS_THE_SITE = {
    "home", "titles", "services", "sources", "genres", "compare", "search", "policy", "report", "tv_now", "tv_tonight",
    "tv_search",
}  # fmt: skip
SHARED = (
    "og:site_name", "og:type", "og:title", "og:description", "og:url", "og:locale", "og:image", "og:image:width",
    "og:image:height", "og:image:alt",
)  # fmt: skip
SITE, NEWS = "/changes/feed/", "/news/feed.atom"
# What each kind of page is in the words of schema.org; a kind that is not here tells nothing.
KINDS: dict[str, list[str]] = {
    "home": ["WebSite"], "search": ["WebSite"], "title": ["TVSeries", "BreadcrumbList"],
    "person": ["Person", "BreadcrumbList"], "service": ["Service", "BreadcrumbList"],
    "tv_channel": ["BroadcastService", "BreadcrumbList"], "tv_programme": ["BroadcastEvent", "BreadcrumbList"],
    "article": ["NewsArticle"], "review": ["NewsArticle+Review"],
}  # fmt: skip


@pytest.fixture
def addresses(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """One address of each kind of page: the guide's by their routes, and those of the news."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    monkeypatch.setattr(timezone, "now", lambda: AT)
    guide = make_site()
    section, author = Genre.objects.get(slug="drama"), Author.objects.create(slug="ada-quill", name="Ada Quill")
    about = [Title.objects.earliest("pk")]
    for fields in ({"title": "The quay"}, {"title": "The quay, seen", "kind": "review", "points": 7}):
        article = published("<p>It is colder than the first.</p>", section=section, about=about, **fields)
        article.bylines.add(ArticleAuthor(author=author))
        article.tags.add("returning")
        article.save_revision().publish()
    article, review = Article.objects.order_by("pk")
    news = {
        "news": "/news/", "section": "/news/sections/drama/", "author": "/news/authors/ada-quill/",
        "tag": "/news/tags/returning/", "article": f"/news/{article.slug}/", "review": f"/news/{review.slug}/",
    }  # fmt: skip
    return {name: address for name, address in guide.items() if name not in NO_PAGES} | news


@pytest.fixture
def heads(client: Client, addresses: dict[str, str]) -> dict[str, LexborHTMLParser]:
    found = {}
    for name, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[name] = LexborHTMLParser(answer.content.decode())
    return found


def contents(page: LexborHTMLParser, name: str) -> list[str]:
    """What a page's meta elements of a name or a property say."""
    return [node.attributes["content"] or "" for node in page.css(f"meta[property='{name}'], meta[name='{name}']")]


def hrefs(page: LexborHTMLParser, css: str) -> list[str]:
    return [node.attributes["href"] or "" for node in page.css(css)]


def test_each_page_has_one_address_and_tells_it_twice(
    client: Client, addresses: dict[str, str], heads: dict[str, LexborHTMLParser]
) -> None:
    canonical = {name: hrefs(page, "link[rel=canonical]") for name, page in heads.items()}
    assert {name: found for name, found in canonical.items() if len(found) != 1} == {}
    assert {name: contents(page, "og:url") for name, page in heads.items()} == canonical
    for name, (address,) in canonical.items():
        assert address.split("?")[0] == HOST + addresses[name].split("?")[0], name
        again = LexborHTMLParser(client.get(address.removeprefix(HOST)).content.decode())
        assert hrefs(again, "link[rel=canonical]") == [address], name
    assert len({address for (address,) in canonical.values()}) == len(canonical)


def test_what_changes_nothing_is_no_part_of_the_address(client: Client, addresses: dict[str, str]) -> None:
    for name in ("home", "title", "genre", "news", "article"):
        page = LexborHTMLParser(client.get(f"{addresses[name]}?utm_source=x&zone=Asia/Tokyo").content.decode())
        assert hrefs(page, "link[rel=canonical]") == [HOST + addresses[name]]


def test_each_page_says_how_it_is_shown_where_it_is_shared(heads: dict[str, LexborHTMLParser]) -> None:
    told = {name: {each: contents(page, each) for each in SHARED} for name, page in heads.items()}
    assert [
        f"{name}: {each} is {values}"
        for name, found in told.items()
        for each, values in found.items()
        if len(values) != 1 or not values[0].strip()
    ] == []
    cards = {name: contents(page, "twitter:card") for name, page in heads.items()}
    assert cards == {name: ["summary_large_image"] for name in heads}
    titles = {name: [node.text() for node in page.css("title")] for name, page in heads.items()}
    assert titles == {name: found["og:title"] for name, found in told.items()}
    assert len({title for (title,) in titles.values()}) == len(titles)
    assert {name: found["og:type"] for name, found in told.items() if found["og:type"] != ["website"]} == {
        "article": ["article"], "review": ["article"],
    }  # fmt: skip


def test_each_kind_of_page_describes_itself(heads: dict[str, LexborHTMLParser]) -> None:
    told = {name: contents(page, "description") for name, page in heads.items()}
    assert told == {name: contents(page, "og:description") for name, page in heads.items()}
    of_site = told["home"]
    assert {name for name, description in told.items() if description == of_site} == AS_THE_SITE
    own = [description for (description,) in told.values() if [description] != of_site]
    assert len(set(own)) == len(own)
    assert [text for text in own if not 0 < len(text) < 320 or text != " ".join(text.split())] == []


def test_the_pictures_are_there(client: Client, heads: dict[str, LexborHTMLParser]) -> None:
    pictures = {picture for page in heads.values() for picture in contents(page, "og:image")}
    assert len(pictures) == 2  # of the site, of the title
    for picture in pictures:
        answer = client.get(picture.removeprefix(HOST))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png"), picture


def test_every_feed_that_a_page_names_is_there_and_is_what_it_says(
    client: Client, addresses: dict[str, str], heads: dict[str, LexborHTMLParser]
) -> None:
    named = {name: page.css("link[rel=alternate][type], link[rel=service-desc]") for name, page in heads.items()}
    for name, found in named.items():
        told = [node.attributes["href"] or "" for node in found]
        if name in ("news", "section", "author", "tag"):
            assert told == [f"{addresses[name]}feed.{form}" for form in ("atom", "rss", "json")]
        elif name in ("article", "review"):
            assert told == [NEWS, "/news/sections/drama/feed.atom"]
        else:
            assert {SITE, NEWS} <= set(told), name
        assert len(set(told)) == len(told), name
    feeds = {(node.attributes["href"], node.attributes["type"]) for found in named.values() for node in found}
    for address, kind in sorted(feeds):
        answer = client.get(str(address))
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, kind), address
    assert {kind for _address, kind in feeds} == {
        "application/atom+xml", "application/rss+xml", "application/feed+json", "application/json", "text/calendar",
    }  # fmt: skip


def test_what_is_told_in_json_keeps_to_the_vocabulary(heads: dict[str, LexborHTMLParser]) -> None:
    told = {name: nodes(page) for name, page in heads.items()}
    assert {name: found for name in told if (found := [fault for node in told[name] for fault in faults(node)])} == {}
    assert {name: ["+".join(types(node)) for node in found] for name, found in told.items() if found} == KINDS


def nodes(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """The things that a page tells of, each without the context that they share."""
    graphs = [json.loads(script.text()) for script in page.css('script[type="application/ld+json"]')]
    assert [graph.pop("@context") for graph in graphs] == ["https://schema.org"] * len(graphs)
    return [node for graph in graphs for node in graph.get("@graph", [graph])]
