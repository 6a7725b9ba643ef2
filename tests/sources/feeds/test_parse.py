"""Feeds of three kinds, good, odd and hostile: what is read of them, and the line that says what is wrong."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from airdate.sources.feeds.model import FeedEntry, NotAFeed, ParsedFeed
from airdate.sources.feeds.parse import MOST, feeds_in, parse

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
BASE = "https://news.example/tv/feed"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Examiner &amp; friends</title><link>https://news.example/</link><language>en-gb</language>
<item><title>The Kettle &lt;b&gt;returns&lt;/b&gt;</title><link>/tv/the-kettle</link><guid>k1</guid>
<dc:creator>Ada Quill</dc:creator><pubDate>Thu, 20 Feb 2031 23:30:00 +0100</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>First.</p><p>Second &amp; last.</p>]]></content:encoded></item>
<item><title>No link</title><guid isPermaLink="false">tag:k2</guid><description>Words.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Wire</title>
<link href="https://wire.example/"/><entry><id>urn:1</id><title type="text">AT&amp;T and &lt;You&gt;</title>
<link rel="alternate" href="https://wire.example/1"/><updated>2031-02-20T08:00:00Z</updated>
<author><name>Ben Roe</name></author><summary>Told.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item><title>One</title><link>https://old.example/1</link><dc:date>2031-02-19</dc:date></item></rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "The Post", "home_page_url": "https://post.example/",
    "language": "en",
    "items": [
        {"id": "1", "url": "/a", "title": "One", "content_html": "<p>Body</p><script>x()</script>",
         "date_published": "2031-02-20T09:00:00-05:00", "authors": [{"name": "Cy Dent"}, {"name": "Di Eck"}]},
        {"id": 2, "external_url": "https://other.example/b", "content_text": "a < b", "author": {"name": "Old Way"}},
    ],
}  # fmt: skip


def read(given: str | bytes, charset: str | None = None) -> ParsedFeed:
    return parse(given.encode() if isinstance(given, str) else given, charset, BASE, now=NOW)


def refused(given: str | bytes) -> NotAFeed:
    with pytest.raises(NotAFeed) as caught:
        read(given)
    assert "\n" not in str(caught.value)
    return caught.value


def test_rss() -> None:
    assert read(RSS) == ParsedFeed(
        "The Examiner & friends", "https://news.example/", "en-gb",
        (
            FeedEntry("https://news.example/tv/k1", "https://news.example/tv/the-kettle", "The Kettle returns",
                      "Ada Quill", date(2031, 2, 20),
                      datetime(2031, 2, 20, 22, 30, tzinfo=UTC), "+0100", "First.\n\nSecond & last."),
            FeedEntry("tag:k2", "", "No link", text="Words."),
        ),
    )  # fmt: skip


def test_atom() -> None:
    (entry,) = read(ATOM).entries
    assert entry == FeedEntry(
        "urn:1", "https://wire.example/1", "AT&T and", "Ben Roe", date(2031, 2, 20),
        datetime(2031, 2, 20, 8, tzinfo=UTC), "+0000", "Told.",
    )  # fmt: skip


def test_rdf() -> None:
    (entry,) = read(RDF).entries
    assert (entry.address, entry.published, entry.published_at) == ("https://old.example/1", date(2031, 2, 19), None)


def test_json_feed() -> None:
    feed = read(json.dumps(JSON))
    assert (feed.title, feed.home, feed.language, feed.warning) == ("The Post", "https://post.example/", "en", "")
    assert feed.entries == (
        FeedEntry("1", "https://news.example/a", "One", "Cy Dent, Di Eck", date(2031, 2, 20),
                  datetime(2031, 2, 20, 14, tzinfo=UTC), "-0500", "Body"),
        FeedEntry("2", "https://other.example/b", "", "Old Way", text="a < b"),
    )  # fmt: skip


REFUSED = [
    ("", "it is empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00\x01\x02\x03", "it is no text"),
    ("just words", "its XML is broken at line 1: syntax error"),
    ("<rss><channel><title>x</title>", "its XML is broken at line 1: no element found"),
    ("<catalogue><show/></catalogue>", "it is XML, but neither RSS nor Atom"),
    ("{", "its JSON is broken at line 1: Expecting property name enclosed in double quotes"),
    ("[" * 100_000, "its JSON is nested too deeply, or holds a number that is too long"),
    ('{"version": "2"}', "it is JSON, but no JSON Feed: its `version` does not begin with https://jsonfeed.org/version/"),
    ('{"version": "https://jsonfeed.org/version/1"}', "it is a JSON Feed without a list of `items`"),
    ("<!doctype html><html><title>Home</title></html>", "it is a web page, not a feed"),
    ('<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>',
     "its XML declares entities, which feeds have no use for and bombs are made of"),
    ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>',
     "its XML declares entities, which feeds have no use for and bombs are made of"),
    ("<rss>" + "<b>" * 101, "its elements lie more than 100 deep in one another"),
    ("<rss " + " ".join(f'a{n}="x"' for n in range(61)) + "/>", "an element of it has more than 60 attributes"),
    ("<rss><channel>" + "<a/>" * 200_000, "it has more than 200,000 elements"),
    ("<rss><channel>" + "x" * 250_000 + "&<", "its XML is broken at line 1: not well-formed (invalid token); of 250,016"
     " bytes of broken XML nothing is made out"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "line"), REFUSED, ids=[line[:40] for _given, line in REFUSED])
def test_what_is_no_feed_is_refused_in_one_line(given: str | bytes, line: str) -> None:
    said = str(refused(given))
    assert said[: len(line)] == line


def test_a_page_names_its_feeds() -> None:
    page = (
        "<html><head><link rel='alternate stylesheet' href='x.css' type='text/css'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'>"
        "<link rel='alternate' type='application/atom+xml' href='https://other.example/atom'></head></html>"
    )
    links = ("https://news.example/feed", "https://other.example/atom")
    assert feeds_in(page, BASE) == links
    error = refused(page)
    assert (str(error), error.links) == (
        "it is a web page, not a feed; the page names the feed https://news.example/feed", links,
    )  # fmt: skip


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    feed = read(RSS.replace("</channel></rss>", "<item><title>Cut"))
    assert [entry.headline for entry in feed.entries][:2] == ["The Kettle returns", "No link"]
    assert feed.warning == "its XML is broken at line 9: no element found; 3 entries could be made out"


def test_entities_of_html_are_no_errors() -> None:
    feed = read(RSS.replace("Short.", "Short&nbsp;&eacute;."))
    assert (len(feed.entries), feed.warning) == (2, "")


def test_no_more_entries_than_are_looked_at() -> None:
    items = "".join(f"<item><link>https://n.example/{n}</link></item>" for n in range(MOST + 30))
    feed = read(f"<rss version='2.0'><channel>{items}<broken></channel></rss>")
    assert (len(feed.entries), feed.entries[-1].address, feed.warning) == (MOST, f"https://n.example/{MOST - 1}", "")


DATES = [
    ("Thu, 20 Feb 2031 23:30:00 GMT", date(2031, 2, 20), ""),
    ("Thu, 20 Feb 2031 23:30:00 EST", date(2031, 2, 20), ""),
    ("2031-02-20T23:30:00+09:00", date(2031, 2, 20), ""),
    ("2031-02-20", date(2031, 2, 20), ""),
    ("yesterday", None, ""),
    ("Thu, 01 Jan 1970 00:00:00 GMT", None, "1 entry has a date that cannot be, such as 1970-01-01"),
    ("Fri, 20 Feb 2099 00:00:00 GMT", None, "1 entry has a date that cannot be, such as 2099-02-20"),
    ("0001-01-01T00:00:00+14:00", None, "1 entry has a date that cannot be, such as 0001-01-01"),
    ("Sun, 02 Mar 2031 11:00:00 GMT", date(2031, 3, 2), ""),  # a clock that is a little ahead
]


@pytest.mark.parametrize(("written", "day", "warning"), DATES, ids=[written for written, *_ in DATES])
def test_dates_that_cannot_be_are_left_out(written: str, day: date | None, warning: str) -> None:
    feed = read(
        f"<rss version='2.0'><channel><item><title>a</title><pubDate>{written}</pubDate></item></channel></rss>"
    )
    (entry,) = feed.entries
    assert (entry.published, feed.warning) == (day, warning)


HOSTILE_TITLES = [
    ("&lt;script&gt;alert(1)&lt;/script&gt;Kettle", "Kettle"),
    ("<![CDATA[<img src=x onerror=alert(1)>The <i>Kettle</i>]]>", "The Kettle"),
    ("Kettle\u202e gnitset", "Kettle gnitset"),
    ("Ket&amp;#9;tle\n\n  returns", "Ket tle returns"),
    ("K" * 900, "K" * 500),
]


@pytest.mark.parametrize(("given", "headline"), HOSTILE_TITLES, ids=[str(n) for n in range(len(HOSTILE_TITLES))])
def test_titles_are_plain_and_on_one_line(given: str, headline: str) -> None:
    (entry,) = read(f"<rss version='2.0'><channel><item><title>{given}</title></item></channel></rss>").entries
    assert entry.headline == headline


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://n.example/a", "http://", "http://[::1"]
)
def test_only_http_addresses_are_addresses(link: str) -> None:
    (entry,) = read(
        f"<rss version='2.0'><channel><item><title>a</title><link>{link}</link></item></channel></rss>"
    ).entries
    assert entry.address == ""


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><item><title>Café</title></item>"
    (entry,) = read(f"{text}</channel></rss>".encode(encoding)).entries
    assert entry.headline == "Café"


def test_a_body_that_names_a_file_is_no_feed() -> None:
    """feedparser opens a file of that name where it is given bytes."""
    assert str(refused(__file__)) == "its XML is broken at line 1: not well-formed (invalid token)"


def test_gzip_that_was_not_announced_is_no_text() -> None:
    assert str(refused(gzip.compress(RSS.encode()))).startswith("it is no text")
