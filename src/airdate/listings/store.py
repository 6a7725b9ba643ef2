"""Broadcasts by the hundred thousand, past the models: `executemany` on SQLite, `COPY` on PostgreSQL.

Called inside the transaction of the one listings writer. Names of tables and columns come from the models, values are
parameters.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from airdate.intake.writer import one_writer
from airdate.listings.models import Broadcast, Programme, ScheduleChange

LOCK = 0x4C697374  # "List": the number of the advisory lock of those who write listings
PATIENCE = 3600  # seconds that an import waits for another writer
PORTION = 5_000  # keys in one statement
CACHE_KIB = 48 * 1024  # of SQLite's pages while importing
LOG_PAGES = 32_768  # of SQLite's log before it is written back: 128 MiB
COLUMNS = (
    "guide_id", "channel_id", "programme_id", "start", "stop", "offset", "day", "title", "sub_title", "description",
    "group", "flags", "long", "season", "episode", "year", "details", "row_hash", "work_id", "work_score",
)  # fmt: skip
_TABLE = Broadcast._meta.db_table


@contextmanager
def one_listings_writer() -> Iterator[None]:
    """A transaction that no other writer of listings shares; a second import waits for the first.

    SQLite has one lock for all who write, and one line in which they wait for it. PostgreSQL has an advisory lock for
    listings alone, so that articles go on being added beside a long import.
    """
    if connection.vendor == "sqlite":
        with _patience(), one_writer():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


@contextmanager
def _patience() -> Iterator[None]:
    """SQLite's settings for an import: to wait long for others, a wide cache, a long log."""
    if connection.in_atomic_block:
        yield
        return
    wanted = {"busy_timeout": PATIENCE * 1000, "cache_size": -CACHE_KIB, "wal_autocheckpoint": LOG_PAGES}
    before = {}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            before[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            cursor.execute(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                for name, value in before.items():
                    cursor.execute(f"PRAGMA {name} = {value}")


@contextmanager
def indexes_at_the_end() -> Iterator[None]:
    """In an empty table of SQLite the indexes of broadcasts are made once all rows are there, which is a sort each.

    Inside the import's transaction: whoever reads sees the table as it was, and what fails leaves it so. PostgreSQL
    would lock its readers out.
    """
    if connection.vendor != "sqlite" or Broadcast.objects.exists():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL", [_TABLE]
        )
        made = cursor.fetchall()
        for name, _ in made:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, sql in made:
            cursor.execute(sql)


def insert_broadcasts(rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows with a value for each of `COLUMNS`."""
    if not rows:
        return
    quote = connection.ops.quote_name
    listed = ", ".join(quote(name) for name in COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(_TABLE)} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(COLUMNS))
        cursor.executemany(f"INSERT INTO {quote(_TABLE)} ({listed}) VALUES ({marks})", rows)  # noqa: S608 - names of models


def known_rows(guide: int) -> Iterator[tuple[int, int]]:
    """(hash, key) of a guide's broadcasts by rising hash."""
    found = Broadcast.objects.filter(guide=guide).order_by("row_hash", "pk").values_list("row_hash", "pk")
    return iter(found.iterator(chunk_size=PORTION))


def highest_key() -> int:
    """The key of the newest broadcast; those inserted in this transaction are above it."""
    return Broadcast.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def programme_keys(titles: dict[str, str]) -> dict[str, int]:
    """Folded title -> key of its programme, made where there is none. ``titles`` is folded title -> as it is spelt."""
    found: dict[str, int] = {}
    for folded in portions(titles):
        found.update(_programmes(folded))
        missing = [each for each in folded if each not in found]
        if missing:
            _insert_programmes([(each, titles[each][:500]) for each in missing])
            found.update(_programmes(missing))
    return found


def _insert_programmes(rows: Sequence[tuple[str, str]]) -> None:
    table = connection.ops.quote_name(Programme._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (folded, title) VALUES (%s, %s) ON CONFLICT DO NOTHING",  # noqa: S608 - names of models
            rows,
        )


def _programmes(folded: Collection[str]) -> dict[str, int]:
    table, listed = connection.ops.quote_name(Programme._meta.db_table), list(folded)
    is_postgres = connection.vendor == "postgresql"
    inside = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT folded, id FROM {table} WHERE folded {inside}",  # noqa: S608 - names of models
            [listed if is_postgres else json.dumps(listed)],
        )
        return dict(cursor.fetchall())


def rows_of(keys: Sequence[int], fields: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The broadcasts of these keys, as tuples of ``fields``, in no order."""
    for portion in portions(keys, 900):
        yield from Broadcast.objects.filter(pk__in=portion).order_by().values_list(*fields)


def become(pairs: Sequence[tuple[int, int]]) -> None:
    """Give the rows of the first keys what those of the second hold, and remove the second. Addresses stay."""
    if not pairs:
        return
    quote = connection.ops.quote_name
    listed = ", ".join(quote(name) for name in COLUMNS)
    table = quote(_TABLE)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET ({listed}) = (SELECT {listed} FROM {table} WHERE id = %s) WHERE id = %s",  # noqa: S608 - names of models
            [(new, old) for old, new in pairs],
        )
    delete_broadcasts([new for _, new in pairs])


def delete_broadcasts(keys: Sequence[int]) -> None:
    """Remove rows; changes of the schedule that are about them stay, without them."""
    for portion in portions(keys, 900):
        ScheduleChange.objects.filter(broadcast__in=portion).update(broadcast=None)
        found = Broadcast.objects.filter(pk__in=portion)
        found._raw_delete(found.db)


def count_rows() -> None:
    """Let PostgreSQL see how the table has grown, so that it plans the grid's queries as it should."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(_TABLE)}")


def portions(keys: Collection[Any], size: int = PORTION) -> Iterator[list[Any]]:
    """The values in lists that fit into one statement."""
    listed = list(keys)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
