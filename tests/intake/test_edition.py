"""The edition of the data: another one after every commit of what a page may show, the same one until then."""

from __future__ import annotations

import pytest
from django.db import connection, connections, transaction

from airdate.catalogue.models import Genre
from airdate.intake.edition import EDITION, install, uncounted
from airdate.sources.bulk import insert_rows

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite counts by itself")


@pytest.mark.django_db
def test_in_a_transaction_nobody_can_say() -> None:
    assert EDITION.now() is None


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_every_way_of_writing_makes_another_edition() -> None:

    def cleared() -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE catalogue_genre CASCADE")

    writing = (
        lambda: Genre.objects.create(slug="period", name="Period"),
        lambda: Genre.objects.bulk_create([Genre(slug="crime", name="Crime"), Genre(slug="news", name="News")]),
        lambda: insert_rows(Genre, ("slug", "name"), [("soap", "Soap")]),  # COPY
        lambda: Genre.objects.filter(slug="soap").update(name="Serial"),
        lambda: Genre.objects.filter(slug="soap").delete(),
        cleared,
    )
    editions = [EDITION.now()]
    for write in writing:
        write()
        editions += [EDITION.now(), EDITION.now()]
    assert len(set(editions)) == len(writing) + 1
    assert editions[1::2] == editions[2::2]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_makes_none_and_two_writers_do_not_wait_for_each_other() -> None:
    before = EDITION.now()
    other = connection.copy()
    try:
        with transaction.atomic():
            Genre.objects.create(slug="period", name="Period")
            with other.cursor() as cursor:  # a commit of its own, while the first is not done
                cursor.execute("SET lock_timeout = '5s'")
                cursor.execute("INSERT INTO catalogue_genre (slug, name) VALUES ('crime', 'Crime')")
            between = edition_of_another()
        after = EDITION.now()
    finally:
        other.close()
    assert len({before, between, after}) == 3
    with transaction.atomic():
        Genre.objects.create(slug="news", name="News")
        transaction.set_rollback(True)
    assert EDITION.now() == after


def edition_of_another() -> str | None:
    """The edition as a request of another thread gets it, which is in no transaction."""
    from threading import Thread

    told: list[str | None] = []

    def ask() -> None:
        told.append(EDITION.now())
        connections.close_all()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    return told[0]


@on_postgresql
@pytest.mark.django_db
def test_every_table_is_counted_and_once_is_enough() -> None:
    assert uncounted(connection) == []
    install(connection)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newly_made (id integer)")
        cursor.execute("CREATE TABLE django_session_of_a_reader (id integer)")
    assert uncounted(connection) == ["newly_made"]
    install(connection)
    assert uncounted(connection) == []
