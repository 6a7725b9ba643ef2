"""One writer at a time, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LOCK = 0x41697264  # "Aird": the number of the advisory lock; any other program's would do as well


@contextmanager
def one_writer() -> Iterator[None]:
    """A transaction that no other writer of the walk shares.

    Two processes may add articles about one new title at once: the second waits, and finds what the first has
    founded. SQLite's transactions begin with the lock taken (transaction_mode IMMEDIATE); PostgreSQL has advisory
    locks, released when the transaction ends, however it ends.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield
