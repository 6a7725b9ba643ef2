"""Many rows at once, past the models: `executemany` on SQLite, `COPY` on PostgreSQL; and the keys for them.

The models' own bulk insert makes an instance and a long statement of each row. Names of tables and columns come
from the models, values are parameters. Called inside the transaction of the one writer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

PORTION = 900  # values in one query: databases limit its parameters
T = TypeVar("T")


def insert_rows(model: type[Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of plain values in the order of ``fields`` (attributes of the model: ``title_id`` for a foreign key).

    Every column that has no default in the database must be among them.
    """
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    by_name = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quote(by_name[name]) for name in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names of models


def run_among(query: str, values: Collection[Any]) -> list[tuple[Any, ...]]:
    """Run a query in which ``{among}`` stands for "is one of these values", however many they are. Gives its rows."""
    if not values:
        return []
    is_postgres = connection.vendor == "postgresql"
    inside = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
    listed = sorted(values)
    with connection.cursor() as cursor:
        cursor.execute(query.replace("{among}", inside), [listed if is_postgres else json.dumps(listed)])
        found: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
        return found


def new_keys(model: type[Model], count: int) -> list[int]:
    """Primary keys that no row has or had, in rising order."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return sorted(key for (key,) in cursor.fetchall())
        # The transaction holds SQLite's write lock: nobody else takes keys meanwhile.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + count))


def count_rows(models: Sequence[type[Model]]) -> None:
    """Let PostgreSQL see how tables have grown. Else it checks foreign keys as it would in empty ones: row by row."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def as_json(value: Any) -> str:
    """A JSON column's value, as both databases take it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_day(value: date) -> Any:
    return connection.ops.adapt_datefield_value(value)


def as_instant(value: datetime | None) -> Any:
    return None if value is None else connection.ops.adapt_datetimefield_value(value)


def portions(values: Collection[T], size: int = PORTION) -> Iterator[list[T]]:
    """The values in lists that fit into one query."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def rows_among(model: type[Model], fields: Sequence[str], among: str, values: Collection[T], **also: str) -> list[Any]:
    """The rows whose column ``among`` holds one of the values and whose others hold ``also``, as tuples of ``fields``.

    One query for as many values as there are. The models' own ``__in`` works on each value before the database does.
    """
    if not values:
        return []
    quote = connection.ops.quote_name
    column = {field.attname: quote(str(field.column)) for field in model._meta.concrete_fields}
    listed = ", ".join(column[name] for name in fields)
    fixed = "".join(f" AND {column[name]} = %s" for name in also)
    is_postgres = connection.vendor == "postgresql"
    inside = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
    query = f"SELECT {listed} FROM {quote(model._meta.db_table)} WHERE {column[among]} {inside}{fixed}"  # noqa: S608 - names of models
    with connection.cursor() as cursor:
        cursor.execute(query, [list(values) if is_postgres else as_json(list(values)), *also.values()])
        found: list[Any] = cursor.fetchall()
        return found
