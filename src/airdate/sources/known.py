"""Well-known feeds of the television press, from a table in the package. None is followed until it is chosen."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from airdate.sources.opml import Outline

COLUMNS = ("name", "class", "region", "language", "homepage", "feed")


@cache
def known_feeds() -> tuple[Outline, ...]:
    """The packaged list, by name."""
    text = (files("airdate.sources") / "data" / "feeds.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    rows = csv.DictReader(lines, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE)
    found = (
        Outline(row["name"], row["feed"], row["homepage"], row["class"], row["region"], row["language"]) for row in rows
    )
    return tuple(sorted(found, key=lambda each: each.name.casefold()))
