"""Documents arrive once, versions supersede each other, copies are one voice in any order of arrival."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction

from airdate.sources.actions import SourceConflict, add_document, ensure_source, regroup_voices
from airdate.sources.models import Document, Source
from factories import NOW, make_document, make_source

pytestmark = pytest.mark.django_db
DAY = date(2031, 2, 20)
TEXT = " ".join(f"word{i}" for i in range(60))
COPY = "Exclusive. " + TEXT
THIRD = TEXT + " And so on."


def test_the_same_text_of_a_source_is_one_document() -> None:
    source = make_source()
    first = add_document(source, "A text\nof words.", published=DAY, learnt_at=NOW)
    again = add_document(source, "A text of  words.", published=DAY + timedelta(1), learnt_at=NOW)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.document.pk == first.document.pk
    assert again.document.published == DAY
    assert Document.objects.count() == 1


def test_another_source_may_give_the_same_text() -> None:
    one = make_document(TEXT)
    other = make_document(TEXT, source=make_source("The Courier"), published="2031-02-21")
    assert one.key != other.key
    other.refresh_from_db()
    assert other.voice == one.key


def test_a_changed_article_supersedes_the_former_version() -> None:
    url = "https://examiner.example/harbour"
    first = make_document("It starts on 3 May.", url=url + "?utm_source=feed")
    second = make_document("It starts on 10 May.", url=url)
    third = make_document("It starts on 17 May.", url=url + "#top")
    assert (second.supersedes, third.supersedes) == (first, second)
    assert Document.objects.get(superseded_by=None) == third


def test_documents_elsewhere_supersede_nothing() -> None:
    make_document("One text.", url="https://examiner.example/a")
    other = make_document("Other text.", source=make_source("The Courier"), url="https://examiner.example/a")
    assert other.supersedes is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_copies_are_one_voice_whatever_came_first(order: tuple[int, ...]) -> None:
    given = [(TEXT, "2031-02-21"), (COPY, "2031-02-20"), (THIRD, "2031-02-22")]
    for number in order:
        text, day = given[number]
        make_document(text, source=make_source(f"Paper {number}"), published=day)
    make_document("Quite another text, of other words, about another thing altogether.")
    earliest = Document.objects.get(text=COPY).key
    voices = dict(Document.objects.values_list("text", "voice"))
    assert [voices[text] for text, _ in given] == [earliest] * 3
    assert len(set(voices.values())) == 2


def test_arrivals_tell_whose_voice_they_changed() -> None:
    later = make_document(TEXT, published="2031-02-21")
    arrival = add_document(make_source("The Courier"), COPY, published=DAY, learnt_at=NOW)
    assert arrival.regrouped == frozenset({later.pk})


def test_regrouping_finds_what_arrival_found() -> None:
    for number, text in enumerate((TEXT, COPY, THIRD, "Something else entirely, in other words.")):
        make_document(text, source=make_source(f"Paper {number}"), published=f"2031-02-2{number}")
    before = dict(Document.objects.values_list("key", "voice"))
    assert regroup_voices() == frozenset()
    Document.objects.update(voice="0" * 40)
    assert len(regroup_voices()) == 4
    assert dict(Document.objects.values_list("key", "voice")) == before


def test_text_that_databases_refuse_is_kept_with_its_length() -> None:
    document = make_document("A\0B\ud800C words")
    document.refresh_from_db()
    assert document.text == "A\ufffdB\ufffdC words"


def test_sources_are_known_by_their_slug() -> None:
    source = ensure_source("The Examiner", source_class="trade", region="GB")
    assert ensure_source("The  examiner!") == source
    assert (source.slug, source.source_class, source.region) == ("the-examiner", "trade", "GB")
    assert Source.objects.count() == 1


def test_a_source_keeps_its_class() -> None:
    ensure_source("The Examiner", source_class="trade")
    with pytest.raises(SourceConflict, match="kept as trade, not fan"):
        ensure_source("The Examiner", source_class="fan")
    with pytest.raises(ValueError, match="'tabloid' is no class of source; choose one of official, trade"):
        ensure_source("Another", source_class="tabloid")


def test_documents_are_evidence() -> None:
    document = make_document()
    with pytest.raises(TypeError, match="never deleted"):
        document.delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE sources_document SET text = 'other words'")
    Document.objects.update(language="en")
