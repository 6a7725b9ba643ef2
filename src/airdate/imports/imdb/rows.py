"""Rows of the IMDb data sets: tab-separated, no quotation, a header line, ``\\N`` for what is not there. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from airdate.imports.opening import Input, lines_of
from airdate.imports.records import NAMES_IN_RECORD, BadRow, WrongFile

IMDB = "imdb"
ABSENT = "\\N"
TITLE_ID = re.compile(r"tt\d{1,12}")
NAME_ID = re.compile(r"nm\d{1,12}")
COLUMNS = {
    "title.basics": (
        "tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "endYear", "runtimeMinutes",
        "genres",
    ),
    "title.akas": (
        "titleId", "ordering", "title", "region", "language", "types", "attributes", "isOriginalTitle",
    ),
    "title.episode": ("tconst", "parentTconst", "seasonNumber", "episodeNumber"),
    "name.basics": ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles"),
    "title.principals": ("tconst", "ordering", "nconst", "category", "job", "characters"),
    "title.crew": ("tconst", "directors", "writers"),
}  # fmt: skip


def table_of(file: Input) -> str:
    """Which of the data sets a file is, by its header. Raises `WrongFile` for none."""
    with file.open() as stream:
        first = next((line for _, line in lines_of(stream)), "")
    if isinstance(first, str):
        header = tuple(first.removeprefix("\ufeff").split("\t"))
        for name, columns in COLUMNS.items():
            if header == columns:
                return name
    shown = repr(first[:60]) if isinstance(first, str) else first.reason
    raise WrongFile(
        f"{file.name} is none of the IMDb tables {', '.join(COLUMNS)} (it begins with {shown});"
        " take them from https://datasets.imdbws.com/"
    )


def table_rows(file: Input, table: str, after: int) -> Iterator[tuple[int, list[str] | BadRow]]:
    """The rows behind line ``after`` as lists of their values; line 1 is the header."""
    width = len(COLUMNS[table])
    with file.open() as stream:
        for number, line in lines_of(stream, after=max(1, after)):
            if isinstance(line, BadRow):
                yield number, line
                continue
            values = line.split("\t")
            if len(values) != width:
                yield number, BadRow(f"the row has not {width} columns", len(values))
            else:
                yield number, values


Row = tuple[int, list[str]]  # number of the line, values


def groups_of(rows: Iterator[tuple[int, list[str] | BadRow]]) -> Iterator[tuple[int, list[Row] | BadRow]]:
    """Rows with one first value together, under the number of their last one.

    A bad row between them is given after the group: where it stands the group is not yet whole, and an import that
    went on from there would see the half of it.
    """
    group: list[Row] = []
    bad: list[BadRow] = []
    last = 0
    for number, row in rows:
        if isinstance(row, BadRow):
            row.line = number
        elif group and row[0] == group[0][1][0]:
            if len(group) < NAMES_IN_RECORD:
                group.append((number, row))
                last = number
                continue
            row = BadRow(f"the title has more than {NAMES_IN_RECORD} rows", row[0], line=number)
        else:
            yield from _closed(group, bad, last)
            group, bad, last = [(number, row)], [], number
            continue
        bad.append(row)
        last = number
    yield from _closed(group, bad, last)


def _closed(group: list[Row], bad: list[BadRow], last: int) -> Iterator[tuple[int, list[Row] | BadRow]]:
    if group:
        yield last, group
    yield from ((last, fault) for fault in bad)


def title_id(value: str) -> str:
    if not TITLE_ID.fullmatch(value):
        raise BadRow("the row has no id of a title (tt...)", value)
    return value


def name_id(value: str) -> str:
    if not NAME_ID.fullmatch(value):
        raise BadRow("the row has no id of a person (nm...)", value)
    return value


def listed(value: str) -> Sequence[str]:
    """The values of a column that holds several, between commas."""
    return [] if value in ("", ABSENT) else [item for item in value.split(",") if item]


def number(value: str, what: str, largest: int) -> int | None:
    """A whole number, None where it is absent. Raises `BadRow` for anything else."""
    if value in ("", ABSENT):
        return None
    if value.isascii() and value.isdecimal() and len(value) < 10 and int(value) <= largest:
        return int(value)
    raise BadRow(f"{what} is no number up to {largest}", value)


def characters_of(value: str) -> list[str]:
    """The characters of a principal: a JSON list in the column. What is no such list is taken as it stands."""
    if value in ("", ABSENT):
        return []
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return [value.strip()]
    return [item.strip() for item in found if isinstance(item, str) and item.strip()] if isinstance(found, list) else []
