"""Rows by the hundred thousand: read, inserted and updated as plain tuples, past the models.

A rebuild writes three rows for each claim; through models that takes ten times as long as weighing does. A row has its
model's columns in the order of the fields, without the automatic key, each value as the database takes and gives it:
what is kept can be compared with what follows without making Python values of either.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

from airdate.claims.plain import raw
from airdate.facts.values import spell_text
from airdate.sources.bulk import run_among

Row = tuple[Any, ...]
# The names and definitions of the indexes of some tables that no constraint needs, by kind of database.
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
    " AND sql NOT LIKE 'CREATE UNIQUE%%' AND tbl_name IN ({marks})",
    "postgresql": "SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
    " JOIN pg_class t ON t.oid = x.indrelid WHERE NOT x.indisunique AND pg_table_is_visible(t.oid)"
    " AND t.relname IN ({marks})",
}
CACHE_KIB = 256 * 1024  # of SQLite's pages in a rebuild: the indexes of a million facts do not fit into its 2 MiB


def columns(model: type[models.Model]) -> list[str]:
    """The columns of a model's table, in the order of its fields; without the automatic key."""
    return [str(field.column) for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def kept(model: type[models.Model], among: str, values: Collection[Any], *, key: bool = False) -> list[Row]:
    """The rows whose column ``among`` holds one of the values; with ``key``, the automatic key comes first."""
    listed = ", ".join([*(["id"] if key else []), *_as_kept(model)])
    # Names of the model's own table and columns, quoted; the values are parameters.
    return run_among(f"SELECT {listed} FROM {_table(model)} WHERE {among} {{among}}", values)  # noqa: S608


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows with a value for each of `columns`."""
    if not rows:
        return
    names = columns(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_table(model)} ({_listed(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {_table(model)} ({_listed(names)}) VALUES ({marks})", rows)  # noqa: S608 - as above


def update(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Give the rows with these keys (the first column) these values."""
    if not rows:
        return
    key, *names = columns(model)
    quote = connection.ops.quote_name
    listed = ", ".join(f"{quote(name)} = %s" for name in names)
    with connection.cursor() as cursor:
        query = f"UPDATE {_table(model)} SET {listed} WHERE {quote(key)} = %s"  # noqa: S608 - as above
        cursor.executemany(query, [(*row[1:], row[0]) for row in rows])


def delete(model: type[models.Model], keys: Collection[Any]) -> None:
    """Delete rows by their primary keys. What hangs on them has been taken out by the caller."""
    if not keys:
        return
    is_postgres = connection.vendor == "postgresql"
    inside = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
    listed = sorted(keys)
    with connection.cursor() as cursor:
        query = f"DELETE FROM {_table(model)} WHERE id {inside}"  # noqa: S608 - as above
        cursor.execute(query, [listed if is_postgres else json.dumps(listed)])


def is_same(model: type[models.Model], one: Row, other: Row) -> bool:
    """Whether two rows say the same; JSON may be spelt in two ways."""
    if one == other:
        return True
    spelt = _json_places(model)
    return all(a == b or (n in spelt and _is_same_json(a, b)) for n, (a, b) in enumerate(zip(one, other, strict=True)))


def json_text(value: Any) -> str:
    """A JSON value as a database takes it, spelt as PostgreSQL gives it back: short keys first, with spaces."""
    if type(value) is dict:
        names = sorted(value, key=_by_length) if len(value) > 1 else value
        # An encoder is made anew for each dict that it is given; what stands in facts is mostly one text.
        text = "{" + ", ".join([f"{spell_text(name)}: {_component(value[name])}" for name in names]) + "}"
    else:
        text = _ENCODER.encode(value)
    return text if text.isascii() or _is_encodable(text) else json.dumps(value)


def spellings() -> tuple[Callable[[date | None], Any], Callable[[datetime], Any]]:
    """What makes a day, and an aware instant, what the database takes."""
    if connection.vendor == "postgresql":
        return lambda value: value, lambda value: value
    return _day_text, _instant_text


@contextmanager
def by_the_million() -> Iterator[None]:
    """For as long as much is made anew: a wide page cache of SQLite (PostgreSQL has its own), and no search for cycles.

    Weighing makes millions of small values and no cycles; searching them for cycles takes a third of the time.
    """
    searched = gc.isenabled()
    gc.disable()
    before = _cache_size(-CACHE_KIB)
    try:
        yield
    finally:
        if before is not None and connection.connection is not None:
            _cache_size(before)
        if searched:
            gc.enable()


def _cache_size(size: int) -> int | None:
    """Set the size of SQLite's page cache (pages, or KiB below zero). Gives what it was."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA cache_size = {size}")
        return before


@contextmanager
def indexed_last(tables: Sequence[type[models.Model]]) -> Iterator[bool]:
    """Make the indexes of empty tables when these are full: sorted, which takes a fifth of the time.

    In the caller's transaction, so that nobody else ever sees the tables without them. On PostgreSQL who reads them
    waits until then, for facts that are not there yet; tables that are not empty are left as they are. Gives whether
    the tables are empty.
    """
    if any(table._default_manager.exists() for table in tables):
        yield False
        return
    names = [table._meta.db_table for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(INDEXES[connection.vendor].format(marks=", ".join(["%s"] * len(names))), names)
        later = cursor.fetchall()
        for name, _sql in later:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield True
    with connection.cursor() as cursor:
        for _name, sql in later:
            cursor.execute(sql)
        if connection.vendor == "postgresql":  # it would go through whole tables that it takes for small ones
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, names))}")


@cache
def _json_places(model: type[models.Model]) -> frozenset[int]:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return frozenset(place for place, field in enumerate(fields) if isinstance(field, models.JSONField))


def _is_same_json(one: Any, other: Any) -> bool:
    return None not in (one, other) and bool(json.loads(one) == json.loads(other))


def _component(value: Any) -> str:
    return spell_text(value) if type(value) is str else _ENCODER.encode(value)


def _by_length(name: str) -> tuple[int, bytes]:
    return len(name.encode()), name.encode()


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=100_000)
def _day_text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


@lru_cache(maxsize=4096)  # a document's claims share it
def _instant_text(value: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(value))


def _as_kept(model: type[models.Model]) -> list[str]:
    """`columns` as SQL that gives what the database keeps."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quoted = [connection.ops.quote_name(str(field.column)) for field in fields]
    dated = [isinstance(field, models.DateField) for field in fields]  # instants are days to Django
    return [raw(name) if is_date else name for name, is_date in zip(quoted, dated, strict=True)]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


_ENCODER = json.JSONEncoder(ensure_ascii=False)
