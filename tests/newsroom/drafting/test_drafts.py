"""Drafts from facts at the desk: from the form to the editor, as a page, and what becomes of their lines."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import Title
from airdate.newsroom.models import Article, Author, Citation, NewsFront, Publication
from airdate.newsroom.people import add_person
from airdate.newsroom.publishing import OpenDifferences, checked, draft_of
from guide.seen import seen
from newsroom.writing import SHOW, a_day, the_fact, told, written

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/drafts/"


@pytest.fixture
def ada(client: Client) -> User:
    """An editor, signed in, who writes as Ada Quill."""
    user = add_person("ada", "kettle-quay-31")
    Author.objects.create(slug="ada-quill", name="Ada Quill", user=user)
    client.force_login(user)
    return user


def sentence(days: int, said: int) -> str:
    day, ago = a_day(days), a_day(-said)
    year = "" if day.year == timezone.localdate().year else f" {day.year}"
    return f"Season 2 on Lantern+, {day:%A} {day.day} {day:%B}{year}. Said by Lantern Newsroom on {ago.day} {ago:%B}."


def drafted(client: Client) -> Article:
    """A draft of everything about the show."""
    title = Title.objects.get(name=SHOW)
    answer = client.post(ADDRESS, {"subject": "title", "title": title.pk, "service": ""})
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/pages/{article.pk}/edit/")
    return article


def line_of(article: Article) -> Any:
    (block,) = [block for block in article.body if block.block_type == "line"]
    return block


def rewrite(article: Article, words: str) -> None:
    """Put other words into its line."""
    value = line_of(article).value
    kept = {"words": f"<p>{words}</p>", "fact": value["fact"], "made": value["made"]}
    article.body = [{"type": "line", "value": kept}]


def test_a_draft_of_everything_about_a_title(client: Client, ada: User) -> None:
    told(a_day())
    article = drafted(client)
    assert (article.live, article.title, article.slug, article.owner) == (
        False, f"{SHOW}: everything we know", "the-salt-road-everything-we-know", ada,
    )  # fmt: skip
    latest = article.get_latest_revision_as_object()
    assert [each.author.name for each in latest.bylines.all()] == ["Ada Quill"]
    assert [each.title.name for each in latest.about.all()] == [SHOW]
    assert [block.block_type for block in latest.body] == ["title_facts", "heading", "line"]
    line = line_of(latest)
    assert (line.value["fact"], line.value["words"].source) == (the_fact().pk, f"<p>{sentence(90, 5)}</p>")
    page = client.get(f"/desk/pages/{article.pk}/edit/")
    assert page.status_code == 200


def test_its_lines_agree_are_cited_and_are_no_claims(client: Client, ada: User) -> None:
    told(a_day())
    article = drafted(client)
    (finding,) = checked(draft_of(article), now=timezone.now()).findings
    assert (finding.verdict, finding.fact, finding.sources[0].name) == ("agrees", the_fact().pk, "Lantern Newsroom")
    article.get_latest_revision().publish()
    assert list(Citation.objects.values_list("fact", flat=True)) == [the_fact().pk]
    assert sum(each.document.claims.count() for each in Publication.objects.all()) == 0
    client.logout()
    page = client.get(Article.objects.get().url)
    assert seen(page, ".line > p") == [sentence(90, 5), f"why?: {SHOW}"]


def test_a_line_whose_fact_has_moved_since_is_open_until_it_says_so(client: Client, ada: User) -> None:
    told(a_day())
    article = drafted(client)
    told(a_day(97), ago=1)
    (finding,) = checked(draft_of(article), now=timezone.now()).open
    assert (finding.you, finding.guide) == (sentence(90, 5), f"{a_day(97):%A} {written(a_day(97))}")
    swap = finding.swap
    assert swap is not None
    assert (swap.words, swap.instead) == (sentence(90, 5), sentence(97, 1))
    with pytest.raises(OpenDifferences):
        article.get_latest_revision().publish()
    rewrite(article, swap.instead)
    assert [each.verdict for each in checked(draft_of(article), now=timezone.now()).findings] == ["agrees"]


def test_a_line_that_was_rewritten_is_read_as_any_words(client: Client, ada: User) -> None:
    told(a_day())
    article = drafted(client)
    other = f"The second season of the drama {SHOW} will be released on Lantern+ on {written(a_day(97))}, they say."
    rewrite(article, other)
    found = checked(draft_of(article), now=timezone.now())
    assert (found.text, [each.verdict for each in found.findings]) == (other, ["differs"])


def test_a_published_line_tells_what_moved_since(client: Client, ada: User) -> None:
    told(a_day())
    drafted(client).get_latest_revision().publish()
    told(a_day(97), ago=0)
    client.logout()
    today, old, new = timezone.localdate(), a_day(), a_day(97)
    assert seen(client.get(Article.objects.get().url), ".line .box__moved") == [
        f"{written(today)}: {old:%A} {written(old)} → {new:%A} {written(new)} (moved). This was published before."
    ]


def test_where_there_are_no_facts_there_is_no_draft(client: Client, ada: User) -> None:
    quiet = Title.objects.create(slug="quiet", name="The Quiet", form="series")
    for given, line in (
        ({"subject": "moved"}, "Nothing has moved in the last seven days."),
        ({"subject": "title"}, "Choose the title that the draft is to be about."),
        ({"subject": "title", "title": quiet.pk}, "Nothing is known of The Quiet yet."),
        ({"subject": "novel"}, "Select a valid choice. novel is not one of the available choices."),
    ):
        answer = client.post(ADDRESS, given)
        assert answer.status_code == 200
        assert [str(error) for errors in answer.context["form"].errors.values() for error in errors] == [line]
    assert Article.objects.count() == 0


def test_who_begins_one_finds_the_button_and_who_may_not_write_does_not(client: Client, ada: User) -> None:
    front = NewsFront.objects.get()
    for address in ("/desk/", f"/desk/pages/{front.pk}/"):
        parsed = LexborHTMLParser(client.get(address).content.decode())
        assert ADDRESS in parsed.html if address == "/desk/" else parsed.css(f'a[href="{ADDRESS}"]'), address
    assert client.get(ADDRESS).status_code == 200
    client.force_login(User.objects.create_user("mallory", password="kettle-quay-31"))
    assert client.get(ADDRESS).status_code == 302
