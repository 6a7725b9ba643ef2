"""Readings as the JSON that `airdate read` writes."""

from __future__ import annotations

import json
from typing import IO, Any

from airdate.reading import Lexicon, Reading
from airdate.reading import read as read_text
from airdate.sources.pages import Article


def read_article(article: Article, lexicon: Lexicon) -> Reading:
    """The reading of an article that has its day."""
    assert article.published is not None  # whoever opens an article without a day refuses it
    return read_text(article.text, article.published, headline=article.headline or None, lexicon=lexicon)


def as_object(article: Article, reading: Reading) -> dict[str, Any]:
    """The JSON of claims.md; for a page also the article that was found in it, in which its evidence counts."""
    if not article.html:
        return reading.as_json()
    found = {"headline": article.headline, "byline": article.byline, "url": article.url}
    return {**reading.as_json(), **{key: value for key, value in found.items() if value}, "text": article.text}


def encode(value: object, indent: int | None = None) -> bytes:
    """JSON in UTF-8 with a line end; escaped throughout where the text holds half a surrogate pair."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(value, indent=indent) + "\n").encode("ascii")


def dump(value: object, file: IO[bytes], indent: int | None = None) -> None:
    file.write(encode(value, indent))
    file.flush()
