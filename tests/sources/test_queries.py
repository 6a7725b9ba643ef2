"""Reads of sources and documents, each with a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.sources.queries import latest_documents, news, same_voice, source_by_slug, sources_with_counts
from factories import make_document, make_source

pytestmark = pytest.mark.django_db


def test_sources_tell_how_much_they_gave() -> None:
    make_document(published="2031-02-20")
    make_document(published="2031-02-22")
    make_source("Silent Weekly")
    make_source("A Quiet Paper")
    assert [(s.name, s.document_count, str(s.latest)) for s in sources_with_counts()] == [
        ("A Quiet Paper", 0, "None"),
        ("Silent Weekly", 0, "None"),
        ("The Examiner", 2, "2031-02-22"),
    ]
    assert source_by_slug("the-examiner").document_count == 2


def test_the_latest_documents_are_latest_versions() -> None:
    old = make_document("A first version.", url="https://examiner.example/a", published="2031-02-20")
    new = make_document("A second version.", url="https://examiner.example/a", published="2031-02-20")
    newest = make_document(published="2031-02-25")
    assert latest_documents() == [newest, new]
    assert latest_documents(source=old.source, before=newest.published) == [new]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_as_many_queries_for_one_as_for_three(count: int) -> None:
    for number in range(count):
        make_document(source=make_source(f"Paper {number}"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len([document.source.name for document in latest_documents()]) == count
        assert len(list(sources_with_counts())) == count
    assert len(queries) == 3


def test_news_are_the_newest_of_the_press_however_much_a_catalogue_brought() -> None:
    weekly, almanac = make_source("Silent Weekly"), make_source("Almanac", "catalogue")
    old = [make_document(published=f"2031-02-{day}") for day in (10, 11, 12)]
    late = make_document(source=weekly, published="2031-02-20")
    for day in (21, 22, 23):
        make_document(source=almanac, published=f"2031-02-{day}")
    assert news(2) == [late, old[2]]
    assert news(9) == [late, *reversed(old)]
    with CaptureQueriesContext(connection) as queries:
        assert len(news(3)) == 3
    assert len(queries) == 3


def test_copies_know_each_other() -> None:
    text = " ".join(f"word{i}" for i in range(60))
    one = make_document(text, published="2031-02-20")
    two = make_document(text, source=make_source("The Courier"), published="2031-02-21")
    make_document()
    two.refresh_from_db()
    assert (same_voice(one), same_voice(two)) == ([two], [one])
