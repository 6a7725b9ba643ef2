"""A draft as text: what the reader reads of it, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from airdate.newsroom.checking.lines import Resting
from airdate.newsroom.checking.passages import lines_of, plain, text_of
from airdate.newsroom.models import Article

TABLE = {
    "columns": [{"type": "text", "heading": "Show"}, {"type": "number", "heading": "Seasons"}],
    "rows": [{"values": ["The Salt Road", "2"]}, {"values": ["Pilot Light", ""]}],
    "caption": "How many",
}
BLOCKS: dict[str, tuple[Any, list[str]]] = {
    "paragraph": ("<p>One.</p><p>Two <b>and</b> <a href='/x'>three</a>.</p>", ["One.", "Two and three."]),
    "heading": ("When it comes", ["When it comes"]),
    "quote": ({"text": "All salt, no road.", "who": "Bo Lind"}, []),
    "picture": ({"picture": None, "caption": "The quay."}, ["The quay."]),
    "video": ({"address": "https://www.youtube.com/watch?v=abcdefghijk", "title": "The trailer"}, ["The trailer"]),
    "table": (TABLE, ["Show, Seasons", "The Salt Road, 2", "Pilot Light"]),
    "fact": ({"fact": "0" * 20, "heading": "When"}, []),
    "line": ({"words": "<p>It comes.</p>", "fact": "0" * 20, "made": ""}, []),
    "pick": ({"title": "the-salt-road", "words": "<p>All salt.</p>"}, ["All salt."]),
    "title_facts": ({"title": "the-salt-road"}, []),
    "offer": (
        {"what": "Three months", "seller": "Lantern", "price": "£9", "terms": "New customers.",
         "address": "https://example.org/", "label": "none"}, [],
    ),
}  # fmt: skip


def body(*blocks: tuple[str, Any]) -> Any:
    article = Article()
    article.body = [{"type": kind, "value": value} for kind, value in blocks]
    return article.body


@pytest.mark.django_db
@pytest.mark.parametrize("kind", BLOCKS)
def test_what_is_read_of_each_kind_of_block(kind: str) -> None:
    value, pieces = BLOCKS[kind]
    assert text_of("", body((kind, value))) == "\n\n".join(pieces)


def test_every_kind_of_block_is_known_here() -> None:
    kinds = set(Article._meta.get_field("body").stream_block.child_blocks)
    assert kinds - set(BLOCKS) == {"read_more"}  # a link to another article, which says it itself


def test_standfirst_and_pieces_stand_apart() -> None:
    assert (
        text_of("  In short. ", body(("heading", "When"), ("paragraph", "<p>Soon.</p>")))
        == "In short.\n\nWhen\n\nSoon."
    )
    assert text_of("", body()) == ""


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>A&nbsp;day &amp; a  night</p>", ["A day & a night"]),
        ("<ul><li>one</li><li>two<ul><li>within</li></ul></li></ul>", ["one", "two", "within"]),
        ("<p></p><p> </p>", []),
        ("<p>Line<br/>break</p>", ["Line break"]),
        ("<blockquote><p>said</p></blockquote>", ["said"]),
        ("no markup at all", ["no markup at all"]),
        ("before<p>and</p>after", ["before", "and", "after"]),
        ("<p>broken <b>markup", ["broken markup"]),
    ],
)
def test_rich_text_as_text(html: str, told: list[str]) -> None:
    assert list(plain(html)) == told


def test_lines_that_rest_on_facts_stand_apart() -> None:
    line = {"words": "<p><b>Salt</b>: It comes.</p>", "fact": "0" * 20, "made": "a b"}
    assert lines_of(body(("heading", "When"), ("line", line))) == (Resting("0" * 20, "Salt: It comes.", "a b"),)
