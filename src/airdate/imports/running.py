"""One file from its first row to its last: portions, each in one transaction with the resume point."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection

from airdate.catalogue.models import ExternalId, NameUse, Person, Title, TitleAlias
from airdate.claims.models import Claim, ReadingRun
from airdate.imports.models import ImportedFile
from airdate.imports.opening import Input
from airdate.imports.records import BadRow
from airdate.imports.results import Counts, Faults, Imported, Progress
from airdate.intake.writer import one_writer
from airdate.sources.actions import ensure_source
from airdate.sources.bulk import count_rows
from airdate.sources.models import Document, Source, SourceClass

CACHE_KIB = 64 * 1024  # of SQLite's pages while importing: the indexes of a million names do not fit into its 2 MiB


LOG_PAGES = 32_768  # 128 MiB
GROWING = (Title, TitleAlias, Person, ExternalId, Document, Claim, ReadingRun, NameUse, NameUse.beside.through)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose catalogue it is: the source under which its records are kept."""

    name: str
    homepage: str = ""
    licence: str = ""
    source_class: str = SourceClass.CATALOGUE
    language: str = "en"


class Table(Protocol):
    """One kind of file. ``settings`` are all that its reading depends on, its version first.

    ``rows`` gives (row number, what is in it) after the row ``after``; rows that `keep` must see together have the
    number of their last one. ``keep`` writes a portion and may report rows in it that cannot be used.
    """

    @property
    def name(self) -> str: ...
    @property
    def publisher(self) -> Publisher: ...
    @property
    def portion(self) -> int: ...
    @property
    def settings(self) -> tuple[str, ...]: ...

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]: ...
    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None: ...


def import_file(
    file: Input,
    table: Table,
    *,
    clock: Callable[[], datetime],
    progress: Progress = lambda table, rows, counts: None,
    again: bool = False,
) -> Imported:
    """Take a file in, from where it was left. ``clock`` gives the moment (aware) at which each portion is learnt.

    One that is in already is not read again, unless ``again``. Raises `WrongFile`; the portions before that are in.
    """
    began = time.monotonic()
    digest = file.digest(table.name, *table.settings)
    whose = table.publisher
    with one_writer():
        source = ensure_source(
            whose.name,
            source_class=whose.source_class,
            homepage=whose.homepage,
            licence=whose.licence,
            language=whose.language,
        )
    known = ImportedFile.objects.filter(source=source, table=table.name, digest=digest).first()
    if known is not None and known.finished and not again:
        return Imported(file.name, source.name, table.name, known.counts, Faults(known.faults), was_in=True)
    going_on = known is not None and not known.finished
    state = _State(
        known or ImportedFile(source=source, table=table.name, digest=digest, started_at=clock()),
        Counter(known.counts if known is not None and going_on else {}),
        Faults(known.faults if known is not None and going_on else {}),
        known.position if known is not None and going_on else 0,
    )
    resumed_at = state.position
    state.row.name = file.name[:500]
    with _WideCache():
        for count, (portion, last) in enumerate(_portions(table, file, state), 1):
            now = clock()
            with one_writer():
                table.keep(source, portion, state.counts, state.faults, now)
                state.save(last, now)
            if count & (count - 1) == 0:  # the 1st, 2nd, 4th, 8th ...: as often as the tables have doubled
                count_rows(GROWING)
            progress(table.name, last, state.counts)
        with one_writer():
            state.save(state.position, clock(), finished=True)
    return Imported(
        file.name, source.name, table.name, dict(sorted(state.counts.items())), state.faults,
        resumed_at=resumed_at, seconds=time.monotonic() - began,
    )  # fmt: skip


@dataclass(slots=True)
class _State:
    """What is known of a file while it is read; `save` is part of the portion's transaction."""

    row: ImportedFile
    counts: Counts
    faults: Faults
    position: int

    def save(self, position: int, now: datetime, *, finished: bool = False) -> None:
        self.position = self.row.position = position
        self.row.counts, self.row.faults = dict(sorted(self.counts.items())), self.faults.by_reason
        self.row.finished, self.row.changed_at = finished, now
        self.row.save()


def _portions(table: Table, file: Input, state: _State) -> Iterator[tuple[list[Any], int]]:
    """Rows in portions, each with the number of its last row. Bad rows and counts join the portion they stand in."""
    portion: list[Any] = []
    last = state.position
    weight = 0
    faults = Faults()
    passed: Counts = Counter()

    def close() -> tuple[list[Any], int]:
        nonlocal portion, weight, faults
        state.faults.take(faults)
        state.counts.update(passed)
        state.counts["rows"] += weight
        passed.clear()
        done, portion, weight, faults = portion, [], 0, Faults()
        return done, last

    for number, row in table.rows(file, state.position, passed):
        if weight >= table.portion:
            yield close()
        weight += 1
        last = number
        if isinstance(row, BadRow):
            faults.add(row.line or number, row)
        else:
            portion.append(row)
    if portion or weight or passed:
        yield close()


class _WideCache:
    """SQLite's settings for as long as an import runs; PostgreSQL has its own.

    A wide page cache, and a long write-ahead log: the pages of the indexes are changed by every portion, and need not
    go into the database file each time. A crash loses nothing by it.
    """

    def __enter__(self) -> None:
        self._before: dict[str, int] = {}
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for name, value in (("cache_size", -CACHE_KIB), ("wal_autocheckpoint", LOG_PAGES)):
                    cursor.execute(f"PRAGMA {name}")
                    self._before[name] = int(cursor.fetchone()[0])
                    cursor.execute(f"PRAGMA {name} = {value}")

    def __exit__(self, *exception: object) -> None:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                for name, value in self._before.items():
                    cursor.execute(f"PRAGMA {name} = {value}")
