"""Which database is used, and how."""

import pytest
from django.db import connection

from airdate.settings.databases import database


def test_sqlite_in_the_folder_is_the_default() -> None:
    made = database("", "/site/airdate.sqlite3")
    assert (made["ENGINE"], made["NAME"]) == ("django.db.backends.sqlite3", "/site/airdate.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_url_of_sqlite_gets_the_same_options() -> None:
    assert database("sqlite:////data/guide.db", "") == database("", "/data/guide.db")


def test_a_url_of_postgresql_is_taken() -> None:
    made = database("postgres://airdate:word@db.example:5433/guide", "/unused")
    assert (made["ENGINE"], made["HOST"], made["PORT"], made["NAME"]) == (
        "django.db.backends.postgresql", "db.example", 5433, "guide",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "options"),
    [("", "-c jit=off"), ("?options=-c%20jit%3Don", "-c jit=off -c jit=on")],  # the last one holds
)
def test_postgresql_is_told_not_to_compile_unless_the_address_says_otherwise(query: str, options: str) -> None:
    made = database(f"postgres://airdate@db.example/guide{query}", "/unused")
    assert made["OPTIONS"] == {"options": options}


@pytest.mark.django_db
def test_the_server_does_as_it_is_told() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            assert cursor.execute("SHOW jit").fetchone() == ("off",)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("guide", "DATABASE_URL is 'guide', which is no database address; try postgres://user@host/name"),
        ("mysql://u@h/n", "Airdate keeps its data in SQLite or PostgreSQL"),
    ],
)
def test_other_addresses_are_refused(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        database(url, "")


@pytest.mark.django_db
def test_foreign_keys_hold() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert cursor.execute("PRAGMA synchronous").fetchone() == (1,)
    assert connection.features.supports_foreign_keys
