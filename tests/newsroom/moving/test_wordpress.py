"""Posts of WordPress become articles, once each; what is hostile in an export is refused or harmless."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.catalogue.models import Genre
from airdate.claims.models import Claim
from airdate.newsroom.models import Article, Author, MovedArticle
from airdate.newsroom.moving.html import blocks_of
from airdate.newsroom.moving.wordpress import Taken, import_wxr
from airdate.newsroom.moving.wxr import Post, WrongExport, read_wxr
from airdate.sources.models import Document

POSTS = Path(__file__).parent / "cases" / "posts.xml"
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
HEAD = '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'


def taken() -> Taken:
    with POSTS.open("rb") as stream:
        return import_wxr(stream, now=NOW)


@pytest.mark.django_db
def test_posts_become_articles_and_drafts_stay_drafts(client: Client) -> None:
    drama = Genre.objects.get_or_create(slug="drama", defaults={"name": "Drama"})[0]
    assert taken() == Taken(published=1, drafts=1, here=0, passed=2)
    article = Article.objects.get(live=True)
    assert (article.title, article.slug, article.standfirst, article.section) == (
        "The Salt Road & its second year", "salt-road-second-year", "What the second year brings.", drama,
    )  # fmt: skip
    when = datetime(2019, 5, 16, 8, 30, tzinfo=UTC)
    assert (article.first_published_at, article.last_published_at) == (when, when)
    assert [byline.author.name for byline in article.bylines.all()] == ["Ada Quill"]
    assert sorted(tag.name for tag in article.tags.all()) == ["Harbours", "salt"]
    draft = Article.objects.get(live=False)
    assert (draft.title, draft.slug, draft.first_published_at) == ("A draft of ours", "a-draft-of-ours", None)
    assert [block.value.source for block in draft.body] == ["<p>First words.</p><p>Second words<br>on two lines.</p>"]
    shown = client.get("/news/salt-road-second-year/")
    assert shown.status_code == 200
    body = shown.content.decode()
    for hostile in ("alert(1)", "onerror", "javascript:", "salt.jpg&quot;"):
        assert hostile not in body
    assert client.get("/news/a-draft-of-ours/").status_code == 404


@pytest.mark.django_db
def test_an_old_address_leads_to_the_article(client: Client) -> None:
    taken()
    answer = client.get("/2019/05/salt-road-second-year/")
    assert (answer.status_code, answer["Location"]) == (301, "/news/salt-road-second-year/")


@pytest.mark.django_db
def test_the_same_file_again_adds_nothing() -> None:
    taken()
    before = list(Article.objects.order_by("pk").values_list("pk", "slug", "latest_revision"))
    assert taken() == Taken(published=0, drafts=0, here=2, passed=2)
    assert list(Article.objects.order_by("pk").values_list("pk", "slug", "latest_revision")) == before
    Article.objects.get(live=False).delete()
    assert taken() == Taken(published=0, drafts=0, here=2, passed=2)  # what was removed stays so
    assert (Article.objects.count(), Author.objects.count(), MovedArticle.objects.count()) == (1, 1, 2)


@pytest.mark.django_db
def test_what_was_written_elsewhere_says_nothing_to_the_guide() -> None:
    taken()
    assert (Document.objects.count(), Claim.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_slug_that_is_taken_gets_a_number() -> None:
    taken()
    MovedArticle.objects.all().delete()
    taken()
    assert sorted(Article.objects.values_list("slug", flat=True)) == [
        "a-draft-of-ours", "a-draft-of-ours-2", "salt-road-second-year", "salt-road-second-year-2",
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_broken_off_is_known_when_it_comes_again() -> None:
    whole = POSTS.read_bytes()
    with pytest.raises(WrongExport, match="broken at line"):
        import_wxr(io.BytesIO(whole.replace(b"</channel>", b"</chan>")), now=NOW)
    assert Article.objects.count() == 2
    assert taken() == Taken(published=0, drafts=0, here=2, passed=2)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("", "its XML is broken at line 1: no element found"),
        ("<html></html>", "it begins with <html>, and an export of WordPress with <rss>"),
        ("<rss></rss>", "it is XML, but no export of WordPress (Tools, Export, All content)"),
        (
            '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss>&b;</rss>',
            "its XML declares entities, which exports have no use for",
        ),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
            "its XML declares entities, which exports have no use for",
        ),
        ("<rss>" + "<a>" * 60, "its elements lie more than 40 deep in one another"),
        (
            f"{HEAD}<item><content:encoded>{'a' * 10_000_001}</content:encoded></item></rss>",
            "an element of it has more than 10,000,000 characters",
        ),
        (f"{HEAD}<item>", "its XML is broken at line 1: no element found"),
    ],
)
def test_what_is_no_export_has_one_line(xml: str, said: str) -> None:
    with pytest.raises(WrongExport) as refused:
        list(read_wxr(io.BytesIO(xml.encode())))
    assert str(refused.value) == said


def test_a_post_is_read_with_all_that_is_told_of_it() -> None:
    with POSTS.open("rb") as stream:
        found = [each for each in read_wxr(stream) if isinstance(each, Post)]
    assert [(post.kind, post.status) for post in found] == [
        ("post", "publish"), ("post", "draft"), ("page", "publish"), ("post", "trash"),
    ]  # fmt: skip
    assert (found[0].categories, found[0].tags, found[0].creator) == (["Drama", "Harbours"], ["salt"], "ada")
    assert found[1].at == datetime(2019, 6, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("Words.\n\nMore.", [("paragraph", "<p>Words.</p><p>More.</p>")]),
        ("<p>A &amp; B &lt;i&gt;</p>", [("paragraph", "<p>A &amp; B &lt;i&gt;</p>")]),
        ("<h3>Head</h3><p>A</p>", [("heading", "Head"), ("paragraph", "<p>A</p>")]),
        ("<p><strong>A</strong> <em>b</em></p>", [("paragraph", "<p><b>A</b> <i>b</i></p>")]),
        (
            '[caption id="a"]<img src="https://a.example/b.jpg" alt=""/> Below[/caption]',
            [("paragraph", '<p><a href="https://a.example/b.jpg">https://a.example/b.jpg</a> Below</p>')],
        ),
        (
            '<p><a href="https://a.example/big"><img src="https://a.example/s.jpg" alt="Sea"></a></p>',
            [("paragraph", '<p><a href="https://a.example/s.jpg">Sea</a></p>')],
        ),
        ("<blockquote>Said.<cite>Bo</cite></blockquote>", [("quote", {"text": "Said.", "who": "Bo"})]),
        ("<div><p>In</p></div>", [("paragraph", "<p>In</p>")]),
        ("<p onclick='x()'>A<style>p{}</style><iframe src='//b'></iframe></p>", [("paragraph", "<p>A</p>")]),
        (
            "<table><tr><td>1</td><td>2</td></tr></table>",
            [("table", {"columns": [{"type": "text", "heading": ""}] * 2, "rows": [{"values": ["1", "2"]}],
                        "caption": ""})],
        ),
    ],
)  # fmt: skip
def test_html_becomes_blocks(html: str, blocks: list[object]) -> None:
    assert blocks_of(html) == blocks


@given(st.text(alphabet="<>/ab=\"' pimgscrt\n&;[]!-", max_size=120))
@settings(max_examples=150, deadline=None)
def test_nothing_that_runs_comes_through(text: str) -> None:
    for kind, value in blocks_of(f"{text}<img src=x onerror=alert(1)><script>alert(1)</script>"):
        assert kind in ("paragraph", "heading", "quote", "table")
        assert "<script" not in str(value)
        assert "onerror=" not in str(value).replace("&lt;", "").partition("<a ")[0] or "<img" not in str(value)
