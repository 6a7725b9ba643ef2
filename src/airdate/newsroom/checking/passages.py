"""A draft as the reader reads it: its words in order, without markup."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from airdate.newsroom.checking.lines import Resting

APART = "\n\n"
PIECES = frozenset({"blockquote", "h2", "h3", "h4", "li", "ol", "p", "ul"})


def text_of(standfirst: str, body: Any) -> str:
    """The text of an article: standfirst and body (a `StreamValue`), its pieces a blank line apart.

    Left out is what the article does not say itself, or says twice: pull quotes, fact boxes, offers, links to others;
    and lines that rest on facts (`lines_of`).
    """
    return APART.join(piece for piece in (standfirst.strip(), *_pieces(body)) if piece)


def lines_of(body: Any) -> tuple[Resting, ...]:
    """The lines of a body that rest on facts: `text_of` leaves them to `checking.lines`."""
    return tuple(
        Resting(
            str(block.value.get("fact") or ""), APART.join(plain(getattr(block.value.get("words"), "source", ""))),
            str(block.value.get("made") or ""),
        )
        for block in body
        if block.block_type == "line"
    )  # fmt: skip


def _pieces(body: Any) -> Iterator[str]:
    for block in body:
        if block.block_type == "paragraph":
            yield from plain(getattr(block.value, "source", ""))
        elif block.block_type == "pick":
            yield from plain(getattr(block.value.get("words"), "source", ""))
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
    """The paragraphs and list items of rich text, as text; what stands outside of any is one too."""
    taken = _Taken()
    taken.feed(html)
    taken.close()
    yield from taken.pieces


class _Taken(HTMLParser):
    """Collects the words between the beginnings and ends of pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in PIECES:
            self._end()
        elif tag == "br":
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in PIECES:
            self._end()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words:
            self.pieces.append(words)
