"""Which database the site uses: SQLite in its folder, or the one that DATABASE_URL names."""

from __future__ import annotations

from typing import Any

import dj_database_url

BUSY_SECONDS = 30  # how long a writer waits for another before it gives up
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"  # readers do not wait for the writer
    "PRAGMA synchronous=NORMAL;"  # with WAL a crash loses nothing that is consistent
    "PRAGMA foreign_keys=ON;"
)
# Pages ask short questions: to compile one takes longer than to answer it.
POSTGRESQL_SETTINGS = "-c jit=off"


def sqlite(name: str) -> dict[str, Any]:
    """SQLite in the file ``name``. A writing transaction takes its lock when it begins, so none fails half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": SQLITE_PRAGMAS},
    }


def database(url: str, default_file: str) -> dict[str, Any]:
    """Django's settings for the database at ``url``, or for SQLite in ``default_file`` if it is empty.

    Raises `ValueError` for an address that is neither SQLite nor PostgreSQL.
    """
    if not url:
        return sqlite(default_file)
    try:
        parsed = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except (dj_database_url.UnknownSchemeError, dj_database_url.ParseError, ValueError) as error:
        raise ValueError(
            f"DATABASE_URL is {url!r}, which is no database address; try postgres://user@host/name"
        ) from error
    engine = parsed["ENGINE"]
    if engine == "django.db.backends.sqlite3":
        return sqlite(parsed["NAME"] or ":memory:")
    if engine != "django.db.backends.postgresql":
        raise ValueError(f"DATABASE_URL is {url!r}; Airdate keeps its data in SQLite or PostgreSQL")
    given = dict(parsed.get("OPTIONS") or {})
    # An address's own come last, and win.
    given["options"] = f"{POSTGRESQL_SETTINGS} {given.get('options', '')}".strip()
    return {**parsed, "OPTIONS": given}
