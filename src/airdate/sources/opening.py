"""Whatever a person names (a file, an address, standard input) as an article."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from airdate.reading.markup import looks_like_html
from airdate.sources.decoding import NotText, decode
from airdate.sources.pages import Article, PageError, article, from_text

LARGEST_FILE = 50_000_000  # bytes; no article is, and a mistaken path may be anything
STANDARD_INPUT = "-"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
SUFFIXES = (".txt", ".md", ".html", ".htm")  # of the files that are taken from a folder


class Unusable(Exception):
    """Something that was named cannot be read as an article; one line that names it and the way out."""


def is_address(name: str) -> bool:
    """Whether ``name`` is an address of any scheme, and so no file."""
    return bool(_SCHEME.match(name))


def articles_in(folder: Path) -> list[str]:
    """The articles in a folder, by name; folders inside it and hidden files are left alone."""
    files = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    return sorted(str(path) for path in files if not path.name.startswith("."))


def open_article(name: str) -> Article:
    """The article that ``name`` holds: an http address, ``-`` for standard input, or a file. Raises ``Unusable``.

    Pages are reduced to their article; plain text stays as it is, line ends included, only without a byte-order mark.
    """
    if is_address(name):
        from airdate.sources.fetching import FetchError, fetch

        try:
            page = fetch(name)
            return _read(name, decode(page.body, page.charset, html=True), page.url, page.content_type != "text/plain")
        except FetchError as error:
            raise Unusable(str(error)) from error
        except NotText as error:
            raise Unusable(f"{name}: not text, {error}") from error
    shown = "standard input" if name == STANDARD_INPUT else name
    body = _bytes(name)
    try:
        return _read(shown, decode(body, html=looks_like_html(body[:20_000].decode("latin-1"))))
    except NotText as error:
        raise Unusable(f"{shown}: not text, {error}; give a text or HTML file") from error


def _read(shown: str, text: str, url: str = "", html: bool | None = None) -> Article:
    if not text.strip():
        raise Unusable(f"{shown}: there is no text in it")
    if looks_like_html(text) if html is None else html:
        try:
            return article(text, url)
        except PageError as error:
            raise Unusable(f"{shown}: {error}; save the article's text to a file and give that") from error
    return from_text(text, url)


def _bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST_FILE)
    path = Path(name)
    try:
        if path.is_dir():
            raise Unusable(f"{name}: a folder; read it with --out DIR")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Unusable(f"{name}: {size:,} bytes is more than the {LARGEST_FILE:,} that are read; split the file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unusable(
            f"{name}: there is no such file; give a file, an http address, or - for standard input"
        ) from error
    except OSError as error:
        raise Unusable(f"{name}: cannot be read, {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:  # a null byte in the name
        raise Unusable(f"{name!r}: not a file name") from error
