"""SQLite has counted nothing, and chooses an index by how a question is put: these are put for their own.

At a size that a test can make every way is as fast as any other, so what is looked at is the way. PostgreSQL counts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Genre, Service, ServiceKind
from airdate.catalogue.queries import Branch, documents_of_branch
from airdate.facts.queries import MOVES, Where, came_out, coming_to, everything, leaving, recent_changes, releases

DAY = date(2031, 2, 20)
WEEK = timedelta(days=7)
ASKED: dict[str, tuple[Callable[[releases.Wanted], object], str, str]] = {
    # a question -> the index of everybody's, and of one place's
    "dated": (lambda of: releases.dated(DAY, DAY + WEEK, of), "facts_by_day", "facts_of_a_place_by_day"),
    "following": (lambda of: releases.following(DAY, of, after="0"), "facts_by_day", "facts_of_a_place_by_day"),
    "coarse": (lambda of: releases.coarse(DAY, DAY + WEEK, of), "facts_coarse_by_day", "facts_of_a_place_by_day"),
    "ending": (lambda of: releases.ending(DAY, DAY + WEEK, of), "facts_by_day", "facts_of_a_place_by_day"),
    "out": (lambda of: releases.out_since(DAY - WEEK, DAY, of), "facts_by_day", "facts_of_a_place_by_day"),
}

pytestmark = pytest.mark.django_db


def ways(ask: Callable[[], object]) -> list[str]:
    """How SQLite answers each query of a question, in its own words."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts its rows, and chooses by that")
    with CaptureQueriesContext(connection) as captured:
        ask()
    found = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            found.append("; ".join(row[-1] for row in cursor.fetchall()))
    return found


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("of_a_place", [False, True])
def test_a_place_is_asked_for_its_own_days(question: str, of_a_place: bool) -> None:
    ask, everybodys, its_own = ASKED[question]
    place = Service.objects.create(slug="lantern", name="Lantern", folded="lantern", kind=ServiceKind.STREAMING)
    (way,) = ways(lambda: ask(releases.Wanted(service=place if of_a_place else None)))
    assert f"facts_fact USING INDEX {its_own if of_a_place else everybodys} (" in way


def test_the_nearest_release_of_a_title_is_one_of_its_own() -> None:
    (way,) = ways(lambda: releases.nearest([1, 2], DAY))
    assert "facts_by_day" not in way
    assert way.count("USING INDEX facts_of_a_title (title_id=? AND kind=?)") == 2


def test_titles_by_name_are_walked_along_the_index_of_those_that_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airdate.facts.queries.streaming._few", lambda where: None)
    drama = Genre.objects.create(slug="drama", name="Drama")
    found = ways(lambda: everything(Where(region="GB", branch=Branch((drama.pk,))), DAY, limit=12))
    (walk,) = [way for way in found if "catalogue_title USING" in way.partition(";")[0]]
    assert "catalogue_title USING INDEX titles_shown_by_name" in walk
    assert "USING COVERING INDEX titles_of_a_genre (genre_id=?)" in walk


@pytest.mark.parametrize("of_a_place", [False, True])
def test_whether_a_place_has_few_is_counted_in_its_index_alone(of_a_place: bool) -> None:
    place = Service.objects.create(slug="lantern", name="Lantern", folded="lantern", kind=ServiceKind.STREAMING)
    counted = ways(lambda: everything(Where(place if of_a_place else None, "GB"), DAY, limit=12))
    assert len([way for way in counted if "facts_fact USING COVERING INDEX facts_of_a_place_by_day (" in way]) == 2


@pytest.mark.parametrize("ask", [came_out, coming_to, leaving])
def test_what_streams_anywhere_is_read_by_day(ask: Callable[..., object]) -> None:
    since = {"since": DAY - WEEK} if ask is came_out else {}
    found = ways(lambda: ask(Where(region="GB"), DAY, limit=12, **since))
    assert "facts_fact USING INDEX facts_by_day (" in found[0].partition(";")[0]


def test_articles_of_a_branch_are_looked_for_among_the_newest() -> None:
    drama = Genre.objects.create(slug="drama", name="Drama")
    (walk,) = ways(lambda: documents_of_branch(Branch((drama.pk,))))
    assert "sources_document USING INDEX documents_latest_first" in walk.partition(";")[0]


def test_changes_that_are_news_are_read_along_their_own_index() -> None:
    (walk,) = ways(lambda: recent_changes(12, today=DAY, kinds=MOVES))
    assert walk == "SCAN facts_change USING INDEX changes_that_moved"


@pytest.mark.parametrize(("most", "gathered"), [(1, 1), (0, 0)])
def test_postgresql_answers_for_the_titles_that_it_comes_to_alone(
    monkeypatch: pytest.MonkeyPatch, most: int, gathered: int
) -> None:
    monkeypatch.setattr("airdate.catalogue.queries.branches.GATHERED", most)
    if connection.vendor != "postgresql":
        pytest.skip("SQLite asks each row either way")
    monkeypatch.setattr("airdate.facts.queries.streaming._few", lambda where: None)
    drama = Genre.objects.create(slug="drama", name="Drama")
    drama.titles.create(slug="salt", name="Salt", folded="salt")
    with CaptureQueriesContext(connection) as captured:
        everything(Where(region="GB", branch=Branch((drama.pk,))), DAY, limit=12)
    (walk,) = [query["sql"] for query in captured.captured_queries if 'FROM "catalogue_title"' in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {walk}")
        way = " ".join(row[0] for row in cursor.fetchall())
    assert ("Join" in way, way.count("hashed")) == (False, gathered)  # of facts nothing is gathered
