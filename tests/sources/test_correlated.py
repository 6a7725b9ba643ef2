"""A condition that is asked of each row finds what `Exists` finds, and stays a question of each."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef

from airdate.sources.correlated import found_for_each
from airdate.sources.models import Document, Source
from factories import make_document, make_source

pytestmark = pytest.mark.django_db


def test_it_finds_the_rows_for_which_there_is_one() -> None:
    told, silent = make_source("Quay Post"), make_source("Silent Weekly")
    for _ in range(2):
        make_document(source=told)
    own = Document.objects.filter(source=OuterRef("pk"))
    assert list(Source.objects.filter(found_for_each(own))) == list(Source.objects.filter(Exists(own))) == [told]
    assert list(Source.objects.filter(~found_for_each(own))) == [silent]
    assert list(Source.objects.filter(found_for_each(own.filter(published="1931-02-10")))) == []


def test_postgresql_makes_no_join_of_it() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite asks each row either way")
    own = Document.objects.filter(source=OuterRef("pk"))
    assert "Join" in Source.objects.filter(Exists(own)).explain()
    assert "Join" not in Source.objects.filter(found_for_each(own)).explain()
