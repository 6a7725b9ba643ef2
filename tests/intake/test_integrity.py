"""Each sort of damage is named."""

from itertools import pairwise

import pytest
from django.db import connection

from airdate.catalogue.models import Title
from airdate.claims.models import Claim, ReadingRun
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact, Support
from airdate.intake.integrity import problems
from factories import NOW, make_document, say

pytestmark = pytest.mark.django_db
QUAY = {"kind": "release", "title": "The Quay", "date": "2031-05-03", "platform": ["Netflix"]}


@pytest.fixture
def whole(db: None) -> None:
    say(QUAY)
    weigh_all(now=NOW)
    assert list(problems()) == []


def unguard(table: str) -> None:
    """Take away the trigger that keeps the table from being changed: damage comes from outside."""
    with connection.cursor() as cursor:
        name = f"{table}_is_append_only"
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_changed_text_is_found(whole: None) -> None:
    unguard("sources_document")
    execute("UPDATE sources_document SET text = 'other words'")
    key = make_document().source.documents.order_by("pk")[0].key
    assert f"document {key}: its text is not the one that it was kept with" in list(problems())


def test_a_changed_claim_is_found(whole: None) -> None:
    unguard("claims_claim")
    execute("UPDATE claims_claim SET kind = 'renewal'")
    assert list(problems()) == [f"claim {Claim.objects.get().id}: what it says is not what its id was made from"]


def test_a_missing_claim_is_found(whole: None) -> None:
    run = ReadingRun.objects.select_related("document").get()
    run.confidences["0" * 40] = 0.5
    run.save()
    line = f"document {run.document.key}: claim {'0' * 40} of the reading by test is missing"
    assert list(problems()) == [line]


def test_a_document_without_a_reading_is_found(whole: None) -> None:
    document = make_document()
    assert list(problems()) == [f"document {document.key}: 0 readings are in force instead of one"]


def test_keys_of_what_is_not_there_are_found_and_mended(whole: None) -> None:
    """No constraint of the database keeps the keys of derived rows."""
    fact = Fact.objects.get()
    Fact.objects.update(place=987_654)
    assert list(problems()) == [f"fact {fact.id}: its place 987654 is not there; run airdate rebuild"]
    weigh_all(now=NOW)
    assert (list(problems()), Fact.objects.get().place_id) == ([], fact.place_id)
    Fact.objects.update(title=987_654)
    assert list(problems()) == [f"fact {fact.id}: its title 987654 is not there; run airdate rebuild"]
    weigh_all(now=NOW)
    assert (list(problems()), Fact.objects.get().title_id) == ([], fact.title_id)


def test_an_orphan_fact_is_found(whole: None) -> None:
    say(QUAY, document=make_document())
    weigh_all(now=NOW)
    fact = Fact.objects.get()
    assert (fact.claims, list(problems())) == (2, [])
    Support.objects.order_by("pk")[0].delete()
    assert list(problems()) == [f"fact {fact.id}: 1 of 2 claims stand beside it; run airdate rebuild"]
    Support.objects.all().delete()
    assert list(problems()) == [f"fact {fact.id}: no claim supports it; run airdate rebuild"]


def test_a_fact_that_rests_on_one_claim_which_is_not_there_is_found(whole: None) -> None:
    """Of one claim that alone decides no row is kept."""
    fact = Fact.objects.get()
    assert (fact.claims, Support.objects.exists()) == (1, False)
    Fact.objects.update(decided_by="0" * 40)
    line = f"fact {fact.id}: claim {'0' * 40}, which decides it, is not there; run airdate rebuild"
    assert list(problems()) == [line]


def test_a_fact_on_a_claim_out_of_force_is_found(whole: None) -> None:
    claim, fact = Claim.objects.get(), Fact.objects.get()
    ReadingRun.objects.update(confidences={})
    line = f"fact {fact.id}: it rests on claim {claim.id}, which is not in force; run airdate rebuild"
    assert list(problems()) == [line]


def test_a_chain_of_merges_is_found(whole: None) -> None:
    titles = [Title.objects.create(slug=f"t{n}", name="T", folded="t") for n in range(3)]
    for one, onward in pairwise(titles):
        Title.objects.filter(pk=one.pk).update(merged_into=onward)
    assert list(problems()) == [f"title {titles[0].pk}: it was merged into one that was itself merged away"]
