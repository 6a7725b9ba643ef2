"""Addresses of other sites that a page leads to. Nothing of them is fetched before somebody follows the link."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from airdate.facts.pages import Basis

# What libraries keep, by the words of docs/reference/claims.md.
BOOKS = frozenset({"book", "graphic novel", "comic", "play"})


def safe(address: str) -> str:
    """An address as a link, only where a click on it can do no harm; empty for any other."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # no address at all
        return ""
    return address if scheme in ("http", "https") else ""


def libraries(basis: Basis, title: str) -> list[tuple[str, str]]:
    """Where a work that a title is made from can be borrowed: (name, address of a search); none for what is no book.

    A search and no entry: which edition is meant nobody has said. A basis without a name goes by its author and the
    title's own name.
    """
    if basis.form not in BOOKS:
        return []
    sought = " ".join(part for part in (basis.source or title, basis.author) if part)
    return [
        (_("WorldCat"), f"https://search.worldcat.org/search?{urlencode({'q': sought})}"),
        (_("Open Library"), f"https://openlibrary.org/search?{urlencode({'q': sought})}"),
    ]


def videos(title: str, form: str, season: str = "") -> str:
    """The address of a search for a trailer. Articles say that there is one, not where."""
    sought = " ".join(part for part in (title, season, form) if part)
    return f"https://www.youtube.com/results?{urlencode({'search_query': sought})}"
