"""Lists of titles from outside: tables with a heading line, and plain lists, compressed or not."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from airdate.reading.lexicon.build import TitleRow

_NAMES = ("name", "title", "primarytitle")
_YEARS = ("year", "startyear", "release_year")
_FORMS = ("form", "type", "titletype")
# What lists call the forms; what stands for None is no work that anybody announces.
_MEANT: dict[str, str | None] = {
    "series": "series", "tvseries": "series", "tvminiseries": "series", "tv show": "series", "tv series": "series",
    "miniseries": "series", "show": "series", "scripted": "series", "film": "film", "movie": "film", "tvmovie": "film",
    "special": "special", "tvspecial": "special", "tv special": "special", "short": None, "tvshort": None,
    "tvepisode": None, "tvpilot": None, "videogame": None, "video": "other", "other": "other", "": "series",
}  # fmt: skip


class BadList(ValueError):
    """A list that cannot be used; one line that names it, the place in it and the way out."""


def rows_of(path: Path) -> Iterator[TitleRow]:
    """The titles in a list: ``.csv`` and ``.tsv`` with a heading line, else a title a line; ``.gz`` of any of these.

    Raises ``BadList`` where the heading names no title column or the file is not UTF-8 text, and ``OSError``.
    """
    kind = "".join(path.suffixes[-2:]).lower().removesuffix(".gz").rpartition(".")[2]
    with _opened(path) as file:
        try:
            yield from (
                _plain(file) if kind not in ("csv", "tsv") else _table(file, path, "\t" if kind == "tsv" else ",")
            )
        except UnicodeDecodeError as error:
            raise BadList(f"{path}: not UTF-8 text at byte {error.start}; convert it") from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BadList(f"{path}: its gzip data are damaged; fetch it again") from error
        except csv.Error as error:
            raise BadList(f"{path}: not a table, {error}") from error


def _opened(path: Path) -> IO[str]:
    if path.suffix.lower() == ".gz":
        return io.TextIOWrapper(gzip.GzipFile(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _plain(file: IO[str]) -> Iterator[TitleRow]:
    for line in file:
        if line.strip():
            yield TitleRow(line.strip())


def _table(file: IO[str], path: Path, delimiter: str) -> Iterator[TitleRow]:
    # TSV has no quotation marks; a title in it may well begin with one.
    reader = csv.reader(file, "excel-tab", quoting=csv.QUOTE_NONE) if delimiter == "\t" else csv.reader(file)
    heading = [cell.strip().lower() for cell in next(reader, [])]
    name_at = _column(heading, _NAMES)
    if name_at is None:
        raise BadList(f"{path}: no column of its first line is called {', '.join(_NAMES)}")
    year_at, form_at = _column(heading, _YEARS), _column(heading, _FORMS)
    country_at, flags_at, alias_at, adult_at = (
        _column(heading, (name,)) for name in ("country", "flags", "alias_of", "isadult")
    )
    for cells in reader:
        name = _cell(cells, name_at)
        form = _MEANT.get(_cell(cells, form_at).lower(), "other")
        if not name or form is None or _cell(cells, adult_at) == "1":
            continue
        year = _cell(cells, year_at)
        country = _cell(cells, country_at)
        yield TitleRow(
            name,
            int(year) if re.fullmatch(r"1[89]\d\d|2[01]\d\d", year) else None,
            form,
            country if re.fullmatch(r"[A-Z]{2}", country) else "",
            {"common": True, "distinct": False}.get(_cell(cells, flags_at)),
            _cell(cells, alias_at),
        )


def _column(heading: list[str], names: tuple[str, ...]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)


def _cell(cells: list[str], at: int | None) -> str:
    """The cell, empty where there is none or it holds IMDb's mark for nothing."""
    value = cells[at].strip() if at is not None and at < len(cells) else ""
    return "" if value == "\\N" else value
