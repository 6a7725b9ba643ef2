"""Entries with facts come first in the index, whether their facts came one by one or all at once."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from airdate.catalogue.models import Title
from airdate.catalogue.names import fold_name
from airdate.facts.actions import weigh_all, weigh_titles
from airdate.facts.models import Change, Fact, Support
from airdate.search.actions import rebuild
from airdate.search.index import dialect, missing
from airdate.search.queries import find, problems
from factories import NOW, say

pytestmark = pytest.mark.django_db
NAMES = [f"The Quay {word}" for word in ("one", "two", "three", "four", "five", "six", "seven")]


def index() -> dict[str, bool]:
    """Folded name of a title -> whether the index has it as known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT folded, id < 0 FROM search_name WHERE kind = 'title'")
        return {folded: bool(known) for folded, known in cursor.fetchall()}


def make_title(name: str) -> None:
    Title.objects.create(slug=f"t{Title.objects.count()}", name=name, folded=fold_name(name))


def claims_about(*names: str) -> None:
    for name in names:
        say({"kind": "release", "title": name, "date": "2031-05-03", "platform": ["Netflix"]})
    for model in (Change.also.through, Change, Support, Fact):  # as after a catalogue came and before it was weighed
        model._default_manager.all().delete()
    rebuild()


@pytest.mark.parametrize("many", [NAMES[:1], NAMES[:6]])
def test_all_facts_at_once_move_the_names_of_their_entries(many: list[str]) -> None:
    for name in NAMES:
        make_title(name)
    claims_about(*many)
    assert not any(index().values())
    weigh_all(now=NOW)
    assert index() == {name.lower(): name in many for name in NAMES}
    assert (missing(connection), list(problems())) == ([], [])
    assert {hit.name for hit in find("quay", kinds=("title",)).hits} == set(NAMES)
    assert [hit.name for hit in find(NAMES[0]).hits][:1] == NAMES[:1]


def test_after_that_a_first_fact_moves_them_again() -> None:
    for name in NAMES:
        make_title(name)
    claims_about(NAMES[0], NAMES[1])
    weigh_titles([Title.objects.get(name=NAMES[0]).pk], now=NOW)
    assert [name for name, known in index().items() if known] == [NAMES[0].lower()]
    weigh_all(now=NOW)
    claims_about(NAMES[2])
    weigh_titles([Title.objects.get(name=NAMES[2]).pk], now=NOW)
    assert [name for name, known in index().items() if known] == [NAMES[2].lower()]


def test_where_an_importer_has_stopped_the_index_it_stays_so() -> None:
    make_title(NAMES[0])
    claims_about(NAMES[0])
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in dialect(connection).ARRIVALS.values():
            cursor.execute(statement)
    waiting = missing(connection)
    weigh_all(now=NOW)
    assert (len(waiting) > 0, missing(connection)) == (True, waiting)
