"""Claims are added and never changed; one reading of a document is in force; queries tell what is."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Person, Service, Title
from airdate.catalogue.queries import Target
from airdate.claims.actions import keep_reading
from airdate.claims.models import AppendOnly, Claim, ReadingRun
from airdate.claims.queries import claims_in_force
from airdate.reading.model import Reading
from factories import NOW, make_claim, make_document, make_source, say

pytestmark = pytest.mark.django_db
QUAY = {"kind": "release", "title": "The Quay", "date": "2031-05-03", "platform": ["Netflix", "Quuxbox"]}
MILL = {"kind": "casting", "title": "The Mill", "actor": "Ana Ortiz"}


def reading(*claims: dict[str, object]) -> Reading:
    return Reading("2031-02-20", "en", tuple(make_claim(**claim) for claim in claims))


def test_claims_are_never_changed() -> None:
    say(QUAY)
    claim = Claim.objects.get()
    for attempt in (claim.save, claim.delete, Claim.objects.all().delete, lambda: Claim.objects.update(subject="x")):
        with pytest.raises(AppendOnly):
            attempt()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET subject = 'The Mill'")
    assert Claim.objects.get().subject == "The Quay"


def test_one_reading_of_a_document_is_in_force() -> None:
    document = make_document()
    first = keep_reading(document, reading(QUAY, MILL), reader="1", read_at=NOW)
    second = keep_reading(document, reading(QUAY), reader="2", read_at=NOW)
    assert (Claim.objects.count(), ReadingRun.objects.get(in_force=True)) == (2, second)
    assert [row.kind for row in claims_in_force()] == ["release"]
    assert set(second.confidences) < set(first.confidences)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingRun.objects.create(document=document, reader="3", confidences={}, read_at=NOW)


@pytest.mark.parametrize(
    ("confidences", "lowest"), [((0.9, 0.2), 0.2), ((1.0, 0.4), 0.4), ((1.0, 1.0), None), ((), None)]
)
def test_the_least_confidence_of_a_reading_is_kept_unless_all_is_certain(
    confidences: tuple[float, ...], lowest: float | None
) -> None:
    said = [{**claim, "confidence": sure} for claim, sure in zip((QUAY, MILL), confidences, strict=False)]
    run = keep_reading(make_document(), reading(*said), reader="1", read_at=NOW)
    assert run.lowest == lowest
    # What the migration makes of readings that were there is the same.
    ReadingRun.objects.update(lowest=None)
    import_module("airdate.claims.migrations.0004_unsure_readings").fill(apps, None)
    assert ReadingRun.objects.get().lowest == lowest


def test_an_equal_reading_adds_nothing() -> None:
    document = make_document()
    first = keep_reading(document, reading(QUAY), reader="1", read_at=NOW)
    again = keep_reading(document, reading(QUAY), reader="1", read_at=NOW + timedelta(days=1))
    assert (again, ReadingRun.objects.count(), Claim.objects.count()) == (first, 1, 1)


def test_a_claim_stated_twice_is_kept_once_with_the_better_confidence() -> None:
    document = make_document()
    run = keep_reading(document, reading({**QUAY, "confidence": 0.4}, QUAY), reader="1", read_at=NOW)
    assert list(run.confidences.values()) == [0.9]


def test_a_row_tells_all_that_weighing_needs() -> None:
    document = say(QUAY, source=make_source("Netflix Newsroom", source_class="official", region="GB"))
    (row,) = claims_in_force()
    title, netflix, box = Title.objects.get(), Service.objects.get(slug="netflix"), Service.objects.get(slug="quuxbox")
    assert row.resolved == {
        "title": (Target("title", title.pk),),
        "platform": (Target("service", netflix.pk), Target("service", box.pk)),
    }
    assert row.target("title") == Target("title", title.pk)
    assert row.target("carrier") is None
    assert (row.subject, row.source_class, row.voice, row.spans) == ("The Quay", "official", document.key, ((0, 5),))
    assert (row.published, row.learnt_at, row.superseded_at) == (document.published, NOW, None)
    assert row.confidence == 0.9


def test_claims_of_a_former_version_say_when_they_were_superseded() -> None:
    later = NOW + timedelta(hours=3)
    say(QUAY, text="It starts on 3 May.", url="https://examiner.example/a")
    say({**QUAY, "date": "2031-05-10"}, text="It starts on 10 May.", url="https://examiner.example/a", learnt_at=later)
    assert {row.slots["date"]: row.superseded_at for row in claims_in_force()} == {
        "2031-05-03": later,
        "2031-05-10": None,
    }


def test_claims_are_found_by_what_they_name() -> None:
    both = say(QUAY, MILL, {"kind": "price", "provider": "Netflix", "money": {"amount": 5, "currency": "GBP"}})
    other = say({**QUAY, "date": "2031-06"}, published="2031-02-10")
    quay, mill = Title.objects.get(slug="the-quay"), Title.objects.get(slug="the-mill")
    netflix, ana = Service.objects.get(slug="netflix"), Person.objects.get()

    def found(**wanted: list[int]) -> list[tuple[str, int]]:
        return [(row.kind, row.document_id) for row in claims_in_force(**wanted)]

    assert found(titles=[quay.pk]) == [("release", other.pk), ("release", both.pk)]
    assert found(titles=[mill.pk]) == found(persons=[ana.pk]) == [("casting", both.pk)]
    assert sorted(found(services=[netflix.pk])) == sorted(
        [("release", other.pk), ("price", both.pk), ("release", both.pk)]
    )
    assert found(titles=[]) == []
    assert len(found(documents=[both.pk])) == 3
    assert len(found()) == 4


def test_claims_follow_merged_titles() -> None:
    say(QUAY)
    say({**QUAY, "title": "Der Kai"})
    quay, kai = Title.objects.get(slug="the-quay"), Title.objects.get(slug="der-kai")
    Title.objects.filter(pk=kai.pk).update(merged_into=quay)
    for asked in (quay, kai):
        assert [row.target("title") for row in claims_in_force(titles=[asked.pk])] == [Target("title", quay.pk)] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_claims_of_many_documents_take_few_queries(count: int) -> None:
    for number in range(count):
        say({**QUAY, "title": f"The Quay {number}"})
    with CaptureQueriesContext(connection) as queries:
        assert len(list(claims_in_force())) == count
    assert len(queries) == 8
