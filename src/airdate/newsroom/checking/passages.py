"""A draft as the reader reads it: its words in order, without markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

APART = "\n\n"
PIECES = "p, li, h2, h3, h4, blockquote"


def text_of(standfirst: str, body: Any) -> str:
    """The text of an article: standfirst and body (a `StreamValue`), its pieces a blank line apart.

    Left out is what the article does not say itself, or says twice: pull quotes, fact boxes, offers, links to others.
    """
    return APART.join(piece for piece in (standfirst.strip(), *_pieces(body)) if piece)


def _pieces(body: Any) -> Iterator[str]:
    for block in body:
        if block.block_type == "paragraph":
            yield from plain(getattr(block.value, "source", ""))
        elif block.block_type == "heading":
            yield str(block.value).strip()
        elif block.block_type in ("picture", "video"):
            yield str(block.value.get("caption" if block.block_type == "picture" else "title") or "").strip()
        elif block.block_type == "table" and block.value:
            columns = [str(column["heading"]) for column in block.value.columns]
            if any(columns):
                yield ", ".join(filter(None, columns))
            for row in block.value.row_data:
                yield ", ".join(filter(None, (str(value or "").strip() for value in row["values"])))


def plain(html: str) -> Iterator[str]:
    """The paragraphs and list items of rich text, as text."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    for node in tree.css(PIECES):
        inside = node.css(PIECES)
        if len(inside) > 1:  # the node itself is the first
            continue
        words = " ".join(node.text(separator="").split())
        if words:
            yield words
