"""HTML to text and back to its place in the HTML."""

from __future__ import annotations

import html as standard
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.markup import looks_like_html, strip
from airdate.reading.model import Span


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/><br>Three", "One\nTwo\n\nThree"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A\tB\nC"),
        ("a   <b>b</b>\n\n c", "a b c"),
        ("un<b>bro</b>ken", "unbroken"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("It&rsquo;s 3&nbsp;&amp; 4 &#8211; &#x41; &unknown; &", "It’s 3\xa0& 4 – A &unknown; &"),
        ("a<script>if (a<b) x('</p>')</script>b", "ab"),
        ("a<script>never closed", "a"),
        ("a<svg><title>x</title></svg>b<svg>c", "abc"),
        ("<head><title>x</title></head><p>y", "y"),
        ("a<!-- b <p> -->c<!DOCTYPE html>d<?php e ?>f", "acdf"),
        ("a<!-- never closed", "a<!-- never closed"),
        ("<![CDATA[<p>One &amp; two</p>]]>three", "One & two\n\nthree"),
        ("I <3 you, 2 < 3", "I <3 you, 2 < 3"),
        ('<a title="x > y">z</a>', "z"),
        ("<a title=\"never closed>z</a> end", "z end"),
        ("<a href=x\"y>z</a>", "z"),
        ("<P CLASS=x>One</P >two", "One\n\ntwo"),
        ("<q>Yes</q>", '"Yes"'),
        ("", ""),
        ("plain", "plain"),
        ("<p>  </p>", ""),
    ],
)  # fmt: skip
def test_text(html: str, text: str) -> None:
    assert strip(html).text == text


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("It’s on Thursday", "It&rsquo;s <b>on</b>\n   <i>Thursday"),
        ("3 & 4", "3 &amp; 4"),
        ("Two", "Two"),
        ("’", "&rsquo;"),
    ],
)
def test_the_way_back(words: str, source: str) -> None:
    html = "<p>It&rsquo;s <b>on</b>\n   <i>Thursday</i></p><ul><li>3 &amp; 4<li>Two</ul>"
    stripped = strip(html)
    at = stripped.text.index(words)
    assert stripped.source_span(Span(at, at + len(words))).of(html) == source


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^span 0-4 is outside the text of 3 characters$"):
        strip("<p>abc</p>").source_span(Span(0, 4))


def test_furniture_is_marked_and_kept() -> None:
    stripped = strip("<nav>Home <a>TV</a></nav><p>News</p><footer>(c) us</footer>")
    assert [span.of(stripped.text) for span in stripped.furniture] == ["Home TV", "(c) us"]
    assert stripped.text == "Home TV\n\nNews\n\n(c) us"


def test_deep_nesting() -> None:
    assert strip("<div><b>" * 10_000 + "deep" + "</b></div>" * 10_000).text == "deep"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<p>x</p>", True), ("x<br/>y", True), ("<!DOCTYPE html>", True), ("<![CDATA[x]]>", True), ("a </em> b", True),
        ("a <3 b", False), ("x < y > z", False), ("<Tagline> of a film", False), ("", False), ("plain & simple", False),
    ],
)  # fmt: skip
def test_looks_like_html(text: str, answer: bool) -> None:
    assert looks_like_html(text) is answer


PIECES = [
    "<p>", "</p>", "<br>", "<li>", "<td>", "<b>", "</b>", "<script>", "</script>", "<nav>", "</nav>", "<!--", "-->",
    "<![CDATA[", "]]>", "<a href='x>", "'", '"', "<", ">", "&amp;", "&", "&#0;", "&#x110000;", "é", " ", "\n",
    "word", "<pre>", "</pre>", "<q>", "=", "/", "\x00",
]  # fmt: skip


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.text(max_size=60)))
def test_any_html(html: str) -> None:
    stripped = strip(html)
    places = [offset[:2] for offset in stripped.offsets]
    assert sum(length for _, length in places) == len(stripped.text)
    last = Span(0, 0)
    for start in range(len(stripped.text)):
        source = stripped.source_span(Span(start, start + 1))
        assert 0 <= source.start <= source.end <= len(html)
        assert source >= last
        last = source


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x0c"), max_size=60))
def test_escaped_text_comes_back(text: str) -> None:
    collapsed = re.sub(r"[ \t\n]+", " ", text).strip(" ")
    assert strip(f"<p>{standard.escape(text)}</p>").text == collapsed
