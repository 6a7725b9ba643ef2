"""CSV files with named columns: which column is which, and the rows as records."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from airdate.claims.models import RECORD_READERS
from airdate.imports.columns import COLUMNS, Reading, row_record
from airdate.imports.keeping import keep_records
from airdate.imports.opening import Input, lines_of
from airdate.imports.records import BadRow, WrongFile
from airdate.imports.results import Counts, Faults
from airdate.imports.running import Publisher
from airdate.sources.models import Source
from airdate.sources.normal import ascii_slug

VERSION = "csv-2"
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """A CSV file (RFC 4180, UTF-8, a header line). ``header``: our name of each column, empty if not used."""

    header: tuple[str, ...]
    delimiter: str
    reading: Reading
    publisher: Publisher
    unused: tuple[str, ...] = ()
    name: str = "csv"
    portion: int = 2_000
    settings: tuple[str, ...] = field(default=())

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        bad: list[tuple[int, BadRow]] = []
        with file.open() as stream:
            lines = _Readable(lines_of(stream), bad)
            reader = csv.reader(lines, delimiter=self.delimiter)
            next(reader)
            while True:
                try:
                    values = next(reader)
                except StopIteration:
                    break
                except csv.Error as error:
                    bad.append((lines.number, BadRow("the row is no CSV", error)))
                    yield from _after(bad, after)
                    continue
                yield from _after(bad, after)
                if lines.number <= after or not any(values):
                    continue
                if len(values) != len(self.header):
                    yield lines.number, BadRow(f"the row has not {len(self.header)} columns", len(values))
                    continue
                row = {ours: value.strip() for ours, value in zip(self.header, values, strict=True) if ours}
                yield lines.number, (lines.number, row)
        yield from _after(bad, after)

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        records = []
        for line, row in rows:
            try:
                records.append(row_record(row, self.reading, line, faults))
            except BadRow as fault:
                faults.add(line, fault)
        keep_records(source, records, counts, reader=f"{RECORD_READERS}{VERSION}", now=now)


class _Readable:
    """Lines for `csv`, with their ends; those that are no text are put aside. ``number`` is that of the last one."""

    def __init__(self, lines: Iterator[tuple[int, str | BadRow]], bad: list[tuple[int, BadRow]]) -> None:
        self._lines = lines
        self._bad = bad
        self.number = 0

    def __iter__(self) -> _Readable:
        return self

    def __next__(self) -> str:
        for number, line in self._lines:
            self.number = number
            if not isinstance(line, BadRow):
                return f"{line.removeprefix(chr(0xFEFF)) if number == 1 else line}\n"
            self._bad.append((number, line))
        raise StopIteration


def _after(bad: list[tuple[int, BadRow]], after: int) -> Iterator[tuple[int, BadRow]]:
    """The bad rows that were met behind line ``after``; they are met once."""
    met = [each for each in bad if each[0] > after]
    bad.clear()
    yield from met


def named_columns(
    file: Input, publisher: Publisher, *, mapped: Mapping[str, str] | None = None, separator: str = "|"
) -> NamedColumns:
    """How a CSV file is read. ``mapped``: its names of columns -> ours; a column of one of our names needs none.

    Raises `WrongFile` where no column is the title, where two columns are the same of ours, and for a name that no
    column of the file or of ours has.
    """
    with file.open() as stream:
        first = next((line for _, line in lines_of(stream)), "")
    if isinstance(first, BadRow) or not first.strip():
        raise WrongFile(f"{file.name} has no header line; its first line must name the columns")
    first = first.removeprefix("\ufeff")
    mapped = mapped or {}
    delimiter = max(DELIMITERS, key=first.count)
    given = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    for theirs, ours in mapped.items():
        if theirs not in given:
            raise WrongFile(f"{file.name} has no column {theirs!r}; it has {', '.join(given)}")
        if ours not in COLUMNS:
            raise WrongFile(f"--map {theirs}={ours}: no column is called {ours!r}; known are {', '.join(COLUMNS)}")
    header = tuple(mapped.get(name, name.casefold() if name.casefold() in COLUMNS else "") for name in given)
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise WrongFile(
            f"{file.name} has several columns for {', '.join(twice)}; map one of them: --map THEIRS={twice[0]}"
        )
    if "title" not in header:
        raise WrongFile(
            f"{file.name} has no column title (it has {', '.join(given)}); say which it is: --map THEIRS=title"
        )
    unused = tuple(name for name, ours in zip(given, header, strict=True) if not ours)
    settings = (VERSION, publisher.name, separator, *header)
    reading = Reading(publisher.name, ascii_slug(publisher.name, longest=40), separator)
    return NamedColumns(header, delimiter, reading, publisher, unused, settings=settings)
