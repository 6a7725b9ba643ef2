"""The walk of one article, with the real reader and the real weighing."""

from datetime import date, timedelta

import pytest

from airdate.catalogue.models import NameUse, Person, Service, Title
from airdate.claims.models import Claim, ReadingRun
from airdate.facts.models import Change, Fact
from airdate.intake import actions
from airdate.intake.actions import Article, NotAnArticle, Publisher, add_article, documents_read_otherwise, read_again
from airdate.sources.actions import SourceConflict
from airdate.sources.models import Document, Source
from factories import NOW

pytestmark = pytest.mark.django_db
EXAMINER = Publisher("The Examiner", "trade", region="GB")
QUAY = Article(
    text="The Quay returns\n\nThe second season of The Quay will premiere on Netflix on 3 May 2031. Ana Ortiz plays "
    "Marta Quill in it.\n\nNetflix costs £4.99 a month.",
    published=date(2031, 2, 20),
    headline="The Quay returns",
    url="https://examiner.example/quay",
)


def rows() -> dict[str, int]:
    models = (Source, Document, Claim, ReadingRun, NameUse, Title, Person, Service, Fact, Change)
    return {model.__name__: model.objects.count() for model in models}


def test_an_article_becomes_facts() -> None:
    added = add_article(QUAY, EXAMINER, now=NOW)
    assert (added.is_new, [title.slug for title in added.titles], added.waiting) == (True, ["the-quay"], ())
    assert added.claims == Claim.objects.count() > 0
    release = Fact.objects.get(kind="release", title__slug="the-quay")
    assert (release.season, release.value, release.status) == (2, {"date": "2031-05-03"}, "confirmed")
    assert Fact.objects.get(kind="price").service == Service.objects.get(slug="netflix")
    document = Document.objects.get()
    assert (document.learnt_at, document.language, document.headline) == (NOW, "en", "The Quay returns")


def test_the_same_article_again_adds_nothing() -> None:
    first = add_article(QUAY, EXAMINER, now=NOW)
    before = rows()
    again = add_article(QUAY, EXAMINER, now=NOW + timedelta(days=1))
    assert (again.is_new, again.document, again.claims, again.titles) == (
        False, first.document, first.claims, first.titles,
    )  # fmt: skip
    assert rows() == before


def test_a_changed_article_moves_the_fact() -> None:
    add_article(QUAY, EXAMINER, now=NOW)
    moved = Article(
        QUAY.text.replace("3 May", "10 May"), QUAY.published + timedelta(days=2), QUAY.headline, url=QUAY.url
    )
    added = add_article(moved, EXAMINER, now=NOW + timedelta(days=2))
    assert added.document.supersedes is not None
    release = Fact.objects.get(kind="release", title__slug="the-quay")
    assert release.value == {"date": "2031-05-10"}
    assert [change.kind for change in release.changes.order_by("day")] == ["first", "moved"]


@pytest.mark.parametrize("text", ["", " \n\t", "— … !"])
def test_a_text_without_words_is_no_article(text: str) -> None:
    with pytest.raises(NotAnArticle, match="the text has no words"):
        add_article(Article(text, date(2031, 2, 20)), EXAMINER, now=NOW)
    assert set(rows().values()) == {0}


def test_a_text_can_be_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LONGEST_TEXT", 10)
    with pytest.raises(NotAnArticle, match="the text has 11 characters; an article has at most 10"):
        add_article(Article("eleven here", date(2031, 2, 20)), EXAMINER, now=NOW)


def test_a_refused_source_changes_nothing() -> None:
    add_article(QUAY, EXAMINER, now=NOW)
    before = rows()
    with pytest.raises(SourceConflict):
        add_article(Article("Some other words.", date(2031, 2, 20)), Publisher("The Examiner", "fan"), now=NOW)
    assert rows() == before


def test_a_failure_on_the_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(actions, "weigh_subjects", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        add_article(QUAY, EXAMINER, now=NOW)
    assert set(rows().values()) == {0}


def test_a_newer_reader_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = add_article(QUAY, EXAMINER, now=NOW).document
    assert documents_read_otherwise() == []
    before = rows()
    monkeypatch.setattr(actions, "reader_version", lambda: "newer")
    assert documents_read_otherwise() == [document.pk]
    assert list(read_again(now=NOW + timedelta(days=1))) == [document]
    assert documents_read_otherwise() == []
    assert rows() == {**before, "ReadingRun": 2}
    assert ReadingRun.objects.get(in_force=True).reader == "newer"


def test_copies_count_as_one_voice_whatever_came_first() -> None:
    later = add_article(QUAY, Publisher("The Courier"), now=NOW).document
    earlier = Article("Exclusive. " + QUAY.text, QUAY.published - timedelta(days=1))
    first = add_article(earlier, EXAMINER, now=NOW).document
    later.refresh_from_db()
    assert later.voice == first.voice == first.key
    assert Fact.objects.get(kind="release").voices == 1
