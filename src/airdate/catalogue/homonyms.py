"""Services that share a spelling, told apart by where the source of the article is at home: "ABC" in Australia.

`data/homonyms.tsv` lists them, under the names that the packaged lexicon gives the services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from airdate.catalogue.names import fold_name

COLUMNS = ["spelling", "country", "service"]


def read(text: str) -> Iterator[tuple[str, str, str]]:
    """The rows of a table with a heading line: spelling, country (ISO 3166-1), service. ``# `` begins a remark.

    Raises `ValueError` for a row that is none, naming the line.
    """
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if number == 1:
            if cells != COLUMNS:
                raise ValueError(f"line 1 must name the columns {', '.join(COLUMNS)}")
        elif line and not line.startswith("# "):
            if len(cells) != len(COLUMNS) or not all(cells):
                raise ValueError(f"line {number} must have a spelling, a country and a service, with tabs between")
            spelling, country, service = cells
            yield spelling, country, service


@cache
def homonyms() -> Mapping[tuple[str, str], str]:
    """Folded spelling and country -> the service that is meant there, by its name in the lexicon."""
    table = (files("airdate.catalogue") / "data" / "homonyms.tsv").read_text(encoding="utf-8")
    return MappingProxyType({(fold_name(spelling), country): service for spelling, country, service in read(table)})


def meant_at_home(name: str, country: str) -> str | None:
    """What a name of a service means to a source of a country, where that is not what it means elsewhere."""
    return homonyms().get((fold_name(name), country)) if country else None
