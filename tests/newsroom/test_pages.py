"""The public pages of the news, their feeds, and what an article says to machines."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import Genre, Title
from airdate.newsroom.models import Article, ArticleAuthor, Author, Kind, Picture
from airdate.settings.headers import CONTENT_SECURITY_POLICY
from guide.seen import links, seen
from newsroom.writing import SHOW, a_day, published, the_fact, told, words, written, written_article

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a picture that it has scaled to the collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make_picture(**fields: Any) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(file, "PNG")
    file.seek(0)
    return Picture.objects.create(title="The quay", file=ImageFile(file, name="quay.png"), **fields)


def signed(article: Article, name: str = "Ada Quill") -> Author:
    author, _made = Author.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name})
    article.bylines.add(ArticleAuthor(author=author))
    article.save_revision().publish()
    return author


def data_of(response: Any) -> dict[str, Any]:
    page = LexborHTMLParser(response.content.decode())
    (script,) = page.css('script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(script.text())
    return found


def test_an_article_shows_what_it_is_made_of(client: Client) -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    crime = Genre.objects.create(slug="crime-drama", name="Crime drama", parent=drama)
    told(a_day())
    picture = make_picture(description="A quay at dawn", credit="Mo Fell")
    article = published(
        title="The road is back", standfirst="What is known.", section=crime, picture=picture, caption="The quay.",
        about=[Title.objects.get(name=SHOW)],
        body=[
            ("paragraph", "<p>It <b>is</b> <a href='https://example.org/'>a drama</a>.</p>"),
            ("heading", "When"),
            ("quote", {"text": "All salt, no road.", "who": "Bo Lind"}),
            ("fact", {"fact": the_fact().pk, "heading": ""}),
            ("title_facts", {"title": "the-salt-road"}),
            ("offer", {"what": "Three months", "seller": "Lantern", "price": "£9", "terms": "New customers.",
                       "address": "https://example.org/offer", "label": "affiliate"}),
        ],
    )  # fmt: skip
    article.tags.add("Coast")
    signed(article)
    page = client.get(article.url)
    assert seen(page, "h1") == ["The road is back"]
    assert seen(page, ".story__head .kicker") == ["News › Drama › Crime drama"]
    assert seen(page, ".prose p") == ["It is a drama."]
    assert seen(page, ".pull p, .pull footer") == ["All salt, no road.", "Bo Lind"]
    day = a_day()
    assert seen(page, ".box__value") == [f"{day:%A} {written(day)}"]
    assert seen(page, ".box--list li")[0].startswith(f"Season 2 on Lantern+, {day:%A} {written(day)}.")
    assert seen(page, "figcaption") == ["The quay. Picture: Mo Fell"]
    assert seen(page, ".offer .news-label") == ["Affiliate: we earn something if you buy"]
    assert (
        LexborHTMLParser(page.content.decode()).css_first(".offer a").attributes["rel"] == "noopener nofollow sponsored"
    )
    assert seen(page, ".story__titles li, .story__tags a") == [SHOW, "#Coast"]
    assert links(page, ".story__by a") == ["/news/authors/ada-quill/"]
    assert page["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    image = LexborHTMLParser(page.content.decode()).css_first("figure img").attributes
    assert (image["alt"], image["width"], image["height"]) == ("A quay at dawn", "1280", "640")
    scaled = client.get(image["src"])
    assert (scaled["Content-Type"], scaled["Cache-Control"]) == ("image/webp", "public, max-age=86400")
    scaled.close()


def test_what_moved_since_is_told_with_its_day_and_to_machines(client: Client) -> None:
    told(a_day())
    body = [("paragraph", words(a_day())), ("fact", {"fact": the_fact().pk, "heading": "When"})]
    article = published(title="It comes", body=body)
    page = client.get(article.url)
    assert (seen(page, ".notice"), seen(page, ".box__moved")) == ([], [])
    assert [each["url"] for each in data_of(page)["citation"]] == [f"http://testserver/facts/{the_fact().pk}/"]
    assert "correction" not in data_of(page)
    told(a_day(97), ago=0)
    page = client.get(article.url)
    old, new, today = a_day(), a_day(97), timezone.localdate()
    words_of = f"{old:%A} {written(old)} → {new:%A} {written(new)}"
    assert seen(page, ".notice li") == [
        f"{written(today)}: {SHOW}, Season 2 on Lantern+: {words_of} (moved) why?: {SHOW}"
    ]
    assert seen(page, ".box__value") == [f"{new:%A} {written(new)}"]
    assert seen(page, ".box__moved") == [f"{written(today)}: {words_of} (moved). This was published before."]
    assert data_of(page)["correction"] == [
        {
            "@type": "CorrectionComment", "text": f"{SHOW}, Season 2 on Lantern+: {words_of}",
            "datePublished": today.isoformat(),
        }
    ]  # fmt: skip


def test_a_review_has_its_stars(client: Client) -> None:
    article = published(title="It is good", kind=Kind.REVIEW, points=7, body=[])
    page = client.get(article.url)
    stars = LexborHTMLParser(page.content.decode()).css(".star")
    assert [str(star.attributes["class"]).removeprefix("star star--") for star in stars] == ["f", "f", "f", "h", "e"]
    data = data_of(page)
    assert (data["@type"], data["reviewRating"]["ratingValue"]) == (["NewsArticle", "Review"], 3.5)


def test_a_review_says_to_machines_what_it_is_of(client: Client) -> None:
    told(a_day())
    show = Title.objects.get(name=SHOW)
    data = data_of(client.get(published(title="Good", kind=Kind.REVIEW, points=7, about=[show], body=[]).url))
    assert data["itemReviewed"] == {
        "@type": "CreativeWork", "name": SHOW, "url": "http://testserver/titles/the-salt-road/",
    }  # fmt: skip
    assert data["reviewRating"] == {"@type": "Rating", "ratingValue": 3.5, "bestRating": 5, "worstRating": 0.5}


def test_a_list_of_the_best_in_its_order_for_people_and_machines(client: Client) -> None:
    for slug, name, year in (("pilot-light", "Pilot Light", 2026), ("cold-ferry", "Cold Ferry", None)):
        Title.objects.create(slug=slug, name=name, year=year, form="series")
    Title.objects.create(slug="ferry", name="Ferry", form="series", merged_into=Title.objects.get(slug="cold-ferry"))
    picks = ("ferry", "pilot-light", "pilot-light", "gone")  # one that is another now, one twice, one that is not here
    body = [("pick", {"title": slug, "words": f"<p>Why {slug}.</p>"}) for slug in picks]
    page = client.get(published(title="Two for tonight", kind=Kind.LIST, body=body).url)
    assert seen(page, ".news-kind") == ["Best of"]
    assert seen(page, ".pick__place, .pick__name, .pick .prose")[:6] == [
        "1", "Cold Ferry", "Why ferry.", "2", "Pilot Light 2026", "Why pilot-light.",
    ]  # fmt: skip
    assert data_of(page)["mainEntity"] == {
        "@type": "ItemList",
        "numberOfItems": 2,
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "url": f"http://testserver/titles/{slug}/"}
            for position, (slug, name) in enumerate([("cold-ferry", "Cold Ferry"), ("pilot-light", "Pilot Light")], 1)
        ],
    }


def test_nothing_that_an_article_holds_becomes_markup(client: Client) -> None:
    bad = "<p onclick='x()'>Hi<script>alert(1)</script><a href='javascript:alert(2)'>there</a><img src=x></p>"
    article = published(bad, title="A </script><b>bold</b> claim", standfirst="<i>s</i>")
    page = client.get(article.url)
    text = page.content.decode()
    assert seen(page, "h1") == ["A </script><b>bold</b> claim"]
    assert seen(page, ".prose") == ["Hithere"]
    assert data_of(page)["headline"] == "A </script><b>bold</b> claim"
    parsed = LexborHTMLParser(text)
    assert {node.attributes.get("type") for node in parsed.css("script")} == {"module", "application/ld+json"}
    assert [name for node in parsed.css("*") for name in node.attributes if name.startswith("on")] == []
    assert [node.attributes.get("href") for node in parsed.css(".prose a")] == [None]
    assert parsed.css(".prose img") == []


def test_a_video_asks_nothing_of_its_host_before_a_click(client: Client) -> None:
    block = {"address": "https://www.youtube.com/watch?v=abcdefghijk", "title": "The trailer"}
    page = client.get(published(title="A trailer", body=[("video", block)]).url)
    assert page["Content-Security-Policy"] == f"{CONTENT_SECURITY_POLICY}; frame-src https://www.youtube-nocookie.com"
    parsed = LexborHTMLParser(page.content.decode())
    assert parsed.css("iframe, video, img") == []
    figure = parsed.css_first("figure.video")
    assert figure.attributes["data-player"] == "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"


def test_lists_of_all_a_section_an_author_and_a_tag(client: Client) -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    crime = Genre.objects.create(slug="crime-drama", name="Crime drama", parent=drama)
    Genre.objects.create(slug="comedy", name="Comedy")
    first = published(title="One", section=drama, body=[])
    second = published(title="Two", section=crime, body=[])
    written_article(title="A draft", section=drama, body=[])
    signed(first)
    second.tags.add("coast")
    signed(second, "Bo Lind")
    heads = {
        address: seen(client.get(address), ".news-card__head")
        for address in (
            "/news/", "/news/sections/drama/", "/news/sections/crime-drama/", "/news/authors/ada-quill/",
            "/news/tags/coast/", "/news/sections/comedy/",
        )
    }  # fmt: skip
    assert heads == {
        "/news/": ["Two", "One"], "/news/sections/drama/": ["Two", "One"], "/news/sections/crime-drama/": ["Two"],
        "/news/authors/ada-quill/": ["One"], "/news/tags/coast/": ["Two"], "/news/sections/comedy/": [],
    }  # fmt: skip
    assert seen(client.get("/news/"), ".news-sections li") == ["Drama"]
    assert seen(client.get("/news/sections/comedy/"), ".empty") == [
        "Nothing has been published here yet. What the desk writes will stand here, the newest first."
    ]
    for nowhere in (
        "/news/sections/x/",
        "/news/authors/x/",
        "/news/tags/x/",
        "/news/x/",
        "/news/?page=2",
        "/news/?page=x",
    ):
        assert client.get(nowhere).status_code == 404, nowhere
    crime.merged_into = drama
    crime.save()
    assert client.get("/news/sections/crime-drama/")["Location"] == "/news/sections/drama/"
    assert client.get("/news/sections/crime-drama/feed.rss")["Location"] == "/news/sections/drama/feed.rss"


def test_the_front_of_the_news_has_the_press_beside_the_desk(client: Client) -> None:
    told(a_day())
    told(a_day(), name="The Almanac", source_class="catalogue")  # a record, which is no article
    article = published(title="Ours", about=[Title.objects.get(name=SHOW)], body=[])
    signed(article)
    page = client.get("/news/")
    assert seen(page, "[aria-labelledby=press] p:first-child a") == [f"{SHOW} is back"]
    assert seen(page, "[aria-labelledby=press] .when a") == ["Lantern Newsroom"]
    # Without a picture of its own an article has the poster of what it is about.
    posters = LexborHTMLParser(page.content.decode()).css(".news-card__poster > svg")
    assert [node.css_first("text").text().startswith("The Salt") for node in posters] == [True]
    article.picture = make_picture()
    article.save_revision().publish()
    assert LexborHTMLParser(client.get("/news/").content.decode()).css(".news-card__poster") == []
    # The front page of the guide tells the desk's own first, and links to them.
    home = client.get("/")
    assert links(home, "[aria-labelledby=read] .lines--told a") == [article.url]
    assert seen(home, "[aria-labelledby=read] .lines--told .when")[0].endswith(", Ada Quill")
    assert seen(home, "[aria-labelledby=read] .lines:not(.lines--told) p:first-child a") == [f"{SHOW} is back"]


def test_feeds_of_every_list(client: Client) -> None:
    article = published(title="One & all", standfirst="Said \x0b shortly.", body=[])
    signed(article)
    entry = "http://testserver" + article.url
    for address in ("/news/", "/news/authors/ada-quill/"):
        atom = client.get(f"{address}feed.atom")
        assert atom["Content-Type"] == "application/atom+xml; charset=utf-8"
        (one,) = ElementTree.fromstring(atom.content).iter(f"{ATOM}entry")
        assert [one.findtext(f"{ATOM}{name}") for name in ("title", "summary", "id")] == [
            "One & all", "Said  shortly.", f"urn:uuid:{article.translation_key}",
        ]  # fmt: skip
        rss = ElementTree.fromstring(client.get(f"{address}feed.rss").content)
        assert [item.findtext("link") for item in rss.iter("item")] == [entry]
        found = client.get(f"{address}feed.json").json()
        assert (found["version"], [item["url"] for item in found["items"]]) == (
            "https://jsonfeed.org/version/1.1", [entry],
        )  # fmt: skip
        assert found["items"][0]["authors"] == [{"name": "Ada Quill"}]
    page = client.get("/news/")
    assert links(page, "main p.small a") == ["/news/feed.atom", "/news/feed.rss", "/news/feed.json"]


def test_the_sitemap_holds_the_last_two_days(client: Client) -> None:
    article, old = published(title="New", body=[]), published(title="Old", body=[])
    Article.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timezone.timedelta(days=3))
    found = ElementTree.fromstring(client.get("/news/sitemap.xml").content)
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert [each.text for each in found.findall("s:url/s:loc", space)] == ["http://testserver" + article.url]


def test_related_articles_share_titles_then_people_then_the_section(client: Client) -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    told(a_day())
    show = Title.objects.get(name=SHOW)
    published(title="Same section", section=drama, body=[])
    published(title="Same title", about=[show], body=[])
    published(title="Both", about=[show], section=drama, body=[])
    published(title="Nothing in common", body=[])
    article = published(title="This", about=[show], section=drama, body=[])
    assert seen(client.get(article.url), ".story__related a") == ["Both", "Same title", "Same section"]


def test_an_article_that_gets_another_address_leaves_a_redirect(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    article = published(title="Here", slug="here", body=[])
    article.slug = "there"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    answer = client.get("/news/here/")
    assert (answer.status_code, answer["Location"]) == (301, "/news/there/")
    assert client.get("/news/there/").status_code == 200


def test_drafts_are_nobodys_business(client: Client) -> None:
    article = written_article(words(a_day()))
    assert client.get(f"/news/{article.slug}/").status_code == 404
    assert client.get("/news/feed.json").json()["items"] == []


def test_no_page_asks_more_at_three_articles_than_at_one(client: Client) -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    told(a_day())
    counted: dict[int, dict[str, int]] = {}
    first = None
    for number in (1, 2, 3):
        fact = {"fact": the_fact().pk, "heading": ""}
        body = [("paragraph", words(a_day()))] + [("fact", fact)] * number
        article = published(
            title=f"Number {number}", section=drama, about=[Title.objects.get(name=SHOW)], body=body,
            picture=make_picture(),
        )  # fmt: skip
        article.tags.add("coast")
        signed(article)
        first = first or article
        counted[number] = {}
        for address in ("/news/", "/news/sections/drama/", "/news/feed.json", article.url):
            client.get(address)  # pictures are scaled once
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted[number][address.replace(article.url, "article")] = len(queries)
    assert counted[3] == counted[2] | {each: counted[1][each] for each in counted[1] if each != "article"}
    assert max(max(each.values()) for each in counted.values()) <= 40


def test_pictures_alone_are_served_and_only_from_their_folders(client: Client, media: Path) -> None:
    (media / "images").mkdir()
    (media / "images" / "page.html").write_text("<script>alert(1)</script>")
    (media / "images" / "a.svg").write_text("<svg/>")
    (media / "secret.png").write_bytes(b"x")
    (media / "images" / "a.png").write_bytes(b"x")
    found = client.get("/media/images/a.png")
    assert (found.status_code, found["Content-Type"]) == (200, "image/png")
    assert found["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(found.streaming_content) == b"x"  # and closes the file
    for path in (
        "images/page.html",
        "images/a.svg",
        "secret.png",
        "images/../secret.png",
        "images/%2e%2e/secret.png",
        "../x",
    ):
        assert client.get(f"/media/{path}").status_code == 404, path
