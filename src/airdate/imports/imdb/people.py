"""`name.basics`: people and their ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from airdate.imports.imdb.publisher import IMDB_SETS, VERSION
from airdate.imports.imdb.rows import ABSENT, IMDB, name_id, table_rows
from airdate.imports.opening import Input
from airdate.imports.people import resolve_people
from airdate.imports.records import BadRow, Somebody, checked_name
from airdate.imports.results import Counts, Faults
from airdate.imports.running import Publisher
from airdate.sources.models import Source


@dataclass(frozen=True, slots=True)
class Names:
    """People. Nothing says here what they are in, so nobody who is here by name alone is taken for one of them."""

    name: str = "name.basics"
    publisher: Publisher = IMDB_SETS
    portion: int = 20_000
    settings: tuple[str, ...] = (VERSION,)

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        for line, row in table_rows(file, self.name, after):
            if isinstance(row, BadRow):
                yield line, row
                continue
            try:
                name = checked_name("" if row[1] == ABSENT else row[1], "primaryName")
                yield line, Somebody(name, ((IMDB, name_id(row[0])),))
            except BadRow as fault:
                yield line, fault

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        resolve_people([(somebody, None) for somebody in rows], counts)
