"""The data files of the lexicon: tables (TSV with a heading line) and vocabularies (TOML), from ``data/``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from airdate.reading.lexicon.build import TitleRow
from airdate.reading.lexicon.named import Outlet, Service

TITLE_COLUMNS = ("name", "year", "form", "country", "flags", "alias_of")
SERVICE_COLUMNS = ("name", "kind", "countries", "parent", "flags", "aliases")
OUTLET_COLUMNS = ("name", "kind", "countries", "flags", "aliases")


def data() -> Traversable:
    return files("airdate.reading.lexicon") / "data"


def rows(path: Traversable, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The rows of a TSV file whose first line names exactly ``columns``; short rows are filled with empty cells.

    Lines beginning with ``#`` and a space are remarks. Raises ``ValueError`` that names file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        cells = tuple(line.split("\t"))
        if number == 1:
            if cells != columns:
                raise ValueError(f"{path}: the first line must name the columns {', '.join(columns)}")
        elif line and not line.startswith("# "):
            if len(cells) > len(columns):
                raise ValueError(f"{path}, line {number}: {len(cells)} columns instead of {len(columns)}")
            yield cells + ("",) * (len(columns) - len(cells))


def title_files() -> list[Traversable]:
    return sorted((data() / "titles").iterdir(), key=lambda path: path.name)


def title_rows(path: Traversable) -> Iterator[TitleRow]:
    """Flags: ``common`` (needs context whatever its words), ``distinct`` (never does); empty: the words decide."""
    for name, year, form, country, flags, alias_of in rows(path, TITLE_COLUMNS):
        common = {"common": True, "distinct": False}.get(flags)
        yield TitleRow(name, int(year) if year else None, form or "series", country, common, alias_of)


def services() -> Iterator[Service]:
    for name, kind, countries, parent, flags, aliases in rows(data() / "services.tsv", SERVICE_COLUMNS):
        yield Service(name, kind, tuple(countries.split()), parent, flags == "ambiguous", _listed(aliases))


def outlets() -> Iterator[Outlet]:
    for name, kind, countries, flags, aliases in rows(data() / "outlets.tsv", OUTLET_COLUMNS):
        yield Outlet(name, kind, tuple(countries.split()), flags == "ambiguous", _listed(aliases))


def column(name: str) -> tuple[str, ...]:
    """The cells of a table of one column, ``data/NAME.tsv``, whose heading is NAME."""
    return tuple(cell for (cell,) in rows(data() / f"{name}.tsv", (name,)))


@cache
def table(name: str) -> Mapping[str, Any]:
    """``data/NAME.toml`` as it stands. Raises ``FileNotFoundError`` if there is none."""
    return MappingProxyType(tomllib.loads((data() / f"{name}.toml").read_text(encoding="utf-8")))


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of words in ``data/NAME.toml`` by key; a list in a table has both keys: ``table.key``."""
    return MappingProxyType(dict(_lists(table(name), "")))


def _lists(branch: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in branch.items():
        if isinstance(value, list):
            yield prefix + key, tuple(value)
        elif isinstance(value, dict):
            yield from _lists(value, f"{prefix}{key}.")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in cell.split("|") if alias.strip())
