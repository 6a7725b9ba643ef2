"""Rows by the hundred thousand: inserted and updated as plain tuples, past the models.

A rebuild writes three rows for each claim; through models that takes ten times as long as weighing does. A row
has its model's columns in the order of the fields, without the automatic key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def columns(model: type[models.Model]) -> list[str]:
    """The columns of a model's table, in the order of its fields; without the automatic key."""
    return [str(field.column) for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def attributes(model: type[models.Model]) -> list[str]:
    """The names by which `values_list` gives what is in `columns`."""
    return [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows with a value for each of `columns`. JSON values are given as Python values."""
    if not rows:
        return
    names = columns(model)
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(connection.ops.quote_name(name) for name in names)
    adapt = _adapter(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(adapt(row))
            return
        marks = ", ".join(["%s"] * len(names))
        # The names are those of the model's own columns, quoted; the values are parameters.
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", [adapt(row) for row in rows])  # noqa: S608


def update(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Give the rows with these keys (the first column) these values."""
    if not rows:
        return
    key, *names = columns(model)
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
    adapt = _adapter(model)
    adapted = (adapt(row) for row in rows)
    with connection.cursor() as cursor:
        # As above: names of columns, quoted, and parameters.
        cursor.executemany(
            f"UPDATE {table} SET {listed} WHERE {connection.ops.quote_name(key)} = %s",  # noqa: S608
            [(*row[1:], row[0]) for row in adapted],
        )


def _adapter(model: type[models.Model]) -> Callable[[Row], Row]:
    """What turns a row's values into those of the database."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    special = [(place, make) for place, field in enumerate(fields) if (make := _adapt(field)) is not None]

    def adapt(row: Row) -> Row:
        adapted = list(row)
        for place, make in special:
            if adapted[place] is not None:
                adapted[place] = make(adapted[place])
        return adapted

    return adapt


def _adapt(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return _as_json
    if connection.vendor == "postgresql":
        return None  # its driver knows dates
    if isinstance(field, models.DateTimeField):
        return _as_instant
    return date.isoformat if isinstance(field, models.DateField) else None


def _as_json(value: Any) -> str:
    return "{}" if value == {} else json.dumps(value)


def _as_instant(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
