"""Making, mending and dropping the index, on whichever database the site has.

No model knows its tables: nothing but triggers writes them, whoever writes the catalogue (an action, an importer's
COPY, a restored backup), in the same transaction. Only a rebuild counts the vocabulary again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from airdate.search import postgres, sqlite


def dialect(connection: BaseDatabaseWrapper) -> ModuleType:
    """`sqlite` or `postgres`: both have the same functions."""
    return postgres if connection.vendor == "postgresql" else sqlite


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables, indexes and triggers of the index that are not there."""
    spoken = dialect(connection)
    with connection.cursor() as cursor:
        cursor.execute(spoken.THERE)
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in spoken.OBJECTS if name not in there]


def waiting(connection: BaseDatabaseWrapper) -> list[str]:
    """Those of the missing triggers whose work an importer does once at its end, or could not do when it was killed."""
    arrivals = dialect(connection).ARRIVALS
    return [name for name in missing(connection) if name in arrivals]


def install(connection: BaseDatabaseWrapper) -> None:
    """Make and fill the index if it, or a part of it, is not there; else see that its functions are this version's."""
    gone = missing(connection)
    if gone and "facts_fact" in connection.introspection.table_names():
        build(connection)
    elif not gone:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            for statement in dialect(connection).functions():
                cursor.execute(statement)


def build(connection: BaseDatabaseWrapper) -> None:
    """Make the index anew from what the catalogue and the documents hold now, in one transaction."""
    spoken = dialect(connection)
    with altering(connection) as cursor:
        for statement in (*spoken.BEFORE, *spoken.dropping(), *spoken.making()):
            cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    with altering(connection) as cursor:
        for statement in dialect(connection).dropping():
            cursor.execute(statement)


@contextmanager
def altering(connection: BaseDatabaseWrapper, *, readers: bool = False) -> Iterator[Any]:
    """A transaction that makes or drops parts of the index, with a cursor: all that they belong to is its own first.

    With ``readers`` nobody waits to read meanwhile; then nothing may be dropped.
    """
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        dialect(connection).hold(connection, cursor, readers=readers)
        yield cursor
