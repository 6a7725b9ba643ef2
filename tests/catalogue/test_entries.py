"""Entries by address, and lists, each with a constant number of queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.catalogue.queries import (
    Moved,
    documents_naming_entry,
    genres,
    names_that_wait,
    person_by_slug,
    service_by_slug,
    title_by_slug,
    titles_named_in,
)
from factories import say

pytestmark = pytest.mark.django_db


def release(title: str, **slots: Any) -> dict[str, Any]:
    return {"kind": "release", "title": title, "platform": ["Netflix"], **slots}


def test_entries_are_found_by_their_address() -> None:
    say(release("The Quay"), {"kind": "casting", "title": "The Quay", "actor": "Ana Ortiz"})
    assert title_by_slug("the-quay").name == "The Quay"
    assert person_by_slug("ana-ortiz").name == "Ana Ortiz"
    assert service_by_slug("netflix").name == "Netflix"


@pytest.mark.parametrize(
    ("find", "error"),
    [
        (title_by_slug, Title.DoesNotExist),
        (person_by_slug, Person.DoesNotExist),
        (service_by_slug, Service.DoesNotExist),
    ],
)
def test_what_is_not_there_or_sleeps_is_not_found(find: Callable[[str], object], error: type[Exception]) -> None:
    for model in (Title, Person, Service):
        model.objects.create(slug="asleep", name="Asleep", folded="asleep", dormant=True)
    for slug in ("nowhere", "asleep"):
        with pytest.raises(error):
            find(slug)


def test_redirects_lead_to_the_end_of_the_chain() -> None:
    last = Title.objects.create(slug="c", name="C", folded="c")
    middle = Title.objects.create(slug="b", name="B", folded="b", merged_into=last)
    Title.objects.create(slug="a", name="A", folded="a", merged_into=middle)
    with pytest.raises(Moved) as moved:
        title_by_slug("a")
    assert moved.value.slug == "c"


def test_genres_count_the_titles_that_are_shown() -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    Genre.objects.create(slug="comedy", name="Comedy")
    for number, dormant in enumerate((False, False, True)):
        Title.objects.create(slug=f"t{number}", name="T", folded="t", dormant=dormant).genres.add(drama)
    assert [(genre.slug, genre.title_count) for genre in genres()] == [("comedy", 0), ("drama", 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_one_query_each(count: int) -> None:
    documents = [
        say(release("The Quay"), release(f"Show {n}"), release(f"Maybe {n}", confidence=0.2)) for n in range(count)
    ]
    quay = Title.objects.get(slug="the-quay")
    with CaptureQueriesContext(connection) as queries:
        assert len([document.source.name for document in documents_naming_entry(quay)]) == count
    assert len(queries) == 2  # the entries merged into it, the documents
    with CaptureQueriesContext(connection) as queries:
        assert [title.slug for title in titles_named_in(documents[0])] == ["show-0", "the-quay"]
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert len([use.document.source.name for use in names_that_wait()]) == count
    assert len(queries) == 1
