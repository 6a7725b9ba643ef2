"""A takedown removes the text and keeps the trail, on pages too; and what may be shown of a source."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from airdate.claims.models import Claim
from airdate.facts.models import Fact
from airdate.intake.actions import Article, NotAnArticle, Publisher, add_article, documents_read_otherwise
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import rebuild
from airdate.sources.actions import TakenDown
from airdate.sources.models import Document, Entry, Source
from airdate.sources.taking_down import WrongTakedown, take_down

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
URL = "https://news.example/kettle"
TEXT = "The crime drama The Kettle will return to Channel 4 for a second season on {day} June 2031.\nIt was said so."
PAPER = Publisher("The Examiner", "trade")


def add(day: int = 3, url: str = URL) -> Document:
    article = Article(TEXT.format(day=day), date(2031, 2, 20), "Kettle in June", "Ada Quill", url)
    return add_article(article, PAPER, now=NOW).document


def down(document: Document) -> list[Document]:
    return take_down(document, author="editor", reason="They asked.", now=NOW)


def test_the_text_goes_and_the_trail_stays() -> None:
    first, second = add(3), add(4)
    before = (Claim.objects.count(), sorted(Fact.objects.values_list("id", flat=True)))
    assert {each.pk for each in down(second)} == {first.pk, second.pk}
    for document in Document.objects.all():
        assert (document.text, document.byline, document.headline, document.url) == ("", "", "Kettle in June", URL)
        assert (document.taken_down_at, document.taken_down_by, document.taken_down_because) == (
            NOW, "editor", "They asked.",
        )  # fmt: skip
    assert (Claim.objects.count(), sorted(Fact.objects.values_list("id", flat=True))) == before
    assert (list(problems()), documents_read_otherwise()) == ([], [])
    digest = rebuild(now=NOW).digest
    assert rebuild(now=NOW).digest == digest
    assert sorted(Fact.objects.values_list("id", flat=True)) == before[1]


def test_it_is_not_taken_in_again() -> None:
    down(add())
    assert add(url="").text == ""  # the same text: here already
    for day in (3, 5):
        with pytest.raises(TakenDown, match="was taken down on 2031-03-01 and is not taken in again"):
            add(day)
    assert Document.objects.count() == 1


def test_no_page_quotes_it(client: Client) -> None:
    document = add()
    page = reverse("guide:document", args=[document.key])
    assert "will return to Channel 4" in client.get(page).content.decode()
    down(document)
    told = client.get(page).content.decode()
    assert ("will return to Channel 4" in told, "Kettle in June" in told) == (False, True)


def test_a_source_that_allows_headlines_alone_is_not_quoted(client: Client) -> None:
    document = add()
    Source.objects.update(may_show="headline")
    fact = Fact.objects.filter(kind="release").first()
    assert fact is not None
    for address in (reverse("guide:document", args=[document.key]), reverse("guide:fact", args=[fact.pk])):
        told = client.get(address).content.decode()
        assert ("will return to Channel 4" in told, "The Examiner" in told) == (False, True)


def test_its_entry_is_not_read_again() -> None:
    document = add()
    entry = Entry.objects.create(
        source=document.source, key="k", digest="d", document=document, state="read", seen_at=NOW, due_at=NOW, text="x"
    )
    down(document)
    entry.refresh_from_db()
    assert (entry.state, entry.due_at, entry.text) == ("removed", None, "")


def test_it_needs_a_reason_and_is_done_once() -> None:
    document = add()
    with pytest.raises(WrongTakedown, match="a takedown needs its reason"):
        take_down(document, author="editor", reason=" ", now=NOW)
    down(document)
    with pytest.raises(WrongTakedown, match="was taken down already"):
        down(document)


@pytest.mark.parametrize(
    "change",
    [{"text": ""}, {"text": "Other.", "taken_down_at": NOW}, {"text_hash": "x", "text": "", "taken_down_at": NOW}],
)
def test_the_database_lets_a_takedown_empty_a_text_and_nothing_else(change: dict[str, object]) -> None:
    document = add()
    with pytest.raises(DatabaseError, match="are never changed"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)
    down(document)
    for undo in ({"taken_down_at": None}, {"text": "Back."}):
        with pytest.raises(DatabaseError, match="are never changed"), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**undo)


def test_a_text_without_words_is_still_no_article() -> None:
    with pytest.raises(NotAnArticle):
        add_article(Article("", date(2031, 2, 20)), PAPER, now=NOW)
