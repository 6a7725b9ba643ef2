"""Lists of feeds go out and come back the same; what is no list is refused in one line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from airdate.sources.known import known_feeds
from airdate.sources.models import SourceClass
from airdate.sources.opml import Outline, WrongOpml, read_opml, write_opml

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
FULL = Outline(
    "The Examiner & <friends>", "https://news.example/feed?a=1&b=2", "https://news.example/", "trade", "GB", "en-GB",
    "CC BY 4.0", "headline", "feed", 45,
)  # fmt: skip


def test_a_list_comes_back_as_it_went_out() -> None:
    outlines = [FULL, Outline("Plain", "https://plain.example/rss")]
    assert read_opml(write_opml(outlines, title="Ours", now=NOW)) == outlines


def test_lists_of_other_programs() -> None:
    text = """<?xml version="1.0" encoding="ISO-8859-1"?>
    <opml version="1.0"><body><outline text="Television"><outline title="One" xmlUrl="http://one.example/rss"/>
    <outline text="Again" xmlUrl="http://one.example/rss"/></outline><outline text="No feed" url="http://x.example/"/>
    <outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="Port" xmlUrl="http://x.example:-1/"/>
    <outline text="Secret" xmlUrl="https://user:secret@x.example/"/><outline text="File" xmlUrl="file:///etc/passwd"/>
    <other xmlUrl="http://other.example/"/></body></opml>"""
    assert read_opml(text) == [Outline("One", "http://one.example/rss")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<opml><body>", "its XML is broken at line 1: no element found"),
        ("<rss/>", "it is XML, but no OPML"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "its XML declares entities, which lists of feeds have no use for"),
        ("<opml>" + "<outline>" * 101, "its elements lie more than 100 deep, or have more than 60 attributes"),
        ("<opml>" + "".join(f"<outline xmlUrl='http://n{n}.example/'/>" for n in range(10_001)) + "</opml>",
         "it names more than 10,000 feeds"),
        ("x" * 5_000_001, "it has 5,000,001 characters; a list of feeds has at most 5,000,000"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(text: str, line: str) -> None:
    with pytest.raises(WrongOpml) as refused:
        read_opml(text)
    assert str(refused.value) == line


def test_the_known_feeds_are_whole() -> None:
    feeds = known_feeds()
    assert len({each.address for each in feeds}) == len({each.name for each in feeds}) == len(feeds) >= 25
    for each in feeds:
        assert each.source_class in SourceClass.values
        assert each.address.startswith("https://")
        assert each.homepage.startswith("https://")
        assert (len(each.region), each.region.isupper(), len(each.language)) == (2, True, 2)


def test_the_known_feeds_go_out_and_come_back() -> None:
    assert read_opml(write_opml(known_feeds(), title="Known", now=NOW)) == list(known_feeds())
