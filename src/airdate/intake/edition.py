"""Which edition of the data a reader sees now: a text that is another one after every commit, whoever made it.

Asked of the database itself, so that it holds for every process and machine and for every way of writing, commands and
bulk imports included. It is what pages in memory are kept by.

- SQLite: `PRAGMA data_version` of a connection that never writes, with the file's identity, for a restored copy. It
  costs writers nothing; any commit makes another edition, also one of what no page shows.
- PostgreSQL: the sum of a table's counts. A trigger for each statement counts one up, once in a transaction and only in
  a row that no other transaction holds, so that no writer waits for another. Tables that no page shows do not count.
"""

from __future__ import annotations

import atexit
import logging
import os
from pathlib import Path
from threading import Lock
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "intake_edition"
QUESTIONS = {
    "sqlite": "PRAGMA data_version",
    "postgresql": f"SELECT coalesce(sum(moves), 0) FROM {TABLE}",  # noqa: S608 - a constant
}
# Tables whose rows no public page shows, by the beginnings of their names: sessions, jobs, what was looked for; and
# the index of the search, which follows from others.
SILENT = (
    "auth_", "django_", "facts_report", "intake_", "search_", "wagtailsearch_", "wagtailusers_", "modelsearch_",
)  # fmt: skip
TRIGGER = "edition_moves"
COUNTING = f"""
CREATE OR REPLACE FUNCTION intake_edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own text := pg_current_xact_id()::text;
BEGIN
  IF current_setting('airdate.edition', true) IS DISTINCT FROM own THEN
    PERFORM set_config('airdate.edition', own, true);
    UPDATE {TABLE} SET moves = moves + 1
      WHERE place = (SELECT place FROM {TABLE} ORDER BY place LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
      INSERT INTO {TABLE} (moves) VALUES (1);
    END IF;
  END IF;
  RETURN NULL;
END $$
"""  # noqa: S608 - constants
logger = logging.getLogger(__name__)


class Edition:
    """Asks over one connection of this process, which no request uses and nothing is written through."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asking: BaseDatabaseWrapper | None = None
        self._of: tuple[Any, ...] = ()
        self._told = False

    def now(self) -> str | None:
        """The edition that a query that begins now sees; None where nobody can say.

        Nobody can in a transaction, which sees what others do not, in SQLite's memory, which has no file to ask, and
        while the database cannot be reached.
        """
        name = str(connection.settings_dict["NAME"])
        vendor = connection.vendor
        in_memory = vendor == "sqlite" and (name == ":memory:" or "mode=memory" in name)
        if connection.in_atomic_block or in_memory or vendor not in QUESTIONS:
            return None
        with self._lock:
            try:
                of = (os.getpid(), vendor, name, *(_file(name) if vendor == "sqlite" else ()))
                if self._asking is None or of != self._of:
                    self._leave()
                    self._asking, self._of = connection.copy(), of
                    self._asking.inc_thread_sharing()
                with self._asking.cursor() as cursor:
                    cursor.execute(QUESTIONS[vendor])
                    return f"{of}: {cursor.fetchone()[0]}"
            except (DatabaseError, OSError) as error:
                if not self._told:
                    logger.warning("pages are not kept: the database does not tell its edition (%s)", error)
                    self._told = True
                self._leave()
                return None

    def close(self) -> None:
        with self._lock:
            self._leave()

    def _leave(self) -> None:
        # A connection of the process that this one was forked from is not ours to close.
        if self._asking is not None and self._of[0] == os.getpid():
            self._asking.close()
        self._asking = None


EDITION = Edition()  # of this process
atexit.register(EDITION.close)


def install(asked: BaseDatabaseWrapper) -> None:
    """Have all tables counted that are there; nothing where they are already. Done after every `migrate`."""
    if asked.vendor != "postgresql":
        return
    with transaction.atomic(asked.alias), asked.cursor() as cursor:
        cursor.execute(COUNTING)
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} (place serial PRIMARY KEY, moves bigint NOT NULL)"
            " WITH (fillfactor = 50)"
        )
        for table in map(asked.ops.quote_name, uncounted(asked)):
            cursor.execute(
                f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION intake_edition_moves()"
            )


def uncounted(asked: BaseDatabaseWrapper) -> list[str]:
    """The tables of PostgreSQL whose changes make no new edition yet and should."""
    with asked.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = %s) ORDER BY relname",
            [TRIGGER],
        )
        return [name for (name,) in cursor.fetchall() if not name.startswith(SILENT)]


def _file(name: str) -> tuple[int, int]:
    """The identity of SQLite's file. Raises `OSError` where it is gone."""
    found = Path(name).stat()
    return found.st_dev, found.st_ino
