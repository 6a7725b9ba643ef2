"""A rebuild makes again what was there, row for row, and proves it with a digest."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from airdate.catalogue.deciding import settle_names
from airdate.catalogue.models import How, NameUse, Title
from airdate.facts.models import Change, Fact, Support
from airdate.intake import demonstration
from airdate.intake.actions import Article, Publisher, add_article
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild
from airdate.sources.models import Document
from factories import NOW

pytestmark = pytest.mark.django_db
DAY = date(2031, 2, 20)


def derived() -> dict[str, list[Any]]:
    """All that is derived, without the primary keys that a rebuild may renew."""
    return {
        "names": list(
            NameUse.objects.order_by("document__key", "role", "name").values_list(
                "document__key", "role", "name", "how", "score", "title__slug", "person__slug", "service__slug"
            )
        ),
        "voices": list(Document.objects.order_by("key").values_list("key", "voice")),
        "titles": list(
            Title.objects.filter(dormant=False).order_by("slug").values_list("slug", "name", "form", "year")
        ),
        "facts": list(Fact.objects.order_by("id").values_list("id", "slot", "value", "status", "rule", "voices")),
        "supports": list(Support.objects.order_by("fact", "claim").values_list("fact", "claim", "stance", "rule")),
        "changes": list(Change.objects.order_by("id").values_list("id", "kind", "day", "learnt_at", "old", "new")),
    }


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, in a transaction around those of the tests: loading it takes longer than they do."""
    with django_db_blocker.unblock(), transaction.atomic():
        for _ in demonstration.load(DAY):
            pass
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstrated(loaded: None, db: None) -> None:
    """The demonstration is loaded; what a test does to it is undone."""


def test_a_rebuild_makes_what_adding_one_by_one_made(demonstrated: None) -> None:
    before, signed = derived(), digest()
    first = rebuild(now=NOW)
    assert derived() == before
    assert first.digest == signed
    assert rebuild(now=NOW + timedelta(days=9)) == first
    assert list(problems()) == []


def test_a_rebuild_mends_what_was_broken(demonstrated: None) -> None:
    before = derived()
    Document.objects.update(voice="0" * 40)
    Title.objects.filter(slug="the-salt-road").update(form="film", name="Salt")
    NameUse.objects.filter(role="person").update(person=None, how=How.UNSURE)
    Support.objects.all().delete()
    rebuild(now=NOW)
    assert derived() == before


def test_the_digest_tells_other_content_apart(demonstrated: None) -> None:
    before = digest()
    add_article(Article("The Quay starts on Netflix on 3 May 2031.", DAY), Publisher("The Examiner"), now=NOW)
    assert digest() != before


def test_the_digest_does_not_tell_when_this_site_learnt(demonstrated: None) -> None:
    before = digest()
    Document.objects.update(learnt_at=NOW)
    assert rebuild(now=NOW).digest == before
    assert set(Change.objects.values_list("learnt_at", flat=True)) == {NOW}


def test_decisions_survive(demonstrated: None) -> None:
    use = NameUse.objects.filter(role="title", title__isnull=False).order_by("pk").first()
    assert use is not None
    settle_names([use], None, author="mo", reason="It is a night, not a show.", now=NOW)
    rebuild(now=NOW)
    kept = NameUse.objects.get(pk=use.pk)
    assert (kept.how, kept.title, kept.decided) == (How.NOBODY, None, True)


def test_progress_is_told(demonstrated: None) -> None:
    told: list[tuple[str, int, int]] = []
    rebuild(now=NOW, progress=lambda stage, done, of: told.append((stage, done, of)))
    count = Document.objects.count()
    assert told == [("resolving names", count, count), ("weighing", 0, 1), ("weighing", 1, 1)]
