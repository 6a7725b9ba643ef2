"""One writer at a time, on both databases."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

LOCK = 0x41697264  # "Aird": the number of the advisory lock; any other program's would do as well


@contextmanager
def one_writer() -> Iterator[None]:
    """A transaction that no other writer of the walk shares.

    Two processes may add articles about one new title at once: the second waits, and finds what the first has
    founded; it waits as long as that takes. SQLite's transactions begin with the lock taken (transaction_mode
    IMMEDIATE); PostgreSQL has advisory locks. Both are released when the transaction ends, however it ends.
    """
    with in_line(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


@contextmanager
def in_line() -> Iterator[None]:
    """Wait in line for SQLite's lock, at a file beside the database.

    SQLite lets those who wait try again and again, and gives up after some seconds: beside a process that takes the
    lock anew as soon as it has given it back, as an import does, they would hardly ever get it, and a rebuild of a
    large site would turn all away. The system lets go of the file's lock when the process ends, killed or not.
    """
    name = str(connection.settings_dict["NAME"])
    in_memory = name == ":memory:" or name.startswith("file:")
    if connection.vendor != "sqlite" or connection.in_atomic_block or in_memory or sys.platform == "win32":
        yield  # who is in a transaction has the lock already
        return
    import fcntl

    mode = stat.S_IMODE(Path(name).stat().st_mode)  # who may write to the database may wait for it
    waiting = os.open(f"{name}-writer", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
    try:
        fcntl.flock(waiting, fcntl.LOCK_EX)
        yield
    finally:
        os.close(waiting)
