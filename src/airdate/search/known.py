"""First facts of many entries at once: what is known comes before what only stands in a catalogue.

A trigger moves the names of an entry when its first fact is kept, at the price of 90 µs each on SQLite. Where all facts
are weighed in one transaction, that waits for its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from airdate.search.index import dialect, missing
from airdate.search.tables import KNOWN

MANY = 5  # a fifth of all names at once: making their index anew is quicker than moving them


def all_facts_come(**_: Any) -> Any:
    """The receiver of `facts.signals.all_facts`."""
    return first_facts_at_once()


@contextmanager
def first_facts_at_once() -> Iterator[None]:
    """In a transaction: first facts of the block wait until its end, then the names of their entries move together.

    Where the index waits for an importer already, or is not there, nothing is done. Readers find names as they stood
    before until the transaction ends; a failure in the block takes all of it back.
    """
    spoken = dialect(connection)
    if not set(missing(connection)).isdisjoint((*spoken.TABLES, *spoken.KNOWING)):
        yield
        return
    with connection.cursor() as cursor:
        for statement in spoken.knowing_waits():
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE search_first AS {_first()}")
        cursor.execute("SELECT count(*) FROM search_first")
        (first,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM search_name")
        (names,) = cursor.fetchone()
        for statement in spoken.moving(many=first * MANY > names) if first else ():
            cursor.execute(statement)
        cursor.execute("DROP TABLE search_first")
        for statement in spoken.knowing_goes_on():
            cursor.execute(statement)


def _first() -> str:
    """SQL for the names that move: their entry has facts, and had none."""
    return " UNION ".join(
        f"SELECT id FROM search_name WHERE id > 0 AND kind = '{kind}' AND target IN"  # noqa: S608 - constants
        f" (SELECT {column} FROM facts_fact WHERE {column} IS NOT NULL)"
        for column, kind in KNOWN.items()
    )
