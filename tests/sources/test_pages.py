"""Pages to articles: text, headline, byline, day, address; whatever the page looks like."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.sources.pages import PageError, article, stated_day
from factories.served import PAGE

PARAGRAPH = (
    "<p>The drama The Kettle returns to Channel 4 in June with a second season of eight episodes, it was said.</p>"
)


def test_an_article_is_found_in_its_page():
    found = article(PAGE, "https://examiner.example/tv/x?utm=1")
    assert found.headline == "The Kettle to return in June"
    assert found.byline == "Ada Quill"
    assert found.published == datetime.date(2031, 2, 20)
    assert found.published_at == datetime.datetime(2031, 2, 20, 23, 30, tzinfo=datetime.UTC)
    assert found.url == "https://examiner.example/tv/the-kettle-returns"
    assert found.language == "en-GB"
    assert found.html == PAGE
    assert [line for line in found.text.splitlines() if "Mara Voss" in line] == [
        "Mara Voss will play DI Ada Brook again, with Tomas Reyle joining the cast as her new sergeant, Ivo Pike."
    ]


DATES = [
    ('<meta property="article:published_time" content="2031-02-20T09:00:00Z">', "2031-02-20"),
    ('<meta name="date" content="2031-02-20">', "2031-02-20"),
    ('<meta itemprop="datePublished" content="2031-02-20T01:00+13:00">', "2031-02-20"),
    ('<meta name="pubdate" content="20 February 2031">', "2031-02-20"),
    (
        '<script type="application/ld+json">'
        '[{"@type":["NewsArticle"],"datePublished":"2031-02-20 10:00:00 +0100"}]</script>',
        "2031-02-20",
    ),
    ('<script type="application/ld+json">{"@type":"Organization","datePublished":"2001-01-01"}</script>', None),
    ('<script type="application/ld+json">{broken</script><meta name="date" content="2031-02-20">', "2031-02-20"),
    ('<script type="application/ld+json">' + "[" * 90_000 + "</script>", None),
    ('<meta name="date" content="soon">', None),
    ('<meta name="date" content="2031-02-31">', None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), DATES)
def test_day_of_a_page(head, expected):
    html = f"<html><head>{head}</head><body><article>{PARAGRAPH * 3}</article></body></html>"
    day = expected and datetime.date.fromisoformat(expected)
    assert (article(html).published, stated_day(html)) == (day, day)


def test_day_of_a_time_element_and_of_a_dateline():
    body = f"<article><time datetime='2031-02-20T10:00'>today</time>{PARAGRAPH * 3}</article>"
    assert article(body).published == datetime.date(2031, 2, 20)
    line = f"<body><h1>News</h1><p>Published: 20 February 2031</p>{PARAGRAPH * 3}</body>"
    assert article(line).published == datetime.date(2031, 2, 20)


@pytest.mark.parametrize(
    ("link", "url"),
    [("https://a.example/x", "https://a.example/x"), ("/y", "https://b.example/y"), ("javascript:alert(1)", "https://b.example/z"),
     ("http://[", "https://b.example/z"), ("", "https://b.example/z")],
)  # fmt: skip
def test_canonical_address(link, url):
    html = f'<link rel="canonical" href="{link}"><article>{PARAGRAPH * 3}</article>'
    assert article(html, "https://b.example/z").url == url


@pytest.mark.parametrize("html", ["<html></html>", "<script>var a = 1</script>", "<!-- x -->", "<nav>Home</nav>"])
def test_pages_without_text_are_refused(html):
    with pytest.raises(PageError, match="no text was found"):
        article(html)


def test_ten_thousand_nested_tags_are_read():
    found = article("<div>" * 10_000 + PARAGRAPH * 3 + "</div>" * 10_000)
    assert found.text.count("second season of eight episodes") == 3


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/ap=\"'&;! é\n", max_size=200))
def test_any_markup_gives_an_article_or_a_reason(noise):
    try:
        found = article(noise + PARAGRAPH)
    except PageError:
        return
    assert found.published is None
