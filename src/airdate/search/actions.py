"""Building the index by command, and once for many arrivals instead of with each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from airdate.search.index import altering, build, dialect, waiting
from airdate.search.tables import KNOWN, NAMES, Names, knowing

MANY = 5  # a fifth of all names at once: building anew is quicker than adding them


def rebuild() -> int:
    """Make the index anew. Gives the number of names in it."""
    build(connection)
    return _count("search_name")


@contextmanager
def arrivals_at_once() -> Iterator[None]:
    """While an importer works, new names and first facts wait; they go into the index together when it has ended.

    What is found meanwhile is what was there before. If the process is killed, the index stays behind until the next
    `airdate serve`, `import` or `index` makes it anew (`airdate check` says so). It is made anew as well where another
    process has ended the wait before this one: what of this importer's is in it then, nobody knows.
    """
    spoken = dialect(connection)
    with altering(connection) as cursor:
        before = {names: _last(names) for names in NAMES}
        facts = sum(_count("facts_fact", where=f"{column} IS NOT NULL") for column in KNOWN)
        for statement in spoken.ARRIVALS.values():
            cursor.execute(statement)
    try:
        yield
    finally:
        ended = len(waiting(connection)) < len(spoken.ARRIVALS)
        added = sum(_count(names.table, before[names]) for names in NAMES)
        known = sum(_count("facts_fact", where=f"{column} IS NOT NULL") for column in KNOWN) - facts
        if ended or max(added, known) * MANY > _count("search_name"):
            build(connection)
        else:
            with altering(connection, readers=True) as cursor:
                for names in NAMES:
                    cursor.execute(f"{_filling(names)} WHERE id > %s", [before[names]])
                for statement in knowing() if known else ():
                    cursor.execute(statement)
                for name in spoken.ARRIVALS:
                    cursor.execute(spoken.trigger(name))


def _filling(names: Names) -> str:
    return (
        f"INSERT INTO search_name (kind, target, main, folded) SELECT '{names.kind}', {names.target},"  # noqa: S608 - constants
        f" {'true' if names.main else 'false'}, folded FROM {names.table}"
    )


def _last(names: Names) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {names.table}")  # noqa: S608 - a constant
        return int(cursor.fetchone()[0])


def _count(table: str, after: int | None = None, where: str = "") -> int:
    condition = where or ("true" if after is None else f"id > {after}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608 - constants and a key
        return int(cursor.fetchone()[0])
