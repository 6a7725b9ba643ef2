"""Publishing: nothing goes live with an unseen difference, and what goes live becomes the desk's claims."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import Title
from airdate.claims.models import ReadingRun
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.facts.queries import why
from airdate.intake.actions import documents_read_otherwise
from airdate.newsroom.models import Article, Citation, Held, Publication, Settlement
from airdate.newsroom.publishing import NotDifferent, OpenDifferences, checked, draft_of, keep
from airdate.sources.models import Document, Source
from newsroom.writing import SHOW, a_day, published, the_fact, told, words, written_article

pytestmark = pytest.mark.django_db


def settle(article: Article, reason: str = "The press office told us on the phone.") -> Settlement:
    """Keep what the article says in its one difference from the guide."""
    (open_,) = checked(draft_of(article), now=timezone.now()).open
    return keep(
        draft_of(article), open_.fact, open_.said, open_.believed, author="ada", reason=reason, now=timezone.now()
    )


def test_what_agrees_is_cited_and_is_no_new_voice() -> None:
    told(a_day())
    before = the_fact()
    article = published(words(a_day()))
    assert article.live
    assert list(Citation.objects.values_list("article", "fact", "value", "rests_on")) == [
        (article.pk, before.pk, {"date": a_day().isoformat()}, before.decided_by)
    ]
    after = the_fact()
    assert (after.voices, after.decided_by, after.status) == (1, before.decided_by, "confirmed")
    assert [support.source.name for support in why(after.pk, today=timezone.localdate()).supports] == [
        "Lantern Newsroom"
    ]
    (document,) = Document.objects.filter(source__slug="desk")
    assert (document.headline, document.claims.count()) == (article.title, 0)
    assert Publication.objects.get().document == document


def test_what_differs_is_not_published() -> None:
    told(a_day())
    article = written_article(words(a_day(97)))
    with pytest.raises(OpenDifferences) as refused:
        article.get_latest_revision().publish()
    day = lambda days: f"{a_day(days):%A} {a_day(days).day} {a_day(days):%B %Y}"  # noqa: E731
    assert str(refused.value) == (
        f"Not published: it differs from the guide in 1 place. You write {day(97)}; the guide says {day(90)} "
        f"({SHOW}, Season 2 on Lantern+). Settle that in the panel of facts."
    )
    assert not Article.objects.get().live
    assert (Publication.objects.count(), Document.objects.filter(source__slug="desk").count()) == (0, 0)


def test_what_is_kept_with_a_reason_is_published_and_becomes_a_claim() -> None:
    told(a_day())
    article = written_article(words(a_day(97)))
    row = settle(article)
    assert (row.author, row.reason) == ("ada", "The press office told us on the phone.")
    article.get_latest_revision().publish()
    document = Publication.objects.get().document
    assert [(claim.kind, claim.slots["date"]) for claim in document.claims.all()] == [
        ("release", a_day(97).isoformat())
    ]
    told_of = why(the_fact().pk, today=timezone.localdate())
    # The service's own word weighs more than the desk's: the date stands, with the desk against it.
    assert the_fact().value == {"date": a_day().isoformat()}
    assert [each.source.slug for each in told_of.against] == ["desk"]
    assert Citation.objects.count() == 0


def test_a_settlement_holds_for_these_two_sides_only() -> None:
    told(a_day())
    article = written_article(words(a_day(97)))
    settle(article)
    assert checked(draft_of(article), now=timezone.now()).open == ()
    told(a_day(95), ago=1)  # the guide believes something else by now
    assert [each.guide for each in checked(draft_of(article), now=timezone.now()).open] == [
        f"{a_day(95):%A} {a_day(95).day} {a_day(95):%B %Y}"
    ]
    article.body = [("paragraph", words(a_day(99)))]
    article.save_revision()
    with pytest.raises(OpenDifferences):
        article.get_latest_revision().publish()


def test_only_a_difference_can_be_kept_and_only_with_a_reason() -> None:
    told(a_day())
    article = written_article(words(a_day(97)))
    (open_,) = checked(draft_of(article), now=timezone.now()).open
    for fact, reason in ((open_.fact, "  "), ("0" * 20, "Because.")):
        with pytest.raises(NotDifferent):
            keep(draft_of(article), fact, open_.said, open_.believed, author="ada", reason=reason, now=timezone.now())
    assert Settlement.objects.count() == 0
    row = settle(article)
    with pytest.raises(TypeError, match="audit record"):
        row.delete()


def test_what_is_new_becomes_a_fact_of_the_desk() -> None:
    published(words(a_day()))
    weigh_all(now=timezone.now())
    fact = the_fact()
    assert (fact.value, fact.voices) == ({"date": a_day().isoformat()}, 1)
    assert [each.source.slug for each in why(fact.pk, today=timezone.localdate()).supports] == ["desk"]
    assert Source.objects.get(slug="desk").source_class == "trade"


def test_the_desk_is_called_what_it_is_where_its_words_stand(client: Client) -> None:
    published(words(a_day()))
    told(a_day())
    page = LexborHTMLParser(client.get(f"/facts/{the_fact().pk}/").content.decode())
    labels = {node.css_first("b").text(strip=True): node.css_first(".class").text() for node in page.css(".said__who")}
    assert labels == {"Airdate": "Our desk", "Lantern Newsroom": "Official"}
    shown = LexborHTMLParser(client.get("/sources/desk/").content.decode())
    assert [node.text() for node in shown.css(".headline .class")] == ["Our desk"]


def test_the_desks_articles_are_not_read_again_by_a_better_reader() -> None:
    published(words(a_day()))
    assert ReadingRun.objects.get().reader == "record:desk"
    assert documents_read_otherwise() == []


def test_a_changed_article_supersedes_what_it_said() -> None:
    article = published(words(a_day()))
    article.body = [("paragraph", words(a_day(94)))]
    settle(article, "A misprint of ours.")
    article.save_revision().publish()
    first, second = Document.objects.filter(source__slug="desk").order_by("pk")
    assert second.supersedes == first
    weigh_all(now=timezone.now())
    assert the_fact().value == {"date": a_day(94).isoformat()}


def test_the_same_text_again_says_nothing_new() -> None:
    article = published(words(a_day()))
    article.standfirst = ""
    article.save_revision().publish()
    assert (Document.objects.count(), Publication.objects.count()) == (1, 1)


def test_a_scheduled_article_is_held_when_the_guide_has_moved_meanwhile() -> None:
    told(a_day())
    article = written_article(words(a_day()))
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    article = Article.objects.get()
    assert (article.live, article.scheduled_revision is not None) == (False, True)
    told(a_day(97), ago=1)
    come_due(article)
    assert not Article.objects.get().live
    assert Held.objects.get().reason.startswith("Not published: it differs from the guide in 1 place.")
    settle(Article.objects.get())
    come_due(article)
    assert Article.objects.get().live
    assert Held.objects.count() == 0
    assert Publication.objects.get().by == ""


def come_due(article: Article) -> None:
    """Let the hour of the schedule come."""
    revisions: Any = article.revisions.filter(approved_go_live_at__isnull=False)
    due = timezone.now() - timedelta(minutes=1)
    for revision in revisions:
        revision.content["go_live_at"] = due.isoformat()
        revision.approved_go_live_at = due
        revision.save()
    call_command("publish_scheduled")


def test_an_article_that_says_nothing_goes_live_without_a_document() -> None:
    article = published(title="Pictures", body=[])
    assert (article.live, Publication.objects.count(), Document.objects.count()) == (True, 0, 0)
    assert Title.objects.count() == Fact.objects.count() == 0
